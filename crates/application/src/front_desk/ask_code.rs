use frontdesk_domain::clients::ClientId;
use frontdesk_domain::secrets::RequestId;

use super::LookUpRequest;
use crate::{AppError, Application};

/// What someone who said who they are at a verified desk has to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeAsked {
    /// Nothing: they are signed in as that very client.
    NotNeeded,
    /// Type the code that is on its way, if the identifier means one client with an e-mail.
    Mailed(RequestId),
}

impl Application {
    /// Looks up who someone says they are, counted, throttled and audited, and mails a code to the e-mail on
    /// file. The answer and the work are the same for a known, a shared and an unknown identifier. `proved` is
    /// the client they are signed in as, if any.
    ///
    /// # Errors
    /// [`AppError::Throttled`] for too many look-ups or codes, known or not.
    pub async fn ask_desk_code(
        &self,
        request: &LookUpRequest,
        proved: Option<ClientId>,
    ) -> Result<CodeAsked, AppError> {
        let found = self.look_up(request).await?;
        if self.rules.identity.admits(&found, proved) {
            return Ok(CodeAsked::NotNeeded);
        }
        let asked = self.mail_sign_in_code(&request.identifier, &found, &request.network);
        asked.await.map(CodeAsked::Mailed)
    }
}

#[cfg(test)]
mod tests;

use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::LookUp;
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
    /// [`AppError::Throttled`] for too many look-ups or codes, and half a minute after the last code for this
    /// identifier; known or not.
    pub async fn ask_desk_code(
        &self,
        request: &LookUpRequest,
        proved: Option<ClientId>,
    ) -> Result<CodeAsked, AppError> {
        let found = self.look_up(request).await?;
        self.mail_desk_code(request, &found, proved).await
    }

    /// Mails another code to someone whose look-up was counted. The one before is void.
    ///
    /// # Errors
    /// [`AppError::Throttled`] half a minute after the last, and for too many codes, known or not.
    pub async fn ask_desk_code_again(
        &self,
        request: &LookUpRequest,
        proved: Option<ClientId>,
    ) -> Result<CodeAsked, AppError> {
        let found = self.ports.front_desk.look_up(&request.identifier).await?;
        self.mail_desk_code(request, &found, proved).await
    }

    async fn mail_desk_code(
        &self,
        request: &LookUpRequest,
        found: &LookUp,
        proved: Option<ClientId>,
    ) -> Result<CodeAsked, AppError> {
        if self.rules.identity.admits(found, proved) {
            return Ok(CodeAsked::NotNeeded);
        }
        let asked = self.mail_sign_in_code(&request.identifier, found, &request.network);
        asked.await.map(CodeAsked::Mailed)
    }
}

#[cfg(test)]
mod tests;

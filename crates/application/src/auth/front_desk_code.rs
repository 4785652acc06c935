use frontdesk_domain::auth::{CodePurpose, Holder, NewCode, OneTimeCode};
use frontdesk_domain::clients::{ClientId, ClientNumber, Identifier};
use frontdesk_domain::ports::{LookUp, StoreError};
use frontdesk_domain::secrets::{RequestId, SessionToken};

use super::CodeTried;
use crate::front_desk::counted_as;
use crate::unit::tried_again;
use crate::{AppError, Application};

/// What a code typed at the front desk came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignedInByCode {
    /// They are in, as the client: they see their own tickets.
    In(SessionToken),
    /// They are not.
    Not(CodeTried),
}

impl Application {
    /// Mails a code to the e-mail on a client's record, if there is such a client with an e-mail. The answer
    /// is the same either way, and so is the work.
    ///
    /// # Errors
    /// [`AppError::Throttled`] half a minute after the last for this customer ID, and for too many codes,
    /// known or not.
    pub async fn ask_sign_in_code(&self, number: ClientNumber, network: &str) -> Result<RequestId, AppError> {
        let identifier = Identifier::Number(number);
        let found = self.ports.front_desk.look_up(&identifier).await?;
        self.mail_sign_in_code(&identifier, &found, network).await
    }

    /// Mails a code to whom a look-up found. An identifier that means nobody, or several, gets one that
    /// reaches nobody.
    pub(crate) async fn mail_sign_in_code(
        &self,
        identifier: &Identifier,
        found: &LookUp,
        network: &str,
    ) -> Result<RequestId, AppError> {
        let whose = format!("at the desk {}", counted_as(identifier));
        self.refuse_too_soon(&whose).await?;
        self.refuse_too_many_codes(&whose, network).await?;
        let request = RequestId::from_bytes(self.ports.entropy.bytes());
        let meant = meant_by(found);
        tried_again(&*self.ports.entropy, || self.ask_for(meant, request)).await?;
        self.deliveries_were_asked_for();
        Ok(request)
    }

    /// Counted by what was typed and not by what is stored: a code that replaced another, or never was one,
    /// makes no difference.
    async fn refuse_too_soon(&self, whose: &str) -> Result<(), AppError> {
        let (now, wait) = (self.ports.clock.now(), self.rules.accounts.codes.resend_after);
        let key = self.ports.signer.fingerprint("codes at once", whose);
        let count = || async {
            let unit = self.ports.store.begin().await?;
            let counted = unit.throttles().count(&key, wait, now).await?;
            unit.commit().await?;
            Ok(counted)
        };
        match tried_again(&*self.ports.entropy, count).await? {
            (1, _) => Ok(()),
            (_, until) => Err(AppError::Throttled {
                retry_after: until.since(now),
            }),
        }
    }

    async fn ask_for(&self, meant: ClientId, request: RequestId) -> Result<(), StoreError> {
        let unit = self.ports.store.begin().await?;
        let client = unit.clients().get(meant).await?;
        let reached = client.and_then(|client| client.email.map(|email| (client.id, email)));
        let code = NewCode {
            purpose: CodePurpose::SignIn,
            holder: reached.as_ref().map(|(client, _)| Holder::Client(*client)),
            request,
            to: reached.map(|(_, email)| email),
            created_at: self.ports.clock.now(),
        };
        self.ask_code(&*unit, &code).await?;
        unit.commit().await
    }

    /// Signs a client in by the code mailed to them. They are the client, and nobody's account.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn sign_in_by_code(
        &self,
        request: &RequestId,
        code: OneTimeCode,
        browser: &str,
    ) -> Result<SignedInByCode, AppError> {
        let code = match self.try_code(request, CodePurpose::SignIn, code).await? {
            Ok(code) => code,
            Err(tried) => return Ok(SignedInByCode::Not(tried)),
        };
        let Some(Holder::Client(client)) = code.holder else {
            return Ok(SignedInByCode::Not(CodeTried::Over));
        };
        let open = || async {
            let unit = self.ports.store.begin().await?;
            if !unit.codes().use_up(code.id, self.ports.clock.now()).await? {
                return Ok(SignedInByCode::Not(CodeTried::Over));
            }
            let token = self.open_client_session(&*unit, client, browser).await?;
            unit.commit().await?;
            Ok(SignedInByCode::In(token))
        };
        Ok(tried_again(&*self.ports.entropy, open).await?)
    }
}

/// The one client that is meant, or nobody: asked for either way.
pub(crate) fn meant_by(found: &LookUp) -> ClientId {
    match found {
        LookUp::Known { client, .. } => *client,
        LookUp::Unknown | LookUp::Shared => ClientId::NOBODY,
    }
}

#[cfg(test)]
mod tests;

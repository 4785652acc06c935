use frontdesk_domain::accounts::Role;
use frontdesk_domain::auth::{CodePurpose, Holder, Level, NewCode, OneTimeCode};
use frontdesk_domain::clients::{ClientNumber, Identifier};
use frontdesk_domain::ports::{LookUp, StoreError};
use frontdesk_domain::secrets::{RequestId, SessionToken};

use super::CodeTried;
use super::open_session::Opening;
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
        let whose = format!("client {}", number.value());
        self.refuse_too_soon(&whose).await?;
        self.refuse_too_many_codes(&whose, network).await?;
        let request = RequestId::from_bytes(self.ports.entropy.bytes());
        let found = self.ports.front_desk.look_up(&Identifier::Number(number)).await?;
        tried_again(&*self.ports.entropy, || self.ask_for(&found, request)).await?;
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

    async fn ask_for(&self, found: &LookUp, request: RequestId) -> Result<(), StoreError> {
        let unit = self.ports.store.begin().await?;
        let client = match found {
            LookUp::Known { client, .. } => unit.clients().get(*client).await?,
            LookUp::Unknown | LookUp::Shared => None,
        };
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

    /// Signs a client in by the code mailed to them. They are the client, and nobody's account: a code by
    /// mail stands in for neither a password nor a second step.
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
        let Some(holder @ Holder::Client(_)) = code.holder else {
            return Ok(SignedInByCode::Not(CodeTried::Over));
        };
        let open = || async {
            let now = self.ports.clock.now();
            let unit = self.ports.store.begin().await?;
            if !unit.codes().use_up(code.id, now).await? {
                return Ok(SignedInByCode::Not(CodeTried::Over));
            }
            let opening = Opening {
                remembered: false,
                browser,
                now,
            };
            let (role, level) = (Role::Customer, Level::Code);
            let token = self
                .open_session_of(&*unit, holder, 0, role, level, &opening)
                .await?;
            unit.commit().await?;
            Ok(SignedInByCode::In(token))
        };
        Ok(tried_again(&*self.ports.entropy, open).await?)
    }
}

#[cfg(test)]
mod tests;

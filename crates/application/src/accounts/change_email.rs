use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::{Account, AccountId};
use frontdesk_domain::auth::{Code, CodePurpose, Holder, NewCode, OneTimeCode, Password};
use frontdesk_domain::clients::{Client, Email};
use frontdesk_domain::letters::LetterKind;
use frontdesk_domain::ports::{StoreError, Unique, UnitOfWork};
use frontdesk_domain::secrets::RequestId;
use frontdesk_domain::time::Timestamp;

use crate::auth::CodeTried;
use crate::unit::{Ended, save, tried_again};
use crate::{AppError, Application};

/// A code is on its way to the new address, or to nobody where another account has that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EmailAsked(pub RequestId);

/// What the code came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailChanged {
    /// It is changed; every other session is over.
    Done,
    /// It is not.
    Not(CodeTried),
}

impl Application {
    /// Asks for another e-mail. It takes the password now, and a code from the new address next.
    ///
    /// # Errors
    /// [`AppError::WrongPassword`]; [`AppError::Throttled`] for too many of these or too many codes.
    pub async fn ask_email_change(
        &self,
        person: &SignedIn,
        password: &Password,
        email: &Email,
        network: &str,
    ) -> Result<EmailAsked, AppError> {
        let id = person.account().ok_or(AppError::Forbidden)?;
        self.check_password(id, password).await?;
        self.refuse_too_many_codes(&email.folded(), network).await?;
        let request = RequestId::from_bytes(self.ports.entropy.bytes());
        tried_again(&*self.ports.entropy, || self.ask_new_email(id, email, request)).await?;
        self.deliveries_were_asked_for();
        Ok(EmailAsked(request))
    }

    async fn ask_new_email(
        &self,
        id: AccountId,
        email: &Email,
        request: RequestId,
    ) -> Result<(), StoreError> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let owner = unit
            .accounts()
            .by_email(email)
            .await?
            .filter(|owner| owner.id != id);
        if let Some(owner) = &owner {
            self.post(&*unit, LetterKind::AccountExists(owner.id), now)
                .await?;
        }
        let code = NewCode {
            purpose: CodePurpose::ChangeEmail,
            holder: owner.is_none().then_some(Holder::Account(id)),
            request,
            to: Some(email.clone()),
            created_at: now,
        };
        self.ask_code(&*unit, &code).await?;
        unit.commit().await
    }

    /// Changes the e-mail with the code that the new address got. The old address is told.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] without an account.
    pub async fn confirm_email_change(
        &self,
        person: &SignedIn,
        request: &RequestId,
        code: OneTimeCode,
    ) -> Result<EmailChanged, AppError> {
        let id = person.account().ok_or(AppError::Forbidden)?;
        let code = match self.try_code(request, CodePurpose::ChangeEmail, code).await? {
            Ok(code) if code.holder == Some(Holder::Account(id)) => code,
            Ok(_) => return Ok(EmailChanged::Not(CodeTried::Over)),
            Err(tried) => return Ok(EmailChanged::Not(tried)),
        };
        let entropy = &*self.ports.entropy;
        let changed = tried_again(entropy, || self.keep_email(person, id, &code)).await??;
        self.deliveries_were_asked_for();
        Ok(changed)
    }

    async fn keep_email(&self, person: &SignedIn, id: AccountId, code: &Code) -> Ended<EmailChanged> {
        const OVER: EmailChanged = EmailChanged::Not(CodeTried::Over);
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let was_good = unit.codes().use_up(code.id, now).await?;
        let account = unit.accounts().get(id).await?.filter(|_| was_good);
        let (Some(account), Some(email)) = (account, code.to.clone()) else {
            return Ok(Ok(OVER));
        };
        let account = match self.move_to_email(&*unit, account, email, now).await {
            // Someone registered it between the asking and the code.
            Err(StoreError::NotUnique(Unique::AccountEmail)) => return Ok(Ok(OVER)),
            moved => moved?,
        };
        unit.sessions()
            .keep(person.session, account.session_version)
            .await?;
        unit.commit().await?;
        Ok(Ok(EmailChanged::Done))
    }

    /// The account with another e-mail, its client record too. What was under way to the old address is void,
    /// whoever got in by a code sent there is out, and the old address is told.
    ///
    /// # Errors
    /// `NotUnique(AccountEmail)` when another account has it.
    pub(super) async fn move_to_email(
        &self,
        unit: &dyn UnitOfWork,
        account: Account,
        email: Email,
        now: Timestamp,
    ) -> Result<Account, StoreError> {
        let (id, read, before) = (account.id, account.version, account.email.clone());
        let account = account.with_email(email, now);
        unit.codes().void_all(Holder::Account(id)).await?;
        if let Some(client) = account.client.map(Holder::Client) {
            unit.codes().void_all(client).await?;
            unit.sessions().end_all(client).await?;
        }
        save(unit, &account, read).await?;
        self.tell_client_record(unit, &account).await?;
        self.post_to(unit, LetterKind::EmailChanged(id), Some(before), now)
            .await?;
        Ok(account)
    }

    /// A customer has one e-mail, not one to sign in by and another for answers.
    async fn tell_client_record(&self, unit: &dyn UnitOfWork, account: &Account) -> Result<(), StoreError> {
        let Some(id) = account.client else {
            return Ok(());
        };
        let Some(client) = unit.clients().get(id).await? else {
            return Ok(());
        };
        let email = Some(account.email.clone());
        unit.clients().save(&Client { email, ..client }).await
    }
}

#[cfg(test)]
mod tests;

use frontdesk_domain::accounts::{
    Account, AccountId, Contact, NewAccount, NewRoleRequest, Role, RoleVerdict, Username, Wish,
};
use frontdesk_domain::auth::{CodePurpose, Holder, NewCode, Pace, Password, PasswordHash, PasswordWeakness};
use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::letters::LetterKind;
use frontdesk_domain::ports::{StoreError, Unique, UnitOfWork};
use frontdesk_domain::secrets::RequestId;
use frontdesk_domain::time::Timestamp;

use super::unproved::free_username;
use crate::unit::{save, tried_again};
use crate::{AppError, Application};

/// The registration form, as sent. No role is in it: a staff role is asked for, never taken.
#[derive(Clone, Debug)]
pub struct Register {
    /// What they are called.
    pub name: Name,
    /// Where their mail goes.
    pub email: Email,
    /// What else they want to sign in by.
    pub username: Option<Username>,
    /// The password they chose.
    pub password: Password,
    /// Phone and address, for their client record once the e-mail is proved.
    pub contact: Contact,
    /// "I work here", and what they say about it.
    pub wish: Option<Wish>,
    /// The network they came from, as for a look-up.
    pub network: String,
}

/// What registering came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Registered {
    /// A mail is on its way. The same whether the e-mail has an account already: its owner is told by that
    /// mail, and nobody else.
    CheckMail(RequestId),
    /// Someone has this username. Usernames are public; e-mails are not.
    UsernameTaken,
    /// The password is not taken.
    Weak(PasswordWeakness),
}

impl Application {
    /// Registers someone, and mails a code to prove the e-mail. Until it is proved the account blocks
    /// nobody: whoever registers the e-mail again replaces it.
    ///
    /// # Errors
    /// [`AppError::Throttled`] for too many from one network or to one address, known or not.
    pub async fn register(&self, form: &Register) -> Result<Registered, AppError> {
        // Judging a password takes a while. What is only badly chosen costs nobody one of their few codes.
        let from = self.ports.signer.fingerprint("registrations from", &form.network);
        self.pace(&from, &Pace::REGISTRATIONS).await?;
        let judged = self.judge_for(&form.password, &form.name, &form.email, form.username.as_ref());
        if let Err(weakness) = judged {
            return Ok(Registered::Weak(weakness));
        }
        self.refuse_too_many_codes(&form.email.folded(), &form.network)
            .await?;
        // Hashed for known e-mails too: the answer takes as long.
        let hash = self.ports.hasher.hash(&form.password).await?;
        let registered = tried_again(&*self.ports.entropy, || self.keep_account(form, &hash)).await?;
        self.deliveries_were_asked_for();
        Ok(registered)
    }

    async fn keep_account(&self, form: &Register, hash: &PasswordHash) -> Result<Registered, StoreError> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let known = unit.accounts().by_email(&form.email).await?;
        if self.username_is_taken(&*unit, form).await? {
            return Ok(Registered::UsernameTaken);
        }
        let request = RequestId::from_bytes(self.ports.entropy.bytes());
        let holder = match self.put(&*unit, form, hash, known, now).await? {
            Put::Mine(id) => Some(Holder::Account(id)),
            Put::Somebodys(owner) => {
                self.post(&*unit, LetterKind::AccountExists(owner), now).await?;
                None
            }
        };
        let code = NewCode {
            purpose: CodePurpose::VerifyEmail,
            holder,
            request,
            to: Some(form.email.clone()),
            created_at: now,
        };
        self.ask_code(&*unit, &code).await?;
        unit.commit().await?;
        Ok(Registered::CheckMail(request))
    }

    /// Puts the account where nobody proved this e-mail before. Another unproved account
    /// gives its username up.
    async fn put(
        &self,
        unit: &dyn UnitOfWork,
        form: &Register,
        hash: &PasswordHash,
        known: Option<Account>,
        now: Timestamp,
    ) -> Result<Put, StoreError> {
        let new = NewAccount {
            email: form.email.clone(),
            username: form.username.clone(),
            name: form.name.clone(),
            contact: form.contact.clone(),
            password: hash.clone(),
            created_at: now,
        };
        // For an e-mail that has its owner too: what becomes of the username tells nothing of it.
        let but = known.as_ref().map(|known| known.id);
        free_username(unit, form.username.as_ref(), but, now).await?;
        let id = match known {
            None => again_if_taken(unit.accounts().insert(&new).await)?,
            Some(known) => {
                let (id, read) = (known.id, known.version);
                let Some(account) = known.registered_again(new) else {
                    return Ok(Put::Somebodys(id));
                };
                again_if_taken(save(unit, &account, read).await)?;
                id
            }
        };
        self.note_wish(unit, id, form.wish.clone(), now).await?;
        Ok(Put::Mine(id))
    }

    /// Keeps what they say about a staff role; what an earlier, unproved registration said is withdrawn.
    async fn note_wish(
        &self,
        unit: &dyn UnitOfWork,
        account: AccountId,
        wish: Option<Wish>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        match wish {
            Some(wish) => {
                let asked_at = now;
                let request = NewRoleRequest {
                    account,
                    wish,
                    asked_at,
                };
                unit.role_requests().ask(&request).await
            }
            None => {
                let (role, by) = (Role::Customer, None);
                let withdrawn = RoleVerdict { role, by, at: now };
                unit.role_requests().settle(account, &withdrawn).await?;
                Ok(())
            }
        }
    }

    /// Looked at before the e-mail, so that the answer tells of usernames only.
    async fn username_is_taken(&self, unit: &dyn UnitOfWork, form: &Register) -> Result<bool, StoreError> {
        let Some(username) = &form.username else {
            return Ok(false);
        };
        let owner = unit.accounts().by_username(username).await?;
        Ok(owner.is_some_and(|owner| owner.verified_at.is_some()))
    }
}

enum Put {
    Mine(AccountId),
    Somebodys(AccountId),
}

/// Someone took e-mail or username in the same moment: the next look finds them.
fn again_if_taken<T>(kept: Result<T, StoreError>) -> Result<T, StoreError> {
    match kept {
        Err(StoreError::NotUnique(Unique::AccountEmail | Unique::Username)) => Err(StoreError::Again),
        kept => kept,
    }
}

#[cfg(test)]
mod tests;

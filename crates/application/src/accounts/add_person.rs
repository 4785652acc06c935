use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::{Account, AccountId, ApprovalRule, Contact, NewAccount, Role, Username};
use frontdesk_domain::auth::{Holder, Password, PasswordHash, PasswordWeakness};
use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::time::Timestamp;

use crate::unit::{Ended, save, tried_again};
use crate::{AppError, Application};

/// Someone added from the command line.
#[derive(Clone, Debug)]
pub struct AddPerson {
    /// What they are called.
    pub name: Name,
    /// Where their mail goes.
    pub email: Email,
    /// What else they sign in by.
    pub username: Option<Username>,
    /// What they are here for.
    pub role: Role,
    /// Their password, from a prompt or standard input.
    pub password: Password,
}

impl Application {
    /// Adds someone who may sign in at once: whoever runs the command line vouches for the e-mail.
    /// The inner error says why the password is not taken.
    ///
    /// # Errors
    /// [`AppError::Stale`] when e-mail or username have an account.
    pub async fn add_person(
        &self,
        form: &AddPerson,
    ) -> Result<Result<AccountId, PasswordWeakness>, AppError> {
        let judged = self.judge_for(&form.password, &form.name, &form.email, form.username.as_ref());
        if let Err(weakness) = judged {
            return Ok(Err(weakness));
        }
        let hash = self.ports.hasher.hash(&form.password).await?;
        let added = tried_again(&*self.ports.entropy, || async {
            let now = self.ports.clock.now();
            let unit = self.ports.store.begin().await?;
            match self.vouched_for(&*unit, form, &hash, now).await {
                Ok(account) => unit.commit().await.map(|()| Ok(account.id)),
                Err(StoreError::NotUnique(_)) => Ok(Err(AppError::Stale)),
                Err(error) => Err(error),
            }
        });
        added.await?.map(Ok)
    }

    /// Puts an account that is proved and let in, with its client record, inside a unit of work.
    pub(super) async fn vouched_for(
        &self,
        unit: &dyn UnitOfWork,
        form: &AddPerson,
        hash: &PasswordHash,
        now: Timestamp,
    ) -> Result<Account, StoreError> {
        let new = NewAccount {
            email: form.email.clone(),
            username: form.username.clone(),
            name: form.name.clone(),
            contact: Contact::default(),
            password: hash.clone(),
            created_at: now,
        };
        // An account whose e-mail nobody proved blocks nobody.
        let known = unit.accounts().by_email(&form.email).await?;
        if let Some(unproved) = known.filter(|known| known.verified_at.is_none()) {
            unit.accounts().delete(unproved.id).await?;
        }
        let id = unit.accounts().insert(&new).await?;
        let account = Account::first(id, new);
        let read = account.version;
        let account = account
            .verified(ApprovalRule::Required, now)
            .and_then(|account| account.approved(form.role, None, now))
            .ok_or(StoreError::Conflict)?;
        let client = self.client_of(unit, &account, now).await?;
        let account = account.linked(client, now);
        save(unit, &account, read).await?;
        Ok(account)
    }

    /// Gives someone a password from the command line. Their sessions end. The inner error says why it is
    /// not taken.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] to anyone but the operator; [`AppError::NotFound`].
    pub async fn set_password(
        &self,
        who: &Authority,
        id: AccountId,
        password: &Password,
    ) -> Result<Result<(), PasswordWeakness>, AppError> {
        if *who != Authority::Operator {
            return Err(AppError::Forbidden);
        }
        let unit = self.ports.store.begin().await?;
        let account = unit.accounts().get(id).await?.ok_or(AppError::NotFound)?;
        drop(unit);
        if let Err(weakness) = self.judge(password, &account) {
            return Ok(Err(weakness));
        }
        let hash = self.ports.hasher.hash(password).await?;
        tried_again(&*self.ports.entropy, || self.keep_set_password(id, &hash)).await??;
        Ok(Ok(()))
    }

    async fn keep_set_password(&self, id: AccountId, hash: &PasswordHash) -> Ended<()> {
        let unit = self.ports.store.begin().await?;
        let Some(account) = unit.accounts().get(id).await? else {
            return Ok(Err(AppError::NotFound));
        };
        let read = account.version;
        let account = account.with_password(hash.clone(), self.ports.clock.now());
        save(&*unit, &account, read).await?;
        unit.sessions().end_all(Holder::Account(id)).await?;
        unit.commit().await?;
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests;

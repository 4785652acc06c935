use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::{AccountId, AccountState};
use frontdesk_domain::auth::Holder;
use frontdesk_domain::clients::Email;
use frontdesk_domain::ports::{StoreError, Unique};

use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

/// What giving someone another e-mail came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailGiven {
    /// It is theirs; their sessions are over.
    Done,
    /// It was theirs already.
    Same,
    /// Another account has it.
    Taken,
}

impl Application {
    /// Gives someone another e-mail. The admin vouches that it is theirs, so no code is asked for. Their
    /// sessions, codes and links end, but for the session of an admin who changes their own; the old address
    /// is told.
    ///
    /// # Errors
    /// [`AppError::Stale`] for someone who never proved the e-mail they registered with: they register again
    /// with the right one. [`AppError::NotFound`]; [`AppError::Forbidden`] and [`AppError::ProofNeeded`] as
    /// [`Authority::may_change_rights`] says: who chooses where links to a new password go can get in.
    pub async fn change_email_of(
        &self,
        who: &Authority,
        id: AccountId,
        email: &Email,
    ) -> Result<EmailGiven, AppError> {
        who.may_change_rights(self.ports.clock.now())?;
        let entropy = &*self.ports.entropy;
        let given = tried_again(entropy, || self.give_email(who, id, email)).await??;
        self.deliveries_were_asked_for();
        Ok(given)
    }

    async fn give_email(&self, who: &Authority, id: AccountId, email: &Email) -> Ended<EmailGiven> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let Some(account) = unit.accounts().get(id).await? else {
            return Ok(Err(AppError::NotFound));
        };
        if account.state == AccountState::Unverified {
            return Ok(Err(AppError::Stale));
        }
        if account.email == *email {
            return Ok(Ok(EmailGiven::Same));
        }
        let account = match self.move_to_email(&*unit, account, email.clone(), now).await {
            Err(StoreError::NotUnique(Unique::AccountEmail)) => return Ok(Ok(EmailGiven::Taken)),
            moved => moved?,
        };
        match who {
            Authority::Person(admin) if admin.account() == Some(id) => {
                let sessions = unit.sessions();
                sessions.keep(admin.session, account.session_version).await?;
            }
            Authority::Person(_) | Authority::Operator => {
                unit.sessions().end_all(Holder::Account(id)).await?;
            }
        }
        unit.commit().await?;
        let by = who.account().map(|by| by.0);
        tracing::info!(account = id.0, by, "an e-mail was changed by an admin");
        Ok(Ok(EmailGiven::Done))
    }
}

#[cfg(test)]
mod tests;

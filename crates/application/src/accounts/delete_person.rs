use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::{AccountId, keeps_an_admin};
use frontdesk_domain::clients::{Client, Name};
use frontdesk_domain::counters::Scope;

use crate::auth::shut_out_client;
use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

impl Application {
    /// Deletes an account and what is known of its person. Their tickets are kept, shown as a former
    /// customer's: somebody worked on them.
    ///
    /// # Errors
    /// [`AppError::LastAdmin`]; [`AppError::NotFound`]; [`AppError::Forbidden`] and
    /// [`AppError::ProofNeeded`] as [`Authority::may_change_rights`] says.
    pub async fn delete_person(&self, who: &Authority, id: AccountId) -> Result<(), AppError> {
        who.may_change_rights(self.ports.clock.now())?;
        // What they work on is for others to go on with; it may be much, so it is not one unit of work.
        if !self.is_last_admin(id).await? {
            self.hand_back(id).await?;
        }
        tried_again(&*self.ports.entropy, || self.delete(who, id)).await?
    }

    async fn is_last_admin(&self, id: AccountId) -> Result<bool, AppError> {
        let unit = self.ports.store.begin().await?;
        let admins = unit.accounts().lock_admins().await?;
        let account = unit.accounts().get(id).await?;
        Ok(account.is_some_and(|account| keeps_an_admin(&account, None, admins).is_err()))
    }

    async fn delete(&self, who: &Authority, id: AccountId) -> Ended<()> {
        let unit = self.ports.store.begin().await?;
        let admins = unit.accounts().lock_admins().await?;
        let Some(account) = unit.accounts().get(id).await? else {
            return Ok(Err(AppError::NotFound));
        };
        if let Err(last) = keeps_an_admin(&account, None, admins) {
            return Ok(Err(last.into()));
        }
        self.hand_back_in(&*unit, id).await?;
        unit.counters().forget(Scope::Agent(id)).await?;
        unit.accounts().delete(id).await?;
        shut_out_client(&*unit, account.client).await?;
        if let Some(client) = account.client {
            let client = unit.clients().get(client).await?;
            if let (Some(client), Ok(former)) = (client, Name::parse(Client::FORMER)) {
                unit.clients().save(&client.forgotten(former)).await?;
            }
        }
        unit.commit().await?;
        let by = who.account().map(|by| by.0);
        tracing::info!(account = id.0, by, "an account was deleted");
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests;

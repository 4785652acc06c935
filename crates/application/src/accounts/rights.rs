use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::{Account, AccountId, Role, RoleVerdict, keeps_an_admin};
use frontdesk_domain::auth::Holder;
use frontdesk_domain::time::Timestamp;

use crate::auth::shut_out_client;
use crate::unit::{Ended, save, tried_again};
use crate::{AppError, Application};

/// A change of what someone may do.
#[derive(Clone, Copy)]
enum Change {
    Role(Role),
    Disable,
    Enable,
}

impl Change {
    fn of(self, account: Account, now: Timestamp) -> Option<Account> {
        match self {
            Self::Role(role) => account.with_role(role, now),
            Self::Disable => account.disabled(now),
            Self::Enable => account.enabled(now),
        }
    }
}

impl Application {
    /// Gives someone another role. Their sessions end.
    ///
    /// # Errors
    /// [`AppError::LastAdmin`]; [`AppError::Stale`] if they have that role, or may not sign in;
    /// [`AppError::Forbidden`] and [`AppError::ProofNeeded`] as [`Authority::may_change_rights`] says.
    pub async fn change_role(&self, who: &Authority, id: AccountId, role: Role) -> Result<(), AppError> {
        self.change_rights(who, id, Change::Role(role)).await
    }

    /// Closes an account. Its sessions end.
    ///
    /// # Errors
    /// As [`change_role`](Self::change_role).
    pub async fn disable_person(&self, who: &Authority, id: AccountId) -> Result<(), AppError> {
        self.change_rights(who, id, Change::Disable).await
    }

    /// Opens a closed account again.
    ///
    /// # Errors
    /// As [`change_role`](Self::change_role).
    pub async fn enable_person(&self, who: &Authority, id: AccountId) -> Result<(), AppError> {
        self.change_rights(who, id, Change::Enable).await
    }

    async fn change_rights(&self, who: &Authority, id: AccountId, change: Change) -> Result<(), AppError> {
        who.may_change_rights(self.ports.clock.now())?;
        tried_again(&*self.ports.entropy, || self.keep_rights(who, id, change)).await??;
        // Nobody gives them a ticket any more: what they have is for others to go on with.
        if matches!(change, Change::Disable | Change::Role(Role::Customer)) {
            self.hand_back(id).await?;
        }
        Ok(())
    }

    async fn keep_rights(&self, who: &Authority, id: AccountId, change: Change) -> Ended<()> {
        let (now, by) = (self.ports.clock.now(), who.account());
        let unit = self.ports.store.begin().await?;
        // First of all: whoever comes second counts what the first one left.
        let admins = unit.accounts().lock_admins().await?;
        let Some(before) = unit.accounts().get(id).await? else {
            return Ok(Err(AppError::NotFound));
        };
        let Some(after) = change.of(before.clone(), now) else {
            return Ok(Err(AppError::Stale));
        };
        if let Err(last) = keeps_an_admin(&before, Some(&after), admins) {
            return Ok(Err(last.into()));
        }
        save(&*unit, &after, before.version).await?;
        unit.sessions().end_all(Holder::Account(id)).await?;
        shut_out_client(&*unit, before.client).await?;
        match change {
            Change::Role(role) => {
                let verdict = RoleVerdict { role, by, at: now };
                unit.role_requests().settle(id, &verdict).await?;
            }
            Change::Disable | Change::Enable => {}
        }
        unit.commit().await?;
        let (state, role) = (after.state.key(), after.role.key());
        tracing::info!(
            account = id.0,
            by = by.map(|by| by.0),
            state,
            role,
            "rights were changed"
        );
        Ok(Ok(()))
    }
}

#[cfg(test)]
mod tests;

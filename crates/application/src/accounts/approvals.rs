use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::{AccountId, Reason, Role, RoleVerdict};
use frontdesk_domain::letters::LetterKind;
use frontdesk_domain::ports::{ApprovalRow, StoreError};
use frontdesk_domain::time::Timestamp;

use super::PEOPLE_ON_A_PAGE;
use crate::unit::{save, tried_again};
use crate::{AppError, Application};

/// What an admin decides about someone who waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Who waits.
    pub account: AccountId,
    /// What is decided.
    pub verdict: Verdict,
}

/// Yes or no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// They may come in, as this. Someone in already who asked for a staff role gets it, or is declined it
    /// where this is no more than they have.
    Approve {
        /// What they are here for.
        role: Role,
    },
    /// They may not. Someone in already stays what they are.
    Decline {
        /// Why: mailed to them.
        reason: Option<Reason>,
    },
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// It is done, and they are told.
    Done,
    /// There is nothing to decide: someone else did, or the e-mail is not proved.
    Nothing,
}

impl Application {
    /// Who waits to be let in, the longest waiting first, [`PEOPLE_ON_A_PAGE`] at a time.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless an admin asks.
    pub async fn list_approvals(
        &self,
        who: &Authority,
        after: Option<(Timestamp, AccountId)>,
    ) -> Result<Vec<ApprovalRow>, AppError> {
        who.may_decide()?;
        Ok(self.ports.people.approvals(after, PEOPLE_ON_A_PAGE).await?)
    }

    /// How many wait, counted up to a hundred.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless an admin asks.
    pub async fn count_approvals(&self, who: &Authority) -> Result<u32, AppError> {
        who.may_decide()?;
        Ok(self.ports.people.waiting().await?)
    }

    /// Lets people in, or not: one or many. Each is looked at by itself, and what became of it is told in
    /// the same order.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless an admin asks; [`AppError::ProofNeeded`] where a staff role is given
    /// and their password was not typed lately. Then nothing is decided.
    pub async fn decide(&self, who: &Authority, decisions: &[Decision]) -> Result<Vec<Decided>, AppError> {
        who.may_decide()?;
        let gives_staff = |d: &Decision| matches!(d.verdict, Verdict::Approve { role } if role.is_staff());
        if decisions.iter().any(gives_staff) {
            who.may_change_rights(self.ports.clock.now())?;
        }
        let mut decided = Vec::with_capacity(decisions.len());
        for decision in decisions {
            let one = tried_again(&*self.ports.entropy, || self.decide_one(who, decision)).await?;
            decided.push(one);
        }
        self.deliveries_were_asked_for();
        Ok(decided)
    }

    async fn decide_one(&self, who: &Authority, decision: &Decision) -> Result<Decided, StoreError> {
        let (now, by) = (self.ports.clock.now(), who.account());
        let unit = self.ports.store.begin().await?;
        let Some(account) = unit.accounts().get(decision.account).await? else {
            return Ok(Decided::Nothing);
        };
        let (id, read, role_before) = (account.id, account.version, account.role);
        let is_in = account.is_active();
        let (changed, role) = match &decision.verdict {
            // Only up: taking a role away has its own use case, which keeps an admin.
            Verdict::Approve { role } if is_in && *role > role_before => {
                (account.with_role(*role, now), *role)
            }
            Verdict::Approve { role } if !is_in => (account.approved(*role, by, now), *role),
            Verdict::Approve { .. } => (None, role_before),
            Verdict::Decline { reason } => (account.declined(reason.clone(), now), role_before),
        };
        let asked = unit
            .role_requests()
            .settle(id, &RoleVerdict { role, by, at: now })
            .await?;
        match (&changed, &decision.verdict) {
            (Some(account), verdict) => {
                save(&*unit, account, read).await?;
                let kind = match verdict {
                    Verdict::Approve { .. } => LetterKind::Approved(id),
                    Verdict::Decline { .. } => LetterKind::Declined(id),
                };
                self.post(&*unit, kind, now).await?;
            }
            // A request of someone who is in already, declined or answered with no more than they have: they
            // stay what they are, and that is all.
            (None, _) if asked && is_in => {}
            (None, _) => return Ok(Decided::Nothing),
        }
        unit.commit().await?;
        tracing::info!(
            account = id.0,
            by = by.map(|by| by.0),
            role = role.key(),
            "decided about an account"
        );
        Ok(Decided::Done)
    }
}

#[cfg(test)]
mod tests;

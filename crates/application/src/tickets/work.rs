use frontdesk_domain::access::{Caller, Deed, Denied};
use frontdesk_domain::accounts::{Account, AccountId};
use frontdesk_domain::tickets::{Edit, StaffChange, StatusKind, TicketNumber};

use super::TicketSaved;
use crate::{AppError, Application};

impl Application {
    /// Someone moves a ticket: its owner, as far as they may, or staff.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who is nothing to it; [`AppError::Forbidden`]; [`AppError::NotNow`].
    pub async fn move_ticket(
        &self,
        who: &Caller,
        number: TicketNumber,
        to: StatusKind,
    ) -> Result<TicketSaved, AppError> {
        let deed = Deed::Move(to);
        self.change(who, number, deed, None, |ticket, at| match at.party.staff() {
            Some(member) => Ok(ticket.moved_by_staff(to, member.account, at.slot, at.now)?),
            None => Ok(ticket.moved_by_owner(to, at.party.actor(), at.slot, at.now)),
        })
        .await
    }

    /// A member of staff sets one thing at a ticket's side.
    ///
    /// # Errors
    /// As [`move_ticket`](Self::move_ticket); [`AppError::Forbidden`] also for an assignee who does not
    /// work here.
    pub async fn set_ticket(
        &self,
        who: &Caller,
        number: TicketNumber,
        change: StaffChange,
    ) -> Result<TicketSaved, AppError> {
        self.works_here(change).await?;
        self.change(who, number, Deed::Organise, None, |ticket, at| {
            let member = at.party.staff().ok_or(Denied::Forbidden)?;
            Ok(ticket.set_by_staff(change, member.account, at.slot, at.now)?)
        })
        .await
    }

    /// A member of staff takes a ticket: they work on it from now on.
    ///
    /// # Errors
    /// As [`move_ticket`](Self::move_ticket).
    pub async fn take_ticket(&self, who: &Caller, number: TicketNumber) -> Result<TicketSaved, AppError> {
        self.change(who, number, Deed::Organise, None, |ticket, at| {
            let member = at.party.staff().ok_or(Denied::Forbidden)?;
            Ok(ticket.taken(member.account, at.slot, at.now)?)
        })
        .await
    }

    /// Someone changes what a ticket says. `seen`: the version they had before their eyes.
    ///
    /// # Errors
    /// [`AppError::Stale`] when it was changed since: the page shows both texts, nothing typed is lost.
    /// Else as [`move_ticket`](Self::move_ticket). A customer's priority is not taken.
    pub async fn edit_ticket(
        &self,
        who: &Caller,
        number: TicketNumber,
        seen: i32,
        edit: &Edit,
    ) -> Result<TicketSaved, AppError> {
        self.change(who, number, Deed::Edit, Some(seen), |ticket, at| {
            let actor = at.party.actor();
            match at.party.staff() {
                Some(_) => Ok(ticket.edited(edit, actor, at.now)),
                None => {
                    let of_owner = Edit {
                        priority: None,
                        ..edit.clone()
                    };
                    Ok(ticket.edited(&of_owner, actor, at.now))
                }
            }
        })
        .await
    }

    /// Nobody but an active member of staff is given a ticket.
    pub(crate) async fn works_here(&self, change: StaffChange) -> Result<(), AppError> {
        let StaffChange::Assignee(Some(agent)) = change else {
            return Ok(());
        };
        let works = self.is_staff(agent).await?;
        works.then_some(()).ok_or(AppError::Forbidden)
    }

    async fn is_staff(&self, account: AccountId) -> Result<bool, AppError> {
        let unit = self.ports.store.begin().await?;
        let account = unit.accounts().get(account).await?;
        Ok(account.as_ref().is_some_and(Account::works_here))
    }
}

#[cfg(test)]
mod tests;

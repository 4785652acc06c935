use frontdesk_domain::access::{Caller, Deed, Denied, Party};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::tickets::{Changed, Slot, Ticket, TicketNumber};
use frontdesk_domain::time::Timestamp;

use super::keep;
use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

/// A ticket as a change left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TicketSaved {
    /// Which.
    pub number: TicketNumber,
    /// Its version now.
    pub version: i32,
    /// Whether anything changed: what is so already is no change.
    pub changed: bool,
}

/// Who changes a ticket, and when.
pub(crate) struct At {
    pub(crate) party: Party,
    pub(crate) slot: Slot,
    pub(crate) now: Timestamp,
}

impl Application {
    /// The ticket, and what the caller is to it, if they may do this to it as it stands.
    pub(crate) async fn reach(
        &self,
        unit: &dyn UnitOfWork,
        who: &Caller,
        number: TicketNumber,
        deed: Deed,
    ) -> Ended<(Ticket, Party)> {
        let Some(ticket) = unit.tickets().get(number).await? else {
            return Ok(Err(AppError::NotFound));
        };
        // Whoever is nothing to it is not told that it exists.
        let Some(party) = who.party(&ticket) else {
            return Ok(Err(AppError::NotFound));
        };
        let now = self.ports.clock.now();
        match party.may(deed, &ticket, self.rules.reopen, now) {
            Ok(()) => Ok(Ok((ticket, party))),
            Err(denied) => Ok(Err(denied.into())),
        }
    }

    /// Changes a ticket by one deed, with its history, its counters and the mails that tell of it, in one
    /// unit of work. `seen`: the version that was shown, where writing over what somebody else wrote must
    /// not happen.
    pub(crate) async fn change<F>(
        &self,
        who: &Caller,
        number: TicketNumber,
        deed: Deed,
        seen: Option<i32>,
        with: F,
    ) -> Result<TicketSaved, AppError>
    where
        F: Fn(Ticket, &At) -> Result<Option<Changed>, Denied> + Sync,
    {
        let entropy = &*self.ports.entropy;
        let saved = tried_again(entropy, || self.change_once(who, number, deed, seen, &with)).await??;
        self.deliveries_were_asked_for();
        Ok(saved)
    }

    async fn change_once<F>(
        &self,
        who: &Caller,
        number: TicketNumber,
        deed: Deed,
        seen: Option<i32>,
        with: &F,
    ) -> Ended<TicketSaved>
    where
        F: Fn(Ticket, &At) -> Result<Option<Changed>, Denied> + Sync,
    {
        let unit = self.ports.store.begin().await?;
        let (ticket, party) = match self.reach(&*unit, who, number, deed).await? {
            Ok(reached) => reached,
            Err(refused) => return Ok(Err(refused)),
        };
        if seen.is_some_and(|seen| seen != ticket.version) {
            return Ok(Err(AppError::Stale));
        }
        let at = self.at(&*unit, &ticket, party).await?;
        let version = ticket.version;
        match with(ticket, &at) {
            Ok(Some(changed)) => {
                keep(&*unit, &changed).await?;
                self.tell_of(&*unit, &changed, at.now).await?;
                unit.commit().await?;
                Ok(Ok(TicketSaved {
                    number,
                    version: changed.ticket.version,
                    changed: true,
                }))
            }
            Ok(None) => Ok(Ok(TicketSaved {
                number,
                version,
                changed: false,
            })),
            Err(denied) => Ok(Err(denied.into())),
        }
    }

    pub(crate) async fn at(
        &self,
        unit: &dyn UnitOfWork,
        ticket: &Ticket,
        party: Party,
    ) -> Result<At, StoreError> {
        Ok(At {
            party,
            slot: self.slot(unit, ticket).await?,
            now: self.ports.clock.now(),
        })
    }
}

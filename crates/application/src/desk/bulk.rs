use frontdesk_domain::access::{Caller, Deed, SignedIn};
use frontdesk_domain::accounts::{Account, AccountId};
use frontdesk_domain::bulk::{Bulk, BulkChange, BulkId, BulkItem, BulkUndo};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::queue::QueueFilter;
use frontdesk_domain::replies::NewNote;
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{Actor, Body, Changed, EventKind, Restore, Ticket, TicketNumber};

use crate::tickets::{At, keep};
use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

/// Which tickets a bulk change is for.
#[derive(Clone, Debug)]
pub enum BulkChosen {
    /// The checked ones.
    These(Vec<TicketNumber>),
    /// All that match, at most a thousand.
    Matching(QueueFilter),
}

/// One that was not changed, and why.
#[derive(Debug)]
pub struct BulkRefused {
    /// Which.
    pub number: TicketNumber,
    /// Why.
    pub why: AppError,
}

impl BulkRefused {
    /// One after a fault.
    fn unreached(number: TicketNumber) -> Self {
        let why = AppError::Unavailable("a ticket before it met a fault".into());
        Self { number, why }
    }
}

/// What a bulk change, or its undoing, came to.
#[derive(Debug, Default)]
pub struct BulkDone {
    /// How many were changed.
    pub changed: usize,
    /// How many were so already, or, in an undoing, were changed since and left alone.
    pub left: usize,
    /// Those that could not be.
    pub refused: Vec<BulkRefused>,
    /// By what it is undone; none if nothing was changed.
    pub undo: Option<BulkId>,
}

impl Application {
    /// Changes many tickets. Each is a unit of work of its own and judged alone: what one refuses does not
    /// stop the others.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask, or for an assignee who does not work here.
    pub async fn change_many(
        &self,
        who: &SignedIn,
        chosen: &BulkChosen,
        change: &BulkChange,
    ) -> Result<BulkDone, AppError> {
        let by = self.staff(who)?;
        if let BulkChange::Set(change) = change {
            self.works_here(*change).await?;
        }
        let mut numbers = match chosen {
            BulkChosen::These(numbers) => numbers.clone(),
            BulkChosen::Matching(filter) => self.ports.queue.numbers(filter, Bulk::MOST).await?,
        };
        numbers.sort_unstable();
        numbers.dedup();
        numbers.truncate(Bulk::MOST.into());
        let caller = Caller::Person(who.clone());
        let (mut done, mut items) = (BulkDone::default(), Vec::new());
        let mut is_away = false;
        for number in numbers {
            if is_away {
                done.refused.push(BulkRefused::unreached(number));
                continue;
            }
            let entropy = &*self.ports.entropy;
            let changed = tried_again(entropy, || self.change_one(&caller, number, change)).await;
            // At a fault the rest is left alone, as each of a thousand would wait for a store that is away. What
            // was done before is told, and can be undone.
            is_away = changed.is_err();
            match changed.unwrap_or_else(|error| Err(error.into())) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => done.left += 1,
                Err(why) => done.refused.push(BulkRefused { number, why }),
            }
        }
        done.changed = items.len();
        done.undo = self.keep_bulk(by, items).await?;
        self.deliveries_were_asked_for();
        Ok(done)
    }

    /// Makes the tickets of a bulk change as they were, those that nobody changed since.
    ///
    /// # Errors
    /// [`AppError::Stale`] when it is too late, or was undone; [`AppError::Forbidden`] unless who did it
    /// asks.
    pub async fn undo_many(&self, who: &SignedIn, id: BulkId) -> Result<BulkDone, AppError> {
        let by = self.staff(who)?;
        let unit = self.ports.store.begin().await?;
        let bulk = unit.bulks().get(id).await?.ok_or(AppError::Stale)?;
        if bulk.by != by {
            return Err(AppError::Forbidden);
        }
        let in_time = bulk.can_be_undone(by, self.ports.clock.now());
        if !in_time || !unit.bulks().remove(id).await? {
            return Err(AppError::Stale);
        }
        unit.commit().await?;
        let mut done = BulkDone::default();
        let mut is_away = false;
        for item in &bulk.items {
            if is_away {
                done.refused.push(BulkRefused::unreached(item.ticket));
                continue;
            }
            let entropy = &*self.ports.entropy;
            let undone = tried_again(entropy, || self.undo_one(by, item)).await;
            is_away = undone.is_err();
            match undone.unwrap_or_else(|error| Err(error.into())) {
                Ok(true) => done.changed += 1,
                Ok(false) => done.left += 1,
                Err(why) => done.refused.push(BulkRefused {
                    number: item.ticket,
                    why,
                }),
            }
        }
        Ok(done)
    }

    async fn change_one(
        &self,
        who: &Caller,
        number: TicketNumber,
        change: &BulkChange,
    ) -> Ended<Option<BulkItem>> {
        let deed = match change {
            BulkChange::Set(_) => Deed::Organise,
            BulkChange::Note(_) => Deed::Note,
        };
        let unit = self.ports.store.begin().await?;
        let (ticket, party) = match self.reach(&*unit, who, number, deed).await? {
            Ok(reached) => reached,
            Err(refused) => return Ok(Err(refused)),
        };
        let Some(member) = party.staff() else {
            return Ok(Err(AppError::Forbidden));
        };
        let at = self.at(&*unit, &ticket, party).await?;
        let was = Restore::of(&ticket);
        let (changed, undo) = match change {
            BulkChange::Set(change) => {
                let set = ticket.set_by_staff(*change, member.account, at.slot, at.now);
                match set {
                    Ok(Some(changed)) => (changed, BulkUndo::Restore(was)),
                    Ok(None) => return Ok(Ok(None)),
                    Err(not_now) => return Ok(Err(not_now.into())),
                }
            }
            BulkChange::Note(body) => {
                let note = self.bulk_note(&ticket, member.account, body, &at);
                let id = unit.notes().insert(&note).await?;
                let noted = ticket.happened(party.actor(), EventKind::Noted, at.now);
                (noted, BulkUndo::RemoveNote(id))
            }
        };
        keep(&*unit, &changed).await?;
        self.tell_of(&*unit, &changed, at.now).await?;
        unit.commit().await?;
        Ok(Ok(Some(BulkItem {
            ticket: number,
            version: changed.ticket.version,
            undo,
        })))
    }

    /// `false`: it was changed since, or is gone, and stays as it is.
    async fn undo_one(&self, by: AccountId, item: &BulkItem) -> Ended<bool> {
        let unit = self.ports.store.begin().await?;
        let ticket = unit.tickets().get(item.ticket).await?;
        let Some(ticket) = ticket.filter(|ticket| ticket.version == item.version) else {
            return Ok(Ok(false));
        };
        let slot = self.slot(&*unit, &ticket).await?;
        let (actor, now) = (Actor::Agent(by), self.ports.clock.now());
        let undone: Option<Changed> = match item.undo {
            BulkUndo::Restore(was) => {
                let was = self.as_it_can_be(&*unit, was).await?;
                ticket.restored(was, actor, slot, now)
            }
            BulkUndo::RemoveNote(id) => {
                unit.notes().remove(id).await?;
                Some(ticket.happened(actor, EventKind::TakenBack, now))
            }
        };
        let Some(undone) = undone else {
            return Ok(Ok(false));
        };
        keep(&*unit, &undone).await?;
        unit.commit().await?;
        Ok(Ok(true))
    }

    /// What was, but for a member of staff who left since.
    async fn as_it_can_be(&self, unit: &dyn UnitOfWork, was: Restore) -> Result<Restore, StoreError> {
        let Some(agent) = was.standing.agent() else {
            return Ok(was);
        };
        let account = unit.accounts().get(agent).await?;
        let works_here = account.as_ref().is_some_and(Account::works_here);
        Ok(if works_here {
            was
        } else {
            was.left_by_agent(account.is_some())
        })
    }

    async fn keep_bulk(&self, by: AccountId, items: Vec<BulkItem>) -> Result<Option<BulkId>, AppError> {
        if items.is_empty() {
            return Ok(None);
        }
        let at = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let id = unit.bulks().insert(&Bulk { by, at, items }).await?;
        unit.commit().await?;
        Ok(Some(id))
    }

    fn bulk_note(&self, ticket: &Ticket, author: AccountId, body: &Body, at: &At) -> NewNote {
        NewNote {
            ticket: ticket.number,
            author,
            body: body.clone(),
            submission: SubmissionKey::from_bytes(self.ports.entropy.bytes()),
            digest: SubmissionDigest::from_bytes(self.ports.entropy.bytes()),
            created_at: at.now,
        }
    }
}

#[cfg(test)]
mod tests;

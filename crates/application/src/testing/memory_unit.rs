use std::sync::{Arc, Mutex as StdMutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::deliveries::{About, State as Stand};
use frontdesk_domain::ports::{
    Accounts, Attempts, Bulks, Categories, Clients, Counters, Deliveries, Devices, Drafts, Letters, Links,
    Notes, Notices, OneTimeCodes, Presences, Ratings, RecoveryCodes, Replies, RoleRequests, SavedReplies,
    Sessions, StoreError, Tasks, Throttles, Tickets, TrackerNews, Unique, UnitOfWork,
};
use frontdesk_domain::secrets::TokenHash;
use frontdesk_domain::tickets::{ExternalId, NewTicket, Ticket, TicketEvent, TicketNumber};
use frontdesk_domain::time::Timestamp;
use tokio::sync::OwnedMutexGuard;

use super::memory_state::{State, TicketRow};
use super::memory_store::Shared;

pub(super) struct MemoryUnit {
    shared: Arc<Shared>,
    _turn: OwnedMutexGuard<()>,
    copy: StdMutex<State>,
}

impl MemoryUnit {
    pub(super) fn new(shared: Arc<Shared>, turn: OwnedMutexGuard<()>, copy: State) -> Self {
        Self {
            shared,
            _turn: turn,
            copy: StdMutex::new(copy),
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.copy.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl UnitOfWork for MemoryUnit {
    fn clients(&self) -> &dyn Clients {
        self
    }
    fn tickets(&self) -> &dyn Tickets {
        self
    }
    fn counters(&self) -> &dyn Counters {
        self
    }
    fn replies(&self) -> &dyn Replies {
        self
    }
    fn notes(&self) -> &dyn Notes {
        self
    }
    fn tasks(&self) -> &dyn Tasks {
        self
    }
    fn ratings(&self) -> &dyn Ratings {
        self
    }
    fn drafts(&self) -> &dyn Drafts {
        self
    }
    fn saved_replies(&self) -> &dyn SavedReplies {
        self
    }
    fn categories(&self) -> &dyn Categories {
        self
    }
    fn bulks(&self) -> &dyn Bulks {
        self
    }
    fn presences(&self) -> &dyn Presences {
        self
    }
    fn notices(&self) -> &dyn Notices {
        self
    }
    fn deliveries(&self) -> &dyn Deliveries {
        self
    }
    fn throttles(&self) -> &dyn Throttles {
        self
    }
    fn accounts(&self) -> &dyn Accounts {
        self
    }
    fn role_requests(&self) -> &dyn RoleRequests {
        self
    }
    fn sessions(&self) -> &dyn Sessions {
        self
    }
    fn codes(&self) -> &dyn OneTimeCodes {
        self
    }
    fn links(&self) -> &dyn Links {
        self
    }
    fn recovery_codes(&self) -> &dyn RecoveryCodes {
        self
    }
    fn devices(&self) -> &dyn Devices {
        self
    }
    fn attempts(&self) -> &dyn Attempts {
        self
    }
    fn letters(&self) -> &dyn Letters {
        self
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        let lost = self.shared.lost_answer();
        if lost != Some(false) {
            let changed = self.state().clone();
            // Kept mail is written outside units of work: what came meanwhile stays.
            let mut state = self.shared.state();
            let mails = std::mem::take(&mut state.mails);
            *state = State { mails, ..changed };
        }
        match lost {
            None => Ok(()),
            Some(_) => Err(StoreError::Unknown("the connection was lost".into())),
        }
    }
}

#[async_trait]
impl Tickets for MemoryUnit {
    async fn insert(&self, new: &NewTicket) -> Result<TicketNumber, StoreError> {
        let mut state = self.state();
        if state
            .tickets
            .iter()
            .any(|row| row.ticket.submission == new.submission)
        {
            return Err(StoreError::NotUnique(Unique::Submission));
        }
        if new.holds_slot() && state.slot_holder(new.client).is_some() {
            return Err(StoreError::NotUnique(Unique::OpenSlot));
        }
        let number = TicketNumber(TicketNumber::FIRST.0 + state.tickets_ever);
        state.tickets_ever += 1;
        let ticket = Ticket::first(number, new);
        let digest = new.digest;
        state.tickets.push(TicketRow {
            ticket,
            digest,
            tracker_status: None,
            tracker_read_at: None,
        });
        Ok(number)
    }

    async fn get(&self, number: TicketNumber) -> Result<Option<Ticket>, StoreError> {
        Ok(self.state().ticket(number).map(|row| row.ticket.clone()))
    }

    async fn save(&self, ticket: &Ticket) -> Result<(), StoreError> {
        let mut state = self.state();
        let holder = state
            .slot_holder(ticket.client)
            .filter(|holder| *holder != ticket.number);
        if ticket.holds_slot && holder.is_some() {
            return Err(StoreError::NotUnique(Unique::OpenSlot));
        }
        let row = state.ticket_mut(ticket.number).ok_or(StoreError::Conflict)?;
        if row.ticket.version + 1 != ticket.version {
            return Err(StoreError::Conflict);
        }
        row.ticket = ticket.clone();
        Ok(())
    }

    async fn slot_is_taken(&self, client: ClientId, number: TicketNumber) -> Result<bool, StoreError> {
        Ok(self
            .state()
            .slot_holder(client)
            .is_some_and(|holder| holder != number))
    }

    async fn delete(&self, event: &TicketEvent) -> Result<(), StoreError> {
        let mut state = self.state();
        let stored = state.ticket(event.ticket).map(|row| row.ticket.version + 1);
        if stored != Some(event.version) {
            return Err(StoreError::Conflict);
        }
        state.forget_ticket(event.ticket);
        let about = About::Ticket(event.ticket);
        for row in state
            .deliveries
            .iter_mut()
            .filter(|row| row.delivery.about == about)
        {
            if row.delivery.state == Stand::Pending {
                row.delivery.state = Stand::Cancelled;
            }
        }
        state.append(event.clone());
        Ok(())
    }

    async fn unresolved_of(&self, agent: AccountId, limit: u16) -> Result<Vec<TicketNumber>, StoreError> {
        let state = self.state();
        let tickets = state.tickets.iter().map(|row| &row.ticket);
        let theirs = tickets.filter(|t| t.assignee() == Some(agent) && t.status().is_unresolved());
        Ok(theirs.take(limit.into()).map(|ticket| ticket.number).collect())
    }

    async fn append(&self, event: &TicketEvent) -> Result<(), StoreError> {
        self.state().append(event.clone());
        Ok(())
    }

    async fn add_track_link(
        &self,
        number: TicketNumber,
        hash: &TokenHash,
        _now: Timestamp,
    ) -> Result<(), StoreError> {
        self.state().links.insert(*hash, number);
        Ok(())
    }

    async fn take_stalest_tracked(
        &self,
        limit: u16,
        now: Timestamp,
    ) -> Result<Vec<(TicketNumber, ExternalId)>, StoreError> {
        let mut state = self.state();
        let mut tracked: Vec<&mut TicketRow> = state
            .tickets
            .iter_mut()
            .filter(|row| row.ticket.external.is_some() && row.ticket.status().is_unresolved())
            .collect();
        tracked.sort_by_key(|row| (row.tracker_read_at, row.ticket.number));
        let mut taken = Vec::new();
        for row in tracked.into_iter().take(limit.into()) {
            row.tracker_read_at = Some(now);
            taken.extend(
                row.ticket
                    .external
                    .as_ref()
                    .map(|e| (row.ticket.number, e.id.clone())),
            );
        }
        Ok(taken)
    }

    async fn note_tracker_status(&self, number: TicketNumber, name: &str) -> Result<TrackerNews, StoreError> {
        let mut state = self.state();
        let Some(row) = state.ticket_mut(number) else {
            return Ok(TrackerNews::Same);
        };
        let before = row.tracker_status.replace(name.to_owned());
        Ok(match before {
            None => TrackerNews::First,
            Some(before) if before == name => TrackerNews::Same,
            Some(_) => TrackerNews::Moved,
        })
    }
}

pub(super) fn next_key(len: usize) -> i64 {
    i64::try_from(len).unwrap_or(i64::MAX - 1) + 1
}

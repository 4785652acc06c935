use async_trait::async_trait;

use super::StoreError;
use crate::accounts::AccountId;
use crate::clients::ClientId;
use crate::secrets::TokenHash;
use crate::tickets::{ExternalId, NewTicket, Ticket, TicketEvent, TicketNumber};
use crate::time::Timestamp;

/// Whether a status read back from the tracker is news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackerNews {
    /// It was read for the first time.
    First,
    /// It is another one than the last that was read.
    Moved,
    /// It is the same.
    Same,
}

/// The tickets, inside a unit of work.
#[async_trait]
pub trait Tickets: Send + Sync {
    /// Keeps a new ticket and gives it its number.
    ///
    /// # Errors
    /// `NotUnique(OpenSlot)` when its client has an open ticket, `NotUnique(Submission)` when its form was
    /// sent before. Both are answers, not faults.
    async fn insert(&self, ticket: &NewTicket) -> Result<TicketNumber, StoreError>;

    /// The ticket of that number.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, number: TicketNumber) -> Result<Option<Ticket>, StoreError>;

    /// Keeps a changed ticket, if nobody changed it since it was read: the stored version must be one less
    /// than this one.
    ///
    /// # Errors
    /// `Conflict` when somebody did; `NotUnique(OpenSlot)` when it wants its client's slot and another
    /// ticket has it.
    async fn save(&self, ticket: &Ticket) -> Result<(), StoreError>;

    /// Whether a ticket other than `number` holds the client's slot.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn slot_is_taken(&self, client: ClientId, number: TicketNumber) -> Result<bool, StoreError>;

    /// Deletes the ticket of this event with all that hangs on it: replies, notes, tasks, feedback, drafts,
    /// links, history, deliveries that have not begun. The event is kept, so that pages hear of it; it names
    /// nobody but who did it. The number MUST never be given again. Tickets merged into it or going on from
    /// it stay, and forget it.
    ///
    /// # Errors
    /// `Conflict` when somebody changed it meanwhile: the event's version is one more than the stored.
    async fn delete(&self, event: &TicketEvent) -> Result<(), StoreError>;

    /// Unresolved tickets on which this member of staff works, at most `limit`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn unresolved_of(&self, agent: AccountId, limit: u16) -> Result<Vec<TicketNumber>, StoreError>;

    /// Adds a line to the history.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn append(&self, event: &TicketEvent) -> Result<(), StoreError>;

    /// Lets whoever holds the token of this hash see the ticket.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn add_track_link(
        &self,
        number: TicketNumber,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Unresolved tickets with an external reference whose status there was read longest ago, at most
    /// `limit`. Marks them as read at `now`, so that several processes share the work.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn take_stalest_tracked(
        &self,
        limit: u16,
        now: Timestamp,
    ) -> Result<Vec<(TicketNumber, ExternalId)>, StoreError>;

    /// Keeps what the tracker calls the status of a ticket's other half, and says whether that is news. No
    /// version, no event: it is only shown.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn note_tracker_status(&self, number: TicketNumber, name: &str) -> Result<TrackerNews, StoreError>;
}

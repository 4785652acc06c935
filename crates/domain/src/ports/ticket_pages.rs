use async_trait::async_trait;

use super::{Present, StoreError};
use crate::accounts::AccountId;
use crate::clients::{Client, ClientId, Name};
use crate::feedback::{Feedback, Score};
use crate::queue::StatusChoice;
use crate::replies::{Draft, NoteId, ReplyId, Sender};
use crate::tasks::Task;
use crate::tickets::{Actor, CategoryId, EventKind, Status, Ticket, TicketEvent, TicketNumber, Turn};
use crate::time::Timestamp;

/// One entry of a ticket's timeline, as staff see it: oldest first, replies, notes and events together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffEntry {
    /// Of which ticket: this one, or one merged into it.
    pub ticket: TicketNumber,
    /// When.
    pub at: Timestamp,
    /// What whoever it was is called, where they have a name here.
    pub name: Option<Name>,
    /// What.
    pub kind: StaffEntryKind,
}

/// What an entry is, for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffEntryKind {
    /// A message between client and staff.
    Reply {
        /// The store's key.
        id: ReplyId,
        /// Who wrote it.
        sender: Sender,
        /// What they wrote.
        body: String,
    },
    /// A message among staff.
    Note {
        /// The store's key.
        id: NoteId,
        /// What they wrote.
        body: String,
    },
    /// Something else happened.
    Event {
        /// Who did it.
        actor: Actor,
        /// What.
        what: EventKind,
    },
}

/// One entry, as the client sees it. There is no note to be shown by mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedEntry {
    /// When.
    pub at: Timestamp,
    /// What whoever it was is called, where they have a name here.
    pub name: Option<Name>,
    /// What.
    pub kind: SharedEntryKind,
}

/// What an entry is, for the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedEntryKind {
    /// A message.
    Reply {
        /// Who wrote it.
        sender: Sender,
        /// What they wrote.
        body: String,
    },
    /// Something else happened, of what [is shared](EventKind::is_shared).
    Event {
        /// Who did it.
        actor: Actor,
        /// What.
        what: EventKind,
    },
}

/// Another ticket of the same client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherTicket {
    /// Its number.
    pub number: TicketNumber,
    /// Its title.
    pub subject: String,
    /// Where it stands.
    pub status: Status,
    /// When it was opened.
    pub created_at: Timestamp,
}

/// A ticket's page for staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffPage {
    /// The ticket.
    pub ticket: Ticket,
    /// The category's words.
    pub category: String,
    /// Whose it is.
    pub client: Client,
    /// What the member of staff who works on it is called.
    pub assignee: Option<Name>,
    /// What the tracker calls the other half's status.
    pub tracker_status: Option<String>,
    /// Whether a delivery to the tracker was asked for.
    pub tracker_asked: bool,
    /// The timeline: the newest 500, oldest first.
    pub entries: Vec<StaffEntry>,
    /// All tasks, in their order.
    pub tasks: Vec<Task>,
    /// How it was rated.
    pub feedback: Option<Feedback>,
    /// The client's other tickets, the newest first, at most ten.
    pub others: Vec<OtherTicket>,
    /// Those merged into it.
    pub absorbed: Vec<TicketNumber>,
    /// Who else is there.
    pub present: Vec<Present>,
    /// What this reader began to write.
    pub drafts: Vec<Draft>,
}

/// A ticket's page for its client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedPage {
    /// The ticket.
    pub ticket: Ticket,
    /// The category's words.
    pub category: String,
    /// What the member of staff who works on it is called.
    pub assignee: Option<Name>,
    /// What the tracker calls the other half's status.
    pub tracker_status: Option<String>,
    /// Whether a delivery to the tracker was asked for: with no reference yet, it is on its way.
    pub tracker_asked: bool,
    /// What was said and done, as far as it is shared: the newest 200, oldest first.
    pub entries: Vec<SharedEntry>,
    /// The shared tasks, in their order.
    pub tasks: Vec<Task>,
    /// How they rated it.
    pub feedback: Option<Feedback>,
    /// What became of what they wrote after it was over.
    pub continued_in: Option<TicketNumber>,
}

/// Which of their tickets a client is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PortalFilter {
    /// In which statuses.
    pub status: StatusChoice,
    /// About what.
    pub category: Option<CategoryId>,
    /// Only where it is their turn.
    pub waiting_for_me: bool,
}

/// A ticket in its client's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalRow {
    /// Its number.
    pub number: TicketNumber,
    /// Its title.
    pub subject: String,
    /// The category's words.
    pub category: String,
    /// Where it stands.
    pub status: Status,
    /// Whose turn it is.
    pub turn: Turn,
    /// What the member of staff who works on it is called.
    pub assignee: Option<Name>,
    /// How they rated it.
    pub score: Option<Score>,
    /// How often it changed.
    pub version: i32,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it last changed. Lists are ordered by it and the number, the last first.
    pub updated_at: Timestamp,
}

/// What is read of one ticket, or of one client's.
#[async_trait]
pub trait TicketPages: Send + Sync {
    /// A ticket as staff see it, with what `reader` began to write on it. At most four round trips.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn for_staff(
        &self,
        number: TicketNumber,
        reader: AccountId,
        now: Timestamp,
    ) -> Result<Option<StaffPage>, StoreError>;

    /// A ticket as its client sees it. MUST read no note and no task of the staff.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn for_client(&self, number: TicketNumber) -> Result<Option<SharedPage>, StoreError>;

    /// The tickets of a client, the last changed first, at most `limit`, after the one given.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn of_client(
        &self,
        client: ClientId,
        filter: &PortalFilter,
        after: Option<(Timestamp, TicketNumber)>,
        limit: u16,
    ) -> Result<Vec<PortalRow>, StoreError>;

    /// What happened to a ticket after it had that version, oldest first, at most a hundred: what somebody
    /// missed while they wrote.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn events_after(&self, number: TicketNumber, version: i32) -> Result<Vec<TicketEvent>, StoreError>;
}

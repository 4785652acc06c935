use super::{
    Actor, Body, CategoryId, EventKind, OneOpenRule, Priority, Source, Standing, Status, Subject, Ticket,
    TicketEvent, TicketNumber, TrackerMark, Turn,
};
use crate::clients::ClientId;
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::time::Timestamp;

/// A ticket about to be stored. It is Open, and its number does not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTicket {
    /// Whose it is.
    pub client: ClientId,
    /// Its title.
    pub subject: Subject,
    /// What they wrote.
    pub body: Body,
    /// What it is about.
    pub category: CategoryId,
    /// How much it matters.
    pub priority: Priority,
    /// Where it was opened.
    pub source: Source,
    /// The ticket it goes on from, which was over.
    pub follows: Option<TicketNumber>,
    /// Under which rule its client's slot is taken.
    pub rule: OneOpenRule,
    /// The form it came from: one submission, one ticket.
    pub submission: SubmissionKey,
    /// What that form said.
    pub digest: SubmissionDigest,
    /// The mark by which the tracker's issue is found again.
    pub mark: TrackerMark,
    /// When.
    pub created_at: Timestamp,
}

impl NewTicket {
    /// Whether it takes its client's one slot.
    #[must_use]
    pub fn holds_slot(&self) -> bool {
        self.rule.holds_slot(self.source, Status::Open)
    }

    /// The first line of its history.
    #[must_use]
    pub fn received(&self, number: TicketNumber, actor: Actor) -> TicketEvent {
        TicketEvent {
            ticket: number,
            at: self.created_at,
            actor,
            kind: EventKind::Received { source: self.source },
            version: Ticket::FIRST_VERSION,
        }
    }
}

impl Ticket {
    /// The version of a ticket that was never changed.
    pub const FIRST_VERSION: i32 = 1;

    /// The ticket that a store makes of a new one.
    #[must_use]
    pub fn first(number: TicketNumber, new: &NewTicket) -> Self {
        Self {
            number,
            client: new.client,
            subject: new.subject.clone(),
            body: new.body.clone(),
            category: new.category,
            priority: new.priority,
            standing: Standing::Open { assignee: None },
            turn: Turn::Ours,
            taken_up: false,
            source: new.source,
            follows: new.follows,
            holds_slot: new.holds_slot(),
            submission: new.submission,
            mark: new.mark,
            external: None,
            version: Self::FIRST_VERSION,
            created_at: new.created_at,
            updated_at: new.created_at,
        }
    }
}

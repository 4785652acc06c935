//! The ticket. What can be done to it: [`super::changes`].

use super::{
    Actor, Body, CategoryId, EventKind, ExternalReference, Priority, Source, Standing, Status, Subject,
    TicketEvent, TicketNumber, TrackerMark, Turn,
};
use crate::accounts::AccountId;
use crate::clients::ClientId;
use crate::counters::Footprint;
use crate::secrets::SubmissionKey;
use crate::time::Timestamp;

/// A ticket as stored. Changed only through its methods. Each consumes it and gives the changed one with
/// the events that tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Its number.
    pub number: TicketNumber,
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
    /// Where it stands and who works on it.
    pub standing: Standing,
    /// Whose turn it is to write.
    pub turn: Turn,
    /// Whether staff, here or in the tracker, ever took or answered it. It ends the owner's freedom to
    /// move and delete it, and never becomes untrue.
    pub taken_up: bool,
    /// Where it was opened.
    pub source: Source,
    /// The ticket it goes on from.
    pub follows: Option<TicketNumber>,
    /// Whether it holds its client's one slot.
    pub holds_slot: bool,
    /// The form it came from.
    pub submission: SubmissionKey,
    /// The mark of its issue in the tracker.
    pub mark: TrackerMark,
    /// Its other half.
    pub external: Option<ExternalReference>,
    /// How often it was changed, from 1. A save of an older version is refused.
    pub version: i32,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A ticket that was changed, once, with all that tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Changed {
    /// What it counted as before.
    pub before: Footprint,
    /// As it is now: one version on.
    pub ticket: Ticket,
    /// What happened, at least one thing. All carry the new version.
    pub events: Vec<TicketEvent>,
}

/// Why something cannot be done to a ticket as it stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum NotNow {
    /// Whatever is not Open has somebody who works on it.
    #[error("a ticket that is not open needs an assignee")]
    NeedsAssignee,
    /// It is over.
    #[error("the ticket is closed")]
    Closed,
    /// Only what was resolved can be rated or reopened.
    #[error("the ticket is not resolved")]
    NotResolved,
    /// Only an open ticket is edited by its owner.
    #[error("the ticket is not open any more")]
    NotOpen,
    /// Staff took or answered it.
    #[error("staff work on the ticket already")]
    TakenUp,
    /// It was resolved too long ago to be taken up again.
    #[error("the ticket was resolved too long ago")]
    TooLate,
    /// A ticket is merged into another one of the same client that is not merged itself.
    #[error("these two tickets cannot be merged")]
    NoSuchPair,
    /// It holds as many tasks as it may.
    #[error("the ticket has too many tasks")]
    TooManyTasks,
}

impl Ticket {
    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> Status {
        self.standing.status()
    }

    /// The member of staff who works on it or is to begin.
    #[must_use]
    pub fn assignee(&self) -> Option<AccountId> {
        self.standing.agent()
    }

    /// The one change that these things are, with the ticket as they left it.
    pub(super) fn changed(
        self,
        before: Footprint,
        actor: Actor,
        kinds: Vec<EventKind>,
        now: Timestamp,
    ) -> Changed {
        let version = self.version.saturating_add(1);
        let event = |kind| TicketEvent {
            ticket: self.number,
            at: now,
            actor,
            kind,
            version,
        };
        let events = kinds.into_iter().map(event).collect();
        let ticket = Self {
            version,
            updated_at: now,
            ..self
        };
        Changed {
            before,
            ticket,
            events,
        }
    }

    /// The ticket after something happened that changes none of its fields.
    pub fn happened(self, actor: Actor, kind: EventKind, now: Timestamp) -> Changed {
        let before = Footprint::of(&self);
        self.changed(before, actor, vec![kind], now)
    }

    /// The line that outlives it when it is deleted.
    #[must_use]
    pub fn deleted(&self, actor: Actor, now: Timestamp) -> TicketEvent {
        TicketEvent {
            ticket: self.number,
            at: now,
            actor,
            kind: EventKind::Deleted,
            version: self.version.saturating_add(1),
        }
    }
}

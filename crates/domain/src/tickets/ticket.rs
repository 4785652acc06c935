//! The ticket and what can be done to it.

use super::{
    Actor, Body, CategoryId, EventKind, ExternalReference, OneOpenRule, Priority, Status, Subject,
    TicketEvent, TicketNumber, TrackedStatus, TrackerMark,
};
use crate::clients::ClientId;
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::time::Timestamp;

/// Where a ticket was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The front desk, without an account.
    Desk,
    /// The portal, by a signed-in customer.
    Portal,
    /// By staff, for a client who called.
    Staff,
    /// By a program.
    Api,
}

impl Source {
    /// The source as one word: `desk`, `portal`, `staff`, `api`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Portal => "portal",
            Self::Staff => "staff",
            Self::Api => "api",
        }
    }

    /// The source of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Desk, Self::Portal, Self::Staff, Self::Api]
            .into_iter()
            .find(|s| s.key() == key)
    }
}

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

/// A ticket as stored. Changed only through its methods; every change gives the event that tells it.
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
    /// Where it stands.
    pub status: Status,
    /// Where it was opened.
    pub source: Source,
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

impl Ticket {
    /// The version of a ticket that was never changed.
    pub const FIRST_VERSION: i32 = 1;

    /// The ticket with its other half in the tracker. `None` if it has one already: a ticket has at most
    /// one external reference, and the first stays.
    #[must_use]
    pub fn link(self, reference: ExternalReference, now: Timestamp) -> Option<(Self, TicketEvent)> {
        if self.external.is_some() {
            return None;
        }
        let kind = EventKind::Linked {
            key: reference.key.clone(),
        };
        Some(
            Self {
                external: Some(reference),
                ..self
            }
            .changed(Actor::System, kind, now),
        )
    }

    /// The ticket after its other half moved. `None` if that changes nothing here: the same status, or a
    /// ticket that is closed (closing is ours and final).
    ///
    /// A ticket reopened in the tracker takes its client's slot again only if `slot_is_free`: the client
    /// may have opened another one meanwhile, which then is the one the front desk shows.
    #[must_use]
    pub fn follow_tracker(
        self,
        means: TrackedStatus,
        rule: OneOpenRule,
        slot_is_free: bool,
        now: Timestamp,
    ) -> Option<(Self, TicketEvent)> {
        let status = means.at(now);
        if matches!(self.status, Status::Closed { .. }) || self.status.key() == status.key() {
            return None;
        }
        let kind = EventKind::StatusChanged {
            from: self.status.key().to_owned(),
            to: status.key().to_owned(),
        };
        let wants_slot = rule.holds_slot(self.source, status);
        let holds_slot = wants_slot && (self.holds_slot || slot_is_free);
        Some(
            Self {
                status,
                holds_slot,
                ..self
            }
            .changed(Actor::Tracker, kind, now),
        )
    }

    /// The ticket after someone wrote on it.
    #[must_use]
    pub fn replied(self, actor: Actor, now: Timestamp) -> (Self, TicketEvent) {
        self.changed(actor, EventKind::Replied, now)
    }

    fn changed(self, actor: Actor, kind: EventKind, now: Timestamp) -> (Self, TicketEvent) {
        let version = self.version.saturating_add(1);
        let event = TicketEvent {
            ticket: self.number,
            at: now,
            actor,
            kind,
            version,
        };
        (
            Self {
                version,
                updated_at: now,
                ..self
            },
            event,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::ExternalId;
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(1_000_000);

    fn ticket(status: Status) -> Ticket {
        let body = Body::parse("It broke").unwrap();
        Ticket {
            number: TicketNumber(10_001),
            client: ClientId(1),
            subject: Subject::of(&body),
            body,
            category: CategoryId(1),
            priority: Priority::Medium,
            status,
            source: Source::Desk,
            holds_slot: status.is_unresolved(),
            submission: SubmissionKey::from_bytes([1; 16]),
            mark: TrackerMark::from_bytes([2; 16]),
            external: None,
            version: 1,
            created_at: NOW,
            updated_at: NOW,
        }
    }

    fn reference(key: &str) -> ExternalReference {
        let id = ExternalId("10001".into());
        ExternalReference {
            tracker: "jira".into(),
            id,
            key: key.into(),
            url: "https://j/SUP-1".into(),
        }
    }

    #[test]
    fn the_first_link_stays() {
        let (linked, event) = ticket(Status::Open).link(reference("SUP-1"), NOW).unwrap();
        assert_eq!((linked.version, event.version), (2, 2));
        assert_eq!(event.kind, EventKind::Linked { key: "SUP-1".into() });
        assert!(linked.link(reference("SUP-2"), NOW).is_none());
    }

    #[test]
    fn resolving_in_the_tracker_frees_the_slot() {
        let open = ticket(Status::InProgress);
        let (done, event) = open
            .follow_tracker(TrackedStatus::Resolved, OneOpenRule::Desk, false, NOW)
            .unwrap();
        assert_eq!(done.status, Status::Resolved { at: NOW });
        assert!(!done.holds_slot);
        assert_eq!(
            event.kind,
            EventKind::StatusChanged {
                from: "in_progress".into(),
                to: "resolved".into()
            }
        );
    }

    #[test]
    fn reopening_takes_the_slot_only_if_it_is_free() {
        let done = ticket(Status::Resolved { at: NOW });
        let reopen = |free| {
            done.clone()
                .follow_tracker(TrackedStatus::InProgress, OneOpenRule::Desk, free, NOW)
                .unwrap()
                .0
        };
        assert!(reopen(true).holds_slot);
        assert!(!reopen(false).holds_slot);
    }

    #[test]
    fn the_tracker_changes_nothing_twice_and_nothing_closed() {
        let rule = OneOpenRule::Desk;
        assert!(
            ticket(Status::Open)
                .follow_tracker(TrackedStatus::Open, rule, true, NOW)
                .is_none()
        );
        let closed = ticket(Status::Closed {
            at: NOW,
            resolved_at: None,
        });
        assert!(
            closed
                .follow_tracker(TrackedStatus::Open, rule, true, NOW)
                .is_none()
        );
    }
}

use super::super::{
    Actor, Changed, Ending, EventKind, ExternalReference, OneOpenRule, StatusKind, Ticket, TrackedStatus,
    WorkedBy,
};
use super::Slot;
use crate::counters::Footprint;
use crate::time::Timestamp;

impl Ticket {
    /// The ticket with its other half in the tracker. `None` if it has one already: a ticket has at most
    /// one external reference, and the first stays.
    #[must_use]
    pub fn link(self, reference: ExternalReference, now: Timestamp) -> Option<Changed> {
        if self.external.is_some() {
            return None;
        }
        let before = Footprint::of(&self);
        let key = reference.key.clone();
        let linked = Self {
            external: Some(reference),
            ..self
        };
        Some(linked.changed(before, Actor::System, vec![EventKind::Linked { key }], now))
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
    ) -> Option<Changed> {
        let to = match means {
            TrackedStatus::Open => StatusKind::Open,
            TrackedStatus::InProgress => StatusKind::InProgress,
            TrackedStatus::OnHold => StatusKind::OnHold,
            TrackedStatus::Resolved => StatusKind::Resolved,
        };
        if self.status().kind() == StatusKind::Closed {
            return None;
        }
        let by = self.assignee().map_or(WorkedBy::Tracker, WorkedBy::Agent);
        let standing = self.standing.moved(to, by, Ending::Done, now);
        let slot = Slot {
            rule,
            is_free: slot_is_free,
        };
        let taken = Self {
            taken_up: true,
            ..self
        };
        taken.to(standing, Actor::Tracker, slot, now)
    }
}

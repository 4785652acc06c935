use super::super::{
    Actor, Changed, Ending, EventKind, NotNow, OneOpenRule, Standing, StatusKind, Ticket, Turn, WorkedBy,
};
use crate::accounts::AccountId;
use crate::counters::Footprint;
use crate::time::Timestamp;

/// The one open ticket that a client may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// For which tickets the rule holds.
    pub rule: OneOpenRule,
    /// Whether no other ticket of the client holds the slot. A ticket taken up again takes the slot only
    /// then: the client may have opened another one meanwhile, which is the one the front desk shows.
    pub is_free: bool,
}

impl Ticket {
    /// Its owner moves it. `None` if it stands there. Closing is withdrawing.
    #[must_use]
    pub fn moved_by_owner(self, to: StatusKind, actor: Actor, slot: Slot, now: Timestamp) -> Option<Changed> {
        let by = self.standing.worked_by().unwrap_or(WorkedBy::Owner);
        let standing = self.standing.moved(to, by, Ending::Withdrawn, now);
        self.to(standing, actor, slot, now)
    }

    /// Staff move it. Where no agent works on it, whoever moves it does from now on, unless they open it.
    /// `None` if it stands there.
    ///
    /// # Errors
    /// [`NotNow::Closed`] for a merged one: what it says is in the other ticket.
    pub fn moved_by_staff(
        self,
        to: StatusKind,
        by: AccountId,
        slot: Slot,
        now: Timestamp,
    ) -> Result<Option<Changed>, NotNow> {
        if self.is_merged() {
            return Err(NotNow::Closed);
        }
        let worker = self.worker(to, by);
        let standing = self.standing.moved(to, worker, Ending::Done, now);
        let taken = Self {
            taken_up: true,
            ..self
        };
        Ok(taken.to(standing, Actor::Agent(by), slot, now))
    }

    /// Somebody takes it: they work on it, and if nobody had begun, it is in progress. `None` if they do
    /// already.
    ///
    /// # Errors
    /// [`NotNow::Closed`] when it is over.
    pub fn taken(self, by: AccountId, slot: Slot, now: Timestamp) -> Result<Option<Changed>, NotNow> {
        let worker = WorkedBy::Agent(by);
        let standing = match self.standing {
            Standing::Closed { .. } => return Err(NotNow::Closed),
            Standing::Open { .. } => Standing::InProgress { by: worker },
            begun => begun.by(worker),
        };
        let taken = Self {
            taken_up: true,
            ..self
        };
        Ok(taken.to(standing, Actor::Agent(by), slot, now))
    }

    /// Whoever worked on it is gone: nobody has begun. `None` if they did not, or it is no longer
    /// unresolved.
    #[must_use]
    pub fn handed_back(self, by: AccountId, slot: Slot, now: Timestamp) -> Option<Changed> {
        let theirs = self.status().is_unresolved() && self.assignee() == Some(by);
        let standing = Standing::Open { assignee: None };
        theirs.then(|| self.to(standing, Actor::System, slot, now))?
    }

    /// Its client rated it: it is closed.
    ///
    /// # Errors
    /// [`NotNow::NotResolved`] unless it is resolved.
    pub fn rated(self, score: u8, actor: Actor, slot: Slot, now: Timestamp) -> Result<Changed, NotNow> {
        let Standing::Resolved { by, .. } = self.standing else {
            return Err(NotNow::NotResolved);
        };
        let standing = self.standing.moved(StatusKind::Closed, by, Ending::Done, now);
        let before = Footprint::of(&self);
        let (closed, mut kinds) = self.standing_at(standing, slot);
        kinds.insert(0, EventKind::Rated { score });
        Ok(closed.changed(before, actor, kinds, now))
    }

    /// Who works on it once staff moved it there: the agent who does, else whoever moves it. An opened one
    /// waits for somebody, unless it has an agent.
    pub(super) fn worker(&self, to: StatusKind, by: AccountId) -> WorkedBy {
        let present = self.standing.worked_by();
        match (self.assignee(), to, present) {
            (Some(agent), ..) => WorkedBy::Agent(agent),
            (None, StatusKind::Open, Some(present)) => present,
            (None, ..) => WorkedBy::Agent(by),
        }
    }

    /// Whether it was merged into another one.
    #[must_use]
    pub fn is_merged(&self) -> bool {
        matches!(self.standing.ending(), Some(Ending::MergedInto(_)))
    }

    /// One move. `None` where it stands there already.
    pub(super) fn to(self, standing: Standing, actor: Actor, slot: Slot, now: Timestamp) -> Option<Changed> {
        let before = Footprint::of(&self);
        let (moved, kinds) = self.standing_at(standing, slot);
        (!kinds.is_empty()).then(|| moved.changed(before, actor, kinds, now))
    }

    /// The ticket standing there, and what that changed. Whatever comes back is ours to answer.
    pub(super) fn standing_at(self, standing: Standing, slot: Slot) -> (Self, Vec<EventKind>) {
        let (from, to) = (self.status(), standing.status());
        let mut kinds = Vec::new();
        if from.kind() != to.kind() {
            kinds.push(EventKind::StatusChanged {
                from: from.key().to_owned(),
                to: to.key().to_owned(),
            });
        }
        let (was, is) = (self.standing.agent(), standing.agent());
        if was != is {
            kinds.push(EventKind::AssigneeChanged { from: was, to: is });
        }
        let comes_back = to.is_unresolved() && !from.is_unresolved();
        let holds_slot = slot.rule.holds_slot(self.source, to) && (self.holds_slot || slot.is_free);
        let moved = Self {
            standing,
            holds_slot,
            turn: if comes_back { Turn::Ours } else { self.turn },
            ..self
        };
        (moved, kinds)
    }
}

impl Standing {
    /// The standing of that status from now on. Where it is that one already, its moments stay: a later
    /// save does not make it resolved or closed anew.
    pub(super) fn moved(self, to: StatusKind, by: WorkedBy, ending: Ending, now: Timestamp) -> Self {
        if self.status().kind() == to {
            return self;
        }
        match to {
            StatusKind::Open => Self::Open { assignee: by.agent() },
            StatusKind::InProgress => Self::InProgress { by },
            StatusKind::OnHold => Self::OnHold { by },
            StatusKind::Resolved => Self::Resolved { by, at: now },
            StatusKind::Closed => Self::Closed {
                by,
                at: now,
                resolved_at: self.status().resolved_at(),
                ending,
            },
        }
    }
}

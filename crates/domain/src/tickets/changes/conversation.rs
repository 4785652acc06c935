use std::time::Duration;

use super::super::{Actor, Changed, Ending, EventKind, NotNow, Standing, Status, StatusKind, Ticket, Turn};
use super::Slot;
use crate::accounts::AccountId;
use crate::counters::Footprint;
use crate::time::Timestamp;

/// How long after it was resolved a ticket can be taken up again by its client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReopenWindow(pub Duration);

impl Default for ReopenWindow {
    fn default() -> Self {
        Self::days(14)
    }
}

impl ReopenWindow {
    /// A window of so many days.
    #[must_use]
    pub fn days(days: u16) -> Self {
        Self(Duration::from_secs(u64::from(days) * 24 * 3600))
    }

    /// Whether a ticket of that status can be taken up again now.
    ///
    /// # Errors
    /// [`NotNow::TooLate`], [`NotNow::Closed`], or [`NotNow::NotResolved`].
    pub fn holds(self, status: Status, now: Timestamp) -> Result<(), NotNow> {
        match status {
            Status::Resolved { at } if now.since(at) <= self.0 => Ok(()),
            Status::Resolved { .. } => Err(NotNow::TooLate),
            Status::Closed { .. } => Err(NotNow::Closed),
            _ => Err(NotNow::NotResolved),
        }
    }
}

/// What becomes of what a client writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientWrote {
    /// It is a reply; on a resolved ticket, it reopens it.
    Here(Box<Changed>),
    /// The ticket is over: it opens a new one that goes on from it.
    Anew(Box<Ticket>),
}

impl Ticket {
    /// The ticket after someone wrote on it from its client's side.
    pub fn replied(self, actor: Actor, now: Timestamp) -> Changed {
        let before = Footprint::of(&self);
        let answered = Self {
            turn: Turn::Ours,
            ..self
        };
        answered.changed(before, actor, vec![EventKind::Replied], now)
    }

    /// What becomes of what its client writes now.
    #[must_use]
    pub fn client_writes(
        self,
        actor: Actor,
        window: ReopenWindow,
        slot: Slot,
        now: Timestamp,
    ) -> ClientWrote {
        if self.status().is_unresolved() {
            return ClientWrote::Here(Box::new(self.replied(actor, now)));
        }
        if window.holds(self.status(), now).is_err() {
            return ClientWrote::Anew(Box::new(self));
        }
        let before = Footprint::of(&self);
        let standing = Standing::Open {
            assignee: self.assignee(),
        };
        let (open, mut kinds) = self.standing_at(standing, slot);
        kinds.insert(0, EventKind::Replied);
        ClientWrote::Here(Box::new(open.changed(before, actor, kinds, now)))
    }

    /// The ticket after a member of staff answered its client, and set its status in the same breath where
    /// they chose one.
    ///
    /// # Errors
    /// [`NotNow::Closed`] when it is over: reopen it first.
    pub fn answered(
        self,
        by: AccountId,
        and: Option<StatusKind>,
        slot: Slot,
        now: Timestamp,
    ) -> Result<Changed, NotNow> {
        if self.status().kind() == StatusKind::Closed {
            return Err(NotNow::Closed);
        }
        let before = Footprint::of(&self);
        let standing = match and {
            Some(to) => self.standing.moved(to, self.worker(to, by), Ending::Done, now),
            None => self.standing,
        };
        let (answered, mut kinds) = self.standing_at(standing, slot);
        kinds.insert(0, EventKind::Replied);
        let answered = Self {
            turn: Turn::Theirs,
            taken_up: true,
            ..answered
        };
        Ok(answered.changed(before, Actor::Agent(by), kinds, now))
    }
}

use super::super::{Actor, Changed, Ending, EventKind, NotNow, Standing, Ticket, WorkedBy};
use super::Slot;
use crate::accounts::AccountId;
use crate::counters::Footprint;
use crate::time::Timestamp;

impl Ticket {
    /// This one says what another one of the same client says: it is closed, and the conversation goes on
    /// there. Nothing is moved; whoever shows the other one shows this one's conversation with it. Gives
    /// both, this one first.
    ///
    /// # Errors
    /// [`NotNow::NoSuchPair`] for one and the same ticket, tickets of two clients (one would read what the
    /// other wrote), and where either is merged already.
    pub fn merged(
        self,
        into: Self,
        by: AccountId,
        slot: Slot,
        now: Timestamp,
    ) -> Result<(Changed, Changed), NotNow> {
        let pair = self.number != into.number && self.client == into.client;
        if !pair || self.is_merged() || into.is_merged() {
            return Err(NotNow::NoSuchPair);
        }
        let actor = Actor::Agent(by);
        let (number, other) = (self.number, into.number);
        let before = Footprint::of(&self);
        let worker = WorkedBy::Agent(self.assignee().unwrap_or(by));
        // One that was closed before keeps when.
        let standing = Standing::Closed {
            by: worker,
            at: self.status().closed_at().unwrap_or(now),
            resolved_at: self.status().resolved_at(),
            ending: Ending::MergedInto(other),
        };
        let (closed, mut kinds) = self.standing_at(standing, slot);
        kinds.push(EventKind::MergedInto(other));
        let closed = Self {
            taken_up: true,
            ..closed
        };
        let closed = closed.changed(before, actor, kinds, now);
        Ok((closed, into.happened(actor, EventKind::Absorbed(number), now)))
    }
}

use super::super::{Actor, CategoryId, Changed, EventKind, Priority, Standing, Ticket, Turn, WorkedBy};
use super::{Edit, Slot};
use crate::counters::Footprint;
use crate::time::Timestamp;

/// All that staff can set at a ticket's side, as it was: what an undo brings back, moments included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restore {
    /// Where it stood.
    pub standing: Standing,
    /// Whose turn it was.
    pub turn: Turn,
    /// Whether staff had taken it up.
    pub taken_up: bool,
    /// How much it mattered.
    pub priority: Priority,
    /// What it was about.
    pub category: CategoryId,
}

impl Restore {
    /// The ticket as it is now.
    #[must_use]
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            standing: ticket.standing,
            turn: ticket.turn,
            taken_up: ticket.taken_up,
            priority: ticket.priority,
            category: ticket.category,
        }
    }

    /// The same, where who worked on it works here no more: nobody does. Where it is over they still did, by
    /// their name as long as they have an account.
    #[must_use]
    pub fn left_by_agent(self, has_account: bool) -> Self {
        let by = match self.standing.worked_by() {
            Some(by) if has_account => by,
            _ => WorkedBy::Former,
        };
        let standing = match self.standing {
            Standing::Open { .. } | Standing::InProgress { .. } | Standing::OnHold { .. } => {
                Standing::Open { assignee: None }
            }
            Standing::Resolved { at, .. } => Standing::Resolved { by, at },
            Standing::Closed {
                at,
                resolved_at,
                ending,
                ..
            } => Standing::Closed {
                by,
                at,
                resolved_at,
                ending,
            },
        };
        Self { standing, ..self }
    }
}

impl Ticket {
    /// The ticket as it was. The history tells both the change and its undoing. `None` if it is so.
    #[must_use]
    pub fn restored(self, was: Restore, actor: Actor, slot: Slot, now: Timestamp) -> Option<Changed> {
        let before = Footprint::of(&self);
        let (stands, mut kinds) = self.standing_at(was.standing, slot);
        let edit = Edit {
            priority: Some(was.priority),
            category: Some(was.category),
            ..Edit::default()
        };
        let (edited, of_edit) = stands.with_words(&edit);
        kinds.extend::<Vec<EventKind>>(of_edit);
        let restored = Self {
            turn: was.turn,
            taken_up: was.taken_up,
            ..edited
        };
        (!kinds.is_empty()).then(|| restored.changed(before, actor, kinds, now))
    }
}

use super::super::{Actor, CategoryId, Changed, NotNow, Priority, Standing, StatusKind, Ticket, WorkedBy};
use super::{Edit, Slot};
use crate::accounts::AccountId;
use crate::time::Timestamp;

/// One thing staff set at a ticket's side, on the board, or for many tickets at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StaffChange {
    /// Where it stands.
    Status(StatusKind),
    /// Who works on it; nobody is possible for an open one only.
    Assignee(Option<AccountId>),
    /// How much it matters.
    Priority(Priority),
    /// What it is about.
    Category(CategoryId),
}

impl Ticket {
    /// The ticket after a member of staff set one thing. `None` if it is so already.
    ///
    /// # Errors
    /// [`NotNow`] says why it cannot be so.
    pub fn set_by_staff(
        self,
        change: StaffChange,
        by: AccountId,
        slot: Slot,
        now: Timestamp,
    ) -> Result<Option<Changed>, NotNow> {
        let actor = Actor::Agent(by);
        match change {
            StaffChange::Status(to) => self.moved_by_staff(to, by, slot, now),
            StaffChange::Assignee(to) => self.assigned(to, actor, slot, now),
            StaffChange::Priority(priority) => {
                let edit = Edit {
                    priority: Some(priority),
                    ..Edit::default()
                };
                Ok(self.edited(&edit, actor, now))
            }
            StaffChange::Category(category) => {
                let edit = Edit {
                    category: Some(category),
                    ..Edit::default()
                };
                Ok(self.edited(&edit, actor, now))
            }
        }
    }

    /// Another one is to work on it, or nobody.
    fn assigned(
        self,
        to: Option<AccountId>,
        actor: Actor,
        slot: Slot,
        now: Timestamp,
    ) -> Result<Option<Changed>, NotNow> {
        let standing = match (self.standing, to) {
            (Standing::Open { .. }, assignee) => Standing::Open { assignee },
            (begun, Some(agent)) => begun.by(WorkedBy::Agent(agent)),
            (_, None) => return Err(NotNow::NeedsAssignee),
        };
        let taken = Self {
            taken_up: self.taken_up || to.is_some(),
            ..self
        };
        Ok(taken.to(standing, actor, slot, now))
    }
}

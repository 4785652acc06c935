//! Tasks: to-do items inside a ticket. They never move the ticket.

use crate::text::{TextError, one_line};
use crate::tickets::{EventKind, NotNow, TaskLine, TicketNumber};
use crate::time::Timestamp;

/// The store's key of a task. It means nothing without its ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskId(pub i64);

/// What is to be done: one line, 1 to 300 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskText(String);

impl TaskText {
    /// The longest task, in characters.
    pub const MAX: usize = 300;

    /// Reads a task.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        one_line(raw, Self::MAX).map(Self)
    }

    /// The task.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Who sees a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// The client and staff; both may change it.
    Shared,
    /// Staff.
    Staff,
}

impl Audience {
    /// The audience as one word, for storing: `shared`, `staff`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Staff => "staff",
        }
    }

    /// The audience of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Shared, Self::Staff]
            .into_iter()
            .find(|audience| audience.key() == key)
    }
}

/// A task about to be stored. It is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    /// Inside which ticket.
    pub ticket: TicketNumber,
    /// What is to be done.
    pub text: TaskText,
    /// Who sees it.
    pub audience: Audience,
    /// Where it stands among the ticket's tasks.
    pub position: i32,
    /// When it was added.
    pub created_at: Timestamp,
}

/// A task as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The store's key.
    pub id: TaskId,
    /// Inside which ticket.
    pub ticket: TicketNumber,
    /// What is to be done.
    pub text: TaskText,
    /// Who sees it.
    pub audience: Audience,
    /// Since when it is done.
    pub done_at: Option<Timestamp>,
    /// Where it stands among the ticket's tasks: the smallest first.
    pub position: i32,
    /// When it was added.
    pub created_at: Timestamp,
}

/// One step among a ticket's tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Towards the first.
    Up,
    /// Towards the last.
    Down,
}

impl NewTask {
    /// How its history tells that it was added.
    #[must_use]
    pub fn added(&self) -> EventKind {
        EventKind::TaskAdded(TaskLine {
            text: self.text.as_str().to_owned(),
            shared: self.audience == Audience::Shared,
        })
    }
}

impl Task {
    /// The most tasks of one ticket.
    pub const MOST: usize = 100;

    /// The task with other words. `None` if they are the same.
    #[must_use]
    pub fn renamed(self, text: TaskText) -> Option<(Self, EventKind)> {
        if self.text == text {
            return None;
        }
        let from = self.text.as_str().to_owned();
        let renamed = Self { text, ..self };
        let to = renamed.line();
        Some((renamed, EventKind::TaskRenamed { from, to }))
    }

    /// The task done, or not done after all. `None` if it is so already.
    #[must_use]
    pub fn ticked(self, done: bool, now: Timestamp) -> Option<(Self, EventKind)> {
        if self.done_at.is_some() == done {
            return None;
        }
        let line = self.line();
        let kind = if done {
            EventKind::TaskDone(line)
        } else {
            EventKind::TaskUndone(line)
        };
        let done_at = done.then_some(now);
        Some((Self { done_at, ..self }, kind))
    }

    /// How its history tells that it was removed.
    #[must_use]
    pub fn removed(&self) -> EventKind {
        EventKind::TaskRemoved(self.line())
    }

    fn line(&self) -> TaskLine {
        TaskLine {
            text: self.text.as_str().to_owned(),
            shared: self.audience == Audience::Shared,
        }
    }
}

/// Where one more task of a ticket goes: after the others.
///
/// # Errors
/// [`NotNow::TooManyTasks`].
pub fn next_position(tasks: &[Task]) -> Result<i32, NotNow> {
    if tasks.len() >= Task::MOST {
        return Err(NotNow::TooManyTasks);
    }
    let last = tasks.iter().map(|task| task.position).max();
    Ok(last.map_or(1, |last| last.saturating_add(1)))
}

/// The two tasks that change places when one takes a step, as they are then. `None` at the end of the list.
/// A caller who sees shared tasks only gives those, and steps over the others.
#[must_use]
pub fn stepped(tasks: &[Task], id: TaskId, step: Step) -> Option<[Task; 2]> {
    let mut ordered: Vec<&Task> = tasks.iter().collect();
    ordered.sort_by_key(|task| (task.position, task.id));
    let at = ordered.iter().position(|task| task.id == id)?;
    let other = match step {
        Step::Up => at.checked_sub(1)?,
        Step::Down => at + 1,
    };
    let (one, other) = (*ordered.get(at)?, *ordered.get(other)?);
    let at_place_of = |task: &Task, place: &Task| Task {
        position: place.position,
        ..task.clone()
    };
    Some([at_place_of(one, other), at_place_of(other, one)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_micros(5);

    fn task(id: i64) -> Task {
        Task {
            id: TaskId(id),
            ticket: TicketNumber(10_001),
            text: TaskText::parse("Call back").unwrap(),
            audience: Audience::Shared,
            done_at: None,
            position: i32::try_from(id).unwrap(),
            created_at: NOW,
        }
    }

    #[test]
    fn s3_7_tasks_are_renamed_and_ticked_and_only_real_changes_count() {
        let (renamed, kind) = task(1).renamed(TaskText::parse("Call Sara").unwrap()).unwrap();
        assert!(matches!(kind, EventKind::TaskRenamed { from, .. } if from == "Call back"));
        assert!(renamed.clone().renamed(renamed.text.clone()).is_none());
        let (done, _) = renamed.ticked(true, NOW).unwrap();
        assert_eq!(done.done_at, Some(NOW));
        assert!(done.clone().ticked(true, NOW).is_none());
        assert_eq!(done.ticked(false, NOW).unwrap().0.done_at, None);
    }

    #[test]
    fn a_step_swaps_two_and_the_ends_stay() {
        let tasks = [task(1), task(2), task(3)];
        let [one, other] = stepped(&tasks, TaskId(3), Step::Up).unwrap();
        assert_eq!((one.id, one.position), (TaskId(3), 2));
        assert_eq!((other.id, other.position), (TaskId(2), 3));
        assert!(stepped(&tasks, TaskId(1), Step::Up).is_none());
        assert!(stepped(&tasks, TaskId(3), Step::Down).is_none());
        assert!(stepped(&tasks, TaskId(9), Step::Up).is_none());
    }

    #[test]
    fn a_ticket_holds_a_hundred() {
        assert_eq!(next_position(&[]), Ok(1));
        assert_eq!(next_position(&[task(7)]), Ok(8));
        let full: Vec<Task> = (1..=100).map(task).collect();
        assert_eq!(next_position(&full), Err(NotNow::TooManyTasks));
    }
}

use super::{Actor, CategoryId, Priority, Source, TicketNumber};
use crate::accounts::AccountId;
use crate::time::Timestamp;

/// What happened to a ticket. Append-only: the source of its history and of live updates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketEvent {
    /// The ticket.
    pub ticket: TicketNumber,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// What.
    pub kind: EventKind,
    /// The ticket's version after it.
    pub version: i32,
}

/// What can happen to a ticket. Where something changed, both values are kept; a change that changes
/// nothing is no event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// It was opened.
    Received {
        /// Where.
        source: Source,
    },
    /// Its status changed; the words are those of [`super::Status::key`].
    StatusChanged {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// Another member of staff is to work on it, or none.
    AssigneeChanged {
        /// Before.
        from: Option<AccountId>,
        /// After.
        to: Option<AccountId>,
    },
    /// It matters more or less.
    PriorityChanged {
        /// Before.
        from: Priority,
        /// After.
        to: Priority,
    },
    /// It is about something else.
    CategoryChanged {
        /// Before.
        from: CategoryId,
        /// After.
        to: CategoryId,
    },
    /// Its title was changed.
    SubjectChanged {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// What they wrote was changed.
    BodyChanged {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// It got its other half in the tracker.
    Linked {
        /// The key people use there.
        key: String,
    },
    /// Someone wrote.
    Replied,
    /// A member of staff wrote an internal note.
    Noted,
    /// A member of staff took back what they had just sent.
    TakenBack,
    /// A task was added.
    TaskAdded(TaskLine),
    /// A task was renamed.
    TaskRenamed {
        /// What it said before.
        from: String,
        /// What it says.
        to: TaskLine,
    },
    /// A task was ticked.
    TaskDone(TaskLine),
    /// A task was unticked.
    TaskUndone(TaskLine),
    /// The tasks were put into another order.
    TasksReordered,
    /// A task was removed.
    TaskRemoved(TaskLine),
    /// Its client rated how it was solved.
    Rated {
        /// How many stars, 1 to 5.
        score: u8,
    },
    /// It was closed, because another one says the same.
    MergedInto(TicketNumber),
    /// Another one that said the same was closed in its favour.
    Absorbed(TicketNumber),
    /// Its client wrote again after it was over: that became this ticket.
    ContinuedIn(TicketNumber),
    /// It was deleted. The only event that outlives its ticket: number, moment and who.
    Deleted,
}

/// A task, in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskLine {
    /// What it says.
    pub text: String,
    /// Whether the client sees it.
    pub shared: bool,
}

impl EventKind {
    /// Whether the client may see it in the ticket's history.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        match self {
            Self::Noted | Self::TakenBack | Self::Linked { .. } | Self::TasksReordered => false,
            Self::TaskAdded(task)
            | Self::TaskRenamed { to: task, .. }
            | Self::TaskDone(task)
            | Self::TaskUndone(task)
            | Self::TaskRemoved(task) => task.shared,
            _ => true,
        }
    }

    /// The event as stored: a word of at most 20 letters, the old value, the new value.
    #[must_use]
    pub fn to_stored(&self) -> (&'static str, Option<String>, Option<String>) {
        let number = |key: &TicketNumber| Some(key.0.to_string());
        let account = |id: &Option<AccountId>| id.map(|id| id.0.to_string());
        let text = |text: &String| Some(text.clone());
        match self {
            Self::Received { source } => ("received", None, Some(source.key().to_owned())),
            Self::StatusChanged { from, to } => ("status", text(from), text(to)),
            Self::AssigneeChanged { from, to } => ("assignee", account(from), account(to)),
            Self::PriorityChanged { from, to } => {
                ("priority", Some(from.key().to_owned()), Some(to.key().to_owned()))
            }
            Self::CategoryChanged { from, to } => {
                ("category", Some(from.0.to_string()), Some(to.0.to_string()))
            }
            Self::SubjectChanged { from, to } => ("subject", text(from), text(to)),
            Self::BodyChanged { from, to } => ("body", text(from), text(to)),
            Self::Linked { key } => ("linked", None, text(key)),
            Self::Replied => ("replied", None, None),
            Self::Noted => ("noted", None, None),
            Self::TakenBack => ("taken_back", None, None),
            Self::TaskAdded(task) => (
                task.word("task_added", "staff_task_added"),
                None,
                text(&task.text),
            ),
            Self::TaskRenamed { from, to } => {
                let word = to.word("task_renamed", "staff_task_renamed");
                (word, text(from), text(&to.text))
            }
            Self::TaskDone(task) => (task.word("task_done", "staff_task_done"), None, text(&task.text)),
            Self::TaskUndone(task) => (
                task.word("task_undone", "staff_task_undone"),
                None,
                text(&task.text),
            ),
            Self::TasksReordered => ("tasks_reordered", None, None),
            Self::TaskRemoved(task) => (
                task.word("task_removed", "staff_task_removed"),
                text(&task.text),
                None,
            ),
            Self::Rated { score } => ("rated", None, Some(score.to_string())),
            Self::MergedInto(into) => ("merged_into", None, number(into)),
            Self::Absorbed(other) => ("absorbed", None, number(other)),
            Self::ContinuedIn(next) => ("continued_in", None, number(next)),
            Self::Deleted => ("deleted", None, None),
        }
    }

    /// The event that a row says. Database only.
    #[must_use]
    pub fn from_stored(word: &str, old: Option<&str>, new: Option<&str>) -> Option<Self> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let number = || new.and_then(|n| n.parse().ok()).map(TicketNumber);
        Some(match word {
            "received" => Self::Received {
                source: Source::from_key(new?)?,
            },
            "status" => Self::StatusChanged {
                from: owned(old)?,
                to: owned(new)?,
            },
            "assignee" => Self::AssigneeChanged {
                from: account(old)?,
                to: account(new)?,
            },
            "priority" => Self::PriorityChanged {
                from: Priority::from_key(old?)?,
                to: Priority::from_key(new?)?,
            },
            "category" => Self::CategoryChanged {
                from: CategoryId(old?.parse().ok()?),
                to: CategoryId(new?.parse().ok()?),
            },
            "subject" => Self::SubjectChanged {
                from: owned(old)?,
                to: owned(new)?,
            },
            "body" => Self::BodyChanged {
                from: owned(old)?,
                to: owned(new)?,
            },
            "linked" => Self::Linked { key: owned(new)? },
            "replied" => Self::Replied,
            "noted" => Self::Noted,
            "taken_back" => Self::TakenBack,
            "tasks_reordered" => Self::TasksReordered,
            "rated" => Self::Rated {
                score: new?.parse().ok()?,
            },
            "merged_into" => Self::MergedInto(number()?),
            "absorbed" => Self::Absorbed(number()?),
            "continued_in" => Self::ContinuedIn(number()?),
            "deleted" => Self::Deleted,
            task => return of_task(task, old, new),
        })
    }
}

fn account(value: Option<&str>) -> Option<Option<AccountId>> {
    match value {
        None => Some(None),
        Some(id) => id.parse().ok().map(|id| Some(AccountId(id))),
    }
}

fn of_task(word: &str, old: Option<&str>, new: Option<&str>) -> Option<EventKind> {
    let (shared, word) = match word.strip_prefix("staff_") {
        Some(word) => (false, word),
        None => (true, word),
    };
    let line = |text: Option<&str>| {
        text.map(|text| TaskLine {
            text: text.to_owned(),
            shared,
        })
    };
    Some(match word {
        "task_added" => EventKind::TaskAdded(line(new)?),
        "task_renamed" => EventKind::TaskRenamed {
            from: old?.to_owned(),
            to: line(new)?,
        },
        "task_done" => EventKind::TaskDone(line(new)?),
        "task_undone" => EventKind::TaskUndone(line(new)?),
        "task_removed" => EventKind::TaskRemoved(line(old)?),
        _ => return None,
    })
}

impl TaskLine {
    fn word(&self, shared: &'static str, staff: &'static str) -> &'static str {
        if self.shared { shared } else { staff }
    }
}

#[cfg(test)]
mod tests;

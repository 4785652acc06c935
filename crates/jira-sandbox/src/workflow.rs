//! The one workflow every project uses: statuses, and the transitions between them.
//!
//! It holds the awkward cases on purpose: a status without a category, a transition that demands
//! a field, one that is listed only as unavailable, and a status that cannot be reached from Done.

/// A status category, with the keys real sites use (the official examples show invented ones).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// No category: a status an administrator forgot to classify.
    Undefined,
    /// Not started.
    New,
    /// Being worked on.
    Indeterminate,
    /// Finished.
    Done,
}

impl Category {
    pub(crate) const ALL: [Self; 4] = [Self::Undefined, Self::New, Self::Indeterminate, Self::Done];

    pub(crate) const fn id(self) -> u64 {
        match self {
            Self::Undefined => 1,
            Self::New => 2,
            Self::Done => 3,
            Self::Indeterminate => 4,
        }
    }

    /// The stable key: `undefined`, `new`, `indeterminate`, `done`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Undefined => "undefined",
            Self::New => "new",
            Self::Indeterminate => "indeterminate",
            Self::Done => "done",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Undefined => "No Category",
            Self::New => "To Do",
            Self::Indeterminate => "In Progress",
            Self::Done => "Done",
        }
    }

    pub(crate) const fn color(self) -> &'static str {
        match self {
            Self::Undefined => "medium-gray",
            Self::New => "blue-gray",
            Self::Indeterminate => "yellow",
            Self::Done => "green",
        }
    }
}

/// A status an issue can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Where every issue starts; category `new`.
    ToDo,
    /// Category `indeterminate`.
    InProgress,
    /// Category `done`; reached with a resolution.
    Done,
    /// The odd one: category `undefined`.
    Parked,
}

impl Status {
    pub(crate) const ALL: [Self; 4] = [Self::ToDo, Self::InProgress, Self::Done, Self::Parked];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::ToDo => "10000",
            Self::InProgress => "3",
            Self::Done => "10001",
            Self::Parked => "10002",
        }
    }

    /// The name people see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ToDo => "To Do",
            Self::InProgress => "In Progress",
            Self::Done => "Done",
            Self::Parked => "Parked",
        }
    }

    /// The category that callers should decide by.
    #[must_use]
    pub const fn category(self) -> Category {
        match self {
            Self::ToDo => Category::New,
            Self::InProgress => Category::Indeterminate,
            Self::Done => Category::Done,
            Self::Parked => Category::Undefined,
        }
    }

    pub(crate) fn find(name_or_id: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|s| s.id() == name_or_id || s.name().eq_ignore_ascii_case(name_or_id))
    }
}

/// A way from one status to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Transition {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    from: &'static [Status],
    pub(crate) to: Status,
    /// Shown on a screen that demands the field `resolution`.
    pub(crate) needs_resolution: bool,
    /// A condition keeps everybody from taking it.
    pub(crate) available: bool,
}

const fn plain(id: &'static str, name: &'static str, from: &'static [Status], to: Status) -> Transition {
    Transition {
        id,
        name,
        from,
        to,
        needs_resolution: false,
        available: true,
    }
}

const TRANSITIONS: [Transition; 7] = [
    plain(
        "11",
        "Start work",
        &[Status::ToDo, Status::Parked],
        Status::InProgress,
    ),
    plain("21", "Stop work", &[Status::InProgress], Status::ToDo),
    Transition {
        needs_resolution: true,
        ..plain("41", "Resolve with a reason", &[Status::InProgress], Status::Done)
    },
    plain(
        "31",
        "Done",
        &[Status::ToDo, Status::InProgress, Status::Parked],
        Status::Done,
    ),
    plain("51", "Park", &[Status::ToDo, Status::InProgress], Status::Parked),
    Transition {
        available: false,
        ..plain("61", "Hand over", &[Status::InProgress], Status::ToDo)
    },
    plain("71", "Reopen", &[Status::Done], Status::ToDo),
];

/// The transitions that leave `status`, the unavailable ones included.
pub(crate) fn leaving(status: Status) -> impl Iterator<Item = &'static Transition> {
    TRANSITIONS
        .iter()
        .filter(move |transition| transition.from.contains(&status))
}

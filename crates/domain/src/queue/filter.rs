use crate::accounts::AccountId;
use crate::clients::ClientNumber;
use crate::search::SearchQuery;
use crate::tickets::{CategoryId, Priority, StatusKind, Turn};

/// Which statuses a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusChoice {
    /// All five.
    #[default]
    Any,
    /// Open, In progress and On hold.
    Unresolved,
    /// One.
    Only(StatusKind),
}

impl StatusChoice {
    /// The choice as one word: `any`, `unresolved`, or the status's.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Unresolved => "unresolved",
            Self::Only(kind) => kind.key(),
        }
    }

    /// The choice of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "any" => Some(Self::Any),
            "unresolved" => Some(Self::Unresolved),
            status => StatusKind::from_key(status).map(Self::Only),
        }
    }

    /// Whether it takes in that status.
    #[must_use]
    pub fn holds(self, kind: StatusKind) -> bool {
        match self {
            Self::Any => true,
            Self::Unresolved => kind.is_unresolved(),
            Self::Only(only) => only == kind,
        }
    }
}

/// Whose tickets a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assigned {
    /// Those on which no member of staff works.
    Nobody,
    /// Those of one.
    To(AccountId),
}

/// Which tickets a list shows. Each filter narrows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// In which statuses.
    pub status: StatusChoice,
    /// About what.
    pub category: Option<CategoryId>,
    /// Of that priority.
    pub priority: Option<Priority>,
    /// High and urgent ones only.
    pub pressing: bool,
    /// Whose work.
    pub assigned: Option<Assigned>,
    /// Whose tickets.
    pub client: Option<ClientNumber>,
    /// Where it is that side's turn.
    pub turn: Option<Turn>,
    /// Found by these words.
    pub search: Option<SearchQuery>,
}

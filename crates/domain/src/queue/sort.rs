/// The order of a list; tickets that are equal in it are ordered by number, the same way. Every order is
/// served by an index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QueueSort {
    /// Last changed first.
    #[default]
    Updated,
    /// Longest unchanged first.
    Stale,
    /// Newest first.
    Newest,
    /// Oldest first.
    Oldest,
    /// The highest priority first; among equals, the oldest.
    Priority,
    /// Last resolved first; only what was resolved.
    Resolved,
}

impl QueueSort {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::Updated,
        Self::Stale,
        Self::Newest,
        Self::Oldest,
        Self::Priority,
        Self::Resolved,
    ];

    /// The order as one word: `updated`, `stale`, `newest`, `oldest`, `priority`, `resolved`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Updated => "updated",
            Self::Stale => "stale",
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Priority => "priority",
            Self::Resolved => "resolved",
        }
    }

    /// The order of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

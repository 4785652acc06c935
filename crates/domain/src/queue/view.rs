use super::{Assigned, QueueFilter, QueueSort, StatusChoice};
use crate::accounts::AccountId;
use crate::counters::{Counter, Scope};
use crate::tickets::{StatusKind, Turn};

/// A list that every desk has, with its count at the head of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QueueView {
    /// Unresolved, and mine.
    Mine,
    /// Unresolved, and nobody's.
    Unassigned,
    /// Unresolved, and it is our turn.
    WaitingForUs,
    /// Unresolved, and it is the client's turn.
    WaitingForClient,
    /// Unresolved, of high or urgent priority.
    HighAndUrgent,
    /// Resolved, the last first.
    RecentlyResolved,
    /// All.
    All,
}

impl QueueView {
    /// All, in the order they are shown.
    pub const ALL: [Self; 7] = [
        Self::Mine,
        Self::Unassigned,
        Self::WaitingForUs,
        Self::WaitingForClient,
        Self::HighAndUrgent,
        Self::RecentlyResolved,
        Self::All,
    ];

    /// The view as one word, for addresses.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::WaitingForUs => "waiting-for-us",
            Self::WaitingForClient => "waiting-for-client",
            Self::HighAndUrgent => "high-and-urgent",
            Self::RecentlyResolved => "recently-resolved",
            Self::All => "all",
        }
    }

    /// The view of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.key() == key)
    }

    /// What it shows `me`.
    #[must_use]
    pub fn filter(self, me: AccountId) -> QueueFilter {
        let unresolved = QueueFilter {
            status: StatusChoice::Unresolved,
            ..QueueFilter::default()
        };
        match self {
            Self::Mine => QueueFilter {
                assigned: Some(Assigned::To(me)),
                ..unresolved
            },
            Self::Unassigned => QueueFilter {
                assigned: Some(Assigned::Nobody),
                ..unresolved
            },
            Self::WaitingForUs => QueueFilter {
                turn: Some(Turn::Ours),
                ..unresolved
            },
            Self::WaitingForClient => QueueFilter {
                turn: Some(Turn::Theirs),
                ..unresolved
            },
            Self::HighAndUrgent => QueueFilter {
                pressing: true,
                ..unresolved
            },
            Self::RecentlyResolved => QueueFilter {
                status: StatusChoice::Only(StatusKind::Resolved),
                ..QueueFilter::default()
            },
            Self::All => QueueFilter::default(),
        }
    }

    /// In which order it shows it, unless another one is asked for.
    #[must_use]
    pub fn sort(self) -> QueueSort {
        match self {
            Self::Unassigned => QueueSort::Oldest,
            Self::WaitingForUs | Self::HighAndUrgent => QueueSort::Priority,
            Self::RecentlyResolved => QueueSort::Resolved,
            Self::Mine | Self::WaitingForClient | Self::All => QueueSort::Updated,
        }
    }

    /// The counters that add up to its count.
    #[must_use]
    pub fn counters(self, me: AccountId) -> Vec<(Scope, Counter)> {
        let unresolved = [StatusKind::Open, StatusKind::InProgress, StatusKind::OnHold];
        let statuses = |scope, kinds: &[StatusKind]| -> Vec<(Scope, Counter)> {
            kinds.iter().map(|kind| (scope, Counter::Status(*kind))).collect()
        };
        match self {
            Self::Mine => statuses(Scope::Agent(me), &unresolved),
            Self::Unassigned => vec![(Scope::Desk, Counter::Unassigned)],
            Self::WaitingForUs => vec![(Scope::Desk, Counter::WaitingForUs)],
            Self::WaitingForClient => vec![(Scope::Desk, Counter::WaitingForClient)],
            Self::HighAndUrgent => vec![(Scope::Desk, Counter::HighAndUrgent)],
            Self::RecentlyResolved => statuses(Scope::Desk, &[StatusKind::Resolved]),
            Self::All => statuses(Scope::Desk, &StatusKind::ALL),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back() {
        for view in QueueView::ALL {
            assert_eq!(QueueView::from_key(view.key()), Some(view));
        }
        for sort in QueueSort::ALL {
            assert_eq!(QueueSort::from_key(sort.key()), Some(sort));
        }
        for key in ["any", "unresolved", "open", "closed"] {
            assert_eq!(StatusChoice::from_key(key).map(StatusChoice::key), Some(key));
        }
    }
}

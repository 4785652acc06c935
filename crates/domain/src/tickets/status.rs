use crate::time::Timestamp;

/// Where a ticket stands. What is true only in one state lives in that state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nobody has taken it yet.
    Open,
    /// Someone works on it.
    InProgress,
    /// It waits for something.
    OnHold,
    /// Answered; the client may say it is not.
    Resolved {
        /// When it was resolved.
        at: Timestamp,
    },
    /// Done, for good.
    Closed {
        /// When it was closed.
        at: Timestamp,
        /// When it had been resolved; none if it was withdrawn.
        resolved_at: Option<Timestamp>,
    },
}

/// A status without what is true only in it: a choice in a form, a filter, a column of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusKind {
    /// Nobody has begun.
    Open,
    /// Someone works on it.
    InProgress,
    /// It waits for something.
    OnHold,
    /// Answered.
    Resolved,
    /// Over.
    Closed,
}

impl StatusKind {
    /// All, in the order of a ticket's life.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::InProgress,
        Self::OnHold,
        Self::Resolved,
        Self::Closed,
    ];

    /// Open, In progress and On hold.
    #[must_use]
    pub fn is_unresolved(self) -> bool {
        matches!(self, Self::Open | Self::InProgress | Self::OnHold)
    }

    /// The status as one word, as [`Status::key`].
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::OnHold => "on_hold",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    /// The status of that word, and of no other spelling of it.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

impl Status {
    /// Which of the five it is.
    #[must_use]
    pub fn kind(self) -> StatusKind {
        match self {
            Self::Open => StatusKind::Open,
            Self::InProgress => StatusKind::InProgress,
            Self::OnHold => StatusKind::OnHold,
            Self::Resolved { .. } => StatusKind::Resolved,
            Self::Closed { .. } => StatusKind::Closed,
        }
    }

    /// Open, In progress and On hold: the client still waits for us.
    #[must_use]
    pub fn is_unresolved(self) -> bool {
        self.kind().is_unresolved()
    }

    /// The status as one word, for storing and for programs: `open`, `in_progress`, `on_hold`, `resolved`,
    /// `closed`.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.kind().key()
    }

    /// The words of the unresolved statuses, as [`key`](Self::key) gives them.
    pub const UNRESOLVED: [&'static str; 3] = ["open", "in_progress", "on_hold"];

    /// When the ticket was resolved, if it was.
    #[must_use]
    pub fn resolved_at(self) -> Option<Timestamp> {
        match self {
            Self::Resolved { at } => Some(at),
            Self::Closed { resolved_at, .. } => resolved_at,
            Self::Open | Self::InProgress | Self::OnHold => None,
        }
    }

    /// When the ticket was closed, if it was.
    #[must_use]
    pub fn closed_at(self) -> Option<Timestamp> {
        match self {
            Self::Closed { at, .. } => Some(at),
            _ => None,
        }
    }

    /// The status a database row says. Database only.
    #[must_use]
    pub fn from_stored(
        key: &str,
        resolved_at: Option<Timestamp>,
        closed_at: Option<Timestamp>,
    ) -> Option<Self> {
        match key {
            "open" => Some(Self::Open),
            "in_progress" => Some(Self::InProgress),
            "on_hold" => Some(Self::OnHold),
            "resolved" => resolved_at.map(|at| Self::Resolved { at }),
            "closed" => closed_at.map(|at| Self::Closed { at, resolved_at }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        let at = Timestamp::from_micros(7);
        let closed = Status::Closed {
            at,
            resolved_at: None,
        };
        for status in [
            Status::Open,
            Status::InProgress,
            Status::OnHold,
            Status::Resolved { at },
            closed,
        ] {
            let read = Status::from_stored(status.key(), status.resolved_at(), status.closed_at());
            assert_eq!(read, Some(status));
            assert_eq!(status.is_unresolved(), Status::UNRESOLVED.contains(&status.key()));
        }
    }

    #[test]
    fn s1_n5_s1_n6_s2_n2_a_status_has_one_spelling_and_no_other_word_is_one() {
        for kind in StatusKind::ALL {
            assert_eq!(StatusKind::from_key(kind.key()), Some(kind));
        }
        for word in ["", "Open", "in progress", "done", "inactive", "closed "] {
            assert_eq!(StatusKind::from_key(word), None, "{word}");
        }
    }

    #[test]
    fn a_word_outside_the_list_is_no_status() {
        assert_eq!(Status::from_stored("In Progress", None, None), None);
        assert_eq!(Status::from_stored("resolved", None, None), None);
    }
}

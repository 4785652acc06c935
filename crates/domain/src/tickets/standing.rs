use super::{Status, TicketNumber, WorkedBy};
use crate::accounts::AccountId;
use crate::time::Timestamp;

/// Where a ticket stands, and who works on it. Whatever is not Open has somebody who works on it: there is
/// no way to write it otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has begun.
    Open {
        /// The member of staff who is to begin, if one was named.
        assignee: Option<AccountId>,
    },
    /// Someone works on it.
    InProgress {
        /// Who.
        by: WorkedBy,
    },
    /// It waits for something.
    OnHold {
        /// Who works on it.
        by: WorkedBy,
    },
    /// Answered; the client may say it is not.
    Resolved {
        /// Who worked on it.
        by: WorkedBy,
        /// When it was resolved.
        at: Timestamp,
    },
    /// Over.
    Closed {
        /// Who worked on it.
        by: WorkedBy,
        /// When it was closed.
        at: Timestamp,
        /// When it had been resolved; none if it never was.
        resolved_at: Option<Timestamp>,
        /// How it ended.
        ending: Ending,
    },
}

/// How a closed ticket ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// It was done with: rated by its client, or closed by staff.
    Done,
    /// Its client took it back.
    Withdrawn,
    /// It said what this one says too; the conversation goes on there.
    MergedInto(TicketNumber),
}

impl Ending {
    /// As stored: a word and the other ticket.
    #[must_use]
    pub fn to_stored(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Done => ("done", None),
            Self::Withdrawn => ("withdrawn", None),
            Self::MergedInto(number) => ("merged", Some(number.0)),
        }
    }

    /// What a row says. Database only. A merged one whose other half was deleted is done with.
    #[must_use]
    pub fn from_stored(word: &str, into: Option<i64>) -> Option<Self> {
        match (word, into) {
            ("done" | "merged", None) => Some(Self::Done),
            ("withdrawn", None) => Some(Self::Withdrawn),
            ("merged", Some(number)) => Some(Self::MergedInto(TicketNumber(number))),
            _ => None,
        }
    }
}

impl Standing {
    /// The status alone.
    #[must_use]
    pub fn status(self) -> Status {
        match self {
            Self::Open { .. } => Status::Open,
            Self::InProgress { .. } => Status::InProgress,
            Self::OnHold { .. } => Status::OnHold,
            Self::Resolved { at, .. } => Status::Resolved { at },
            Self::Closed { at, resolved_at, .. } => Status::Closed { at, resolved_at },
        }
    }

    /// Who works on it. None: it is Open and nobody was named.
    #[must_use]
    pub fn worked_by(self) -> Option<WorkedBy> {
        match self {
            Self::Open { assignee } => assignee.map(WorkedBy::Agent),
            Self::InProgress { by }
            | Self::OnHold { by }
            | Self::Resolved { by, .. }
            | Self::Closed { by, .. } => Some(by),
        }
    }

    /// The member of staff who works on it or is to begin.
    #[must_use]
    pub fn agent(self) -> Option<AccountId> {
        self.worked_by().and_then(WorkedBy::agent)
    }

    /// How it ended, if it is closed.
    #[must_use]
    pub fn ending(self) -> Option<Ending> {
        match self {
            Self::Closed { ending, .. } => Some(ending),
            _ => None,
        }
    }

    /// The same standing with somebody else at work.
    #[must_use]
    pub fn by(self, by: WorkedBy) -> Self {
        match self {
            Self::Open { .. } => Self::Open { assignee: by.agent() },
            Self::InProgress { .. } => Self::InProgress { by },
            Self::OnHold { .. } => Self::OnHold { by },
            Self::Resolved { at, .. } => Self::Resolved { by, at },
            Self::Closed {
                at,
                resolved_at,
                ending,
                ..
            } => Self::Closed {
                by,
                at,
                resolved_at,
                ending,
            },
        }
    }

    /// The same standing after that ticket was deleted: one that was merged into it is done with.
    #[must_use]
    pub fn without(self, deleted: TicketNumber) -> Self {
        match self {
            Self::Closed {
                by,
                at,
                resolved_at,
                ending: Ending::MergedInto(into),
            } if into == deleted => Self::Closed {
                by,
                at,
                resolved_at,
                ending: Ending::Done,
            },
            other => other,
        }
    }

    /// The standing a database row says. Database only. `None` where somebody should work on it and nobody
    /// does, or where it ended in no way.
    #[must_use]
    pub fn from_stored(status: Status, by: Option<WorkedBy>, ending: Option<Ending>) -> Option<Self> {
        match (status, by, ending) {
            (Status::Open, by, None) => Some(Self::Open {
                assignee: by.and_then(WorkedBy::agent),
            }),
            (Status::InProgress, Some(by), None) => Some(Self::InProgress { by }),
            (Status::OnHold, Some(by), None) => Some(Self::OnHold { by }),
            (Status::Resolved { at }, Some(by), None) => Some(Self::Resolved { by, at }),
            (Status::Closed { at, resolved_at }, Some(by), Some(ending)) => Some(Self::Closed {
                by,
                at,
                resolved_at,
                ending,
            }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Timestamp = Timestamp::from_micros(7);
    const BY: WorkedBy = WorkedBy::Agent(AccountId(3));

    #[test]
    fn what_is_stored_is_read_back() {
        let closed = |ending| Standing::Closed {
            by: BY,
            at: AT,
            resolved_at: None,
            ending,
        };
        for standing in [
            Standing::Open { assignee: None },
            Standing::Open {
                assignee: Some(AccountId(3)),
            },
            Standing::InProgress { by: WorkedBy::Owner },
            Standing::OnHold {
                by: WorkedBy::Tracker,
            },
            Standing::Resolved { by: BY, at: AT },
            closed(Ending::Done),
            closed(Ending::Withdrawn),
            closed(Ending::MergedInto(TicketNumber(10_007))),
        ] {
            let ending = standing.ending().map(Ending::to_stored);
            let ending = ending.and_then(|(word, into)| Ending::from_stored(word, into));
            let read = Standing::from_stored(standing.status(), standing.worked_by(), ending);
            assert_eq!(read, Some(standing));
        }
    }

    #[test]
    fn s4_9_what_is_not_open_cannot_be_without_somebody() {
        for status in [Status::InProgress, Status::OnHold, Status::Resolved { at: AT }] {
            assert_eq!(Standing::from_stored(status, None, None), None);
        }
    }
}

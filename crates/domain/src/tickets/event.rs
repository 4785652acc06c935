use super::{Source, TicketNumber};
use crate::time::Timestamp;

/// Who did something to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The client, proved by a track link (or, at the front desk, by being the one who opened it).
    Client,
    /// Someone at the front desk who typed the client's phone or ID. It may be the client.
    Visitor,
    /// Frontdesk itself: a delivery, a rule, a timer.
    System,
    /// Someone in the tracker.
    Tracker,
}

impl Actor {
    /// The actor as one word, for storing: `client`, `visitor`, `system`, `tracker`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Visitor => "visitor",
            Self::System => "system",
            Self::Tracker => "tracker",
        }
    }

    /// The actor of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Client, Self::Visitor, Self::System, Self::Tracker]
            .into_iter()
            .find(|a| a.key() == key)
    }
}

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

/// What can happen to a ticket.
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
    /// It got its other half in the tracker.
    Linked {
        /// The key people use there.
        key: String,
    },
    /// Someone wrote.
    Replied,
}

impl EventKind {
    /// The event as stored: a word, the old value, the new value.
    #[must_use]
    pub fn to_stored(&self) -> (&'static str, Option<&str>, Option<&str>) {
        match self {
            Self::Received { source } => ("received", None, Some(source.key())),
            Self::StatusChanged { from, to } => ("status", Some(from), Some(to)),
            Self::Linked { key } => ("linked", None, Some(key)),
            Self::Replied => ("replied", None, None),
        }
    }

    /// The event that a row says. Database only.
    #[must_use]
    pub fn from_stored(word: &str, old: Option<&str>, new: Option<&str>) -> Option<Self> {
        match (word, old, new) {
            ("received", None, Some(source)) => Some(Self::Received {
                source: Source::from_key(source)?,
            }),
            ("status", Some(from), Some(to)) => Some(Self::StatusChanged {
                from: from.to_owned(),
                to: to.to_owned(),
            }),
            ("linked", None, Some(key)) => Some(Self::Linked { key: key.to_owned() }),
            ("replied", None, None) => Some(Self::Replied),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        let kinds = [
            EventKind::Received { source: Source::Desk },
            EventKind::StatusChanged {
                from: "open".into(),
                to: "resolved".into(),
            },
            EventKind::Linked { key: "SUP-1".into() },
            EventKind::Replied,
        ];
        for kind in kinds {
            let (word, old, new) = kind.to_stored();
            assert_eq!(EventKind::from_stored(word, old, new), Some(kind.clone()));
        }
        assert_eq!(EventKind::from_stored("gone", None, None), None);
    }
}

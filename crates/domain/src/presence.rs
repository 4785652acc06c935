//! Who is looking at a ticket or writing on it. Never a lock.

use std::time::Duration;

use crate::accounts::AccountId;
use crate::tickets::TicketNumber;
use crate::time::Timestamp;

/// What someone is doing at a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Doing {
    /// Their page shows it.
    Looking,
    /// They type.
    Writing,
}

impl Doing {
    /// As one word, for storing: `looking`, `writing`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Looking => "looking",
            Self::Writing => "writing",
        }
    }

    /// What that word says.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Looking, Self::Writing]
            .into_iter()
            .find(|doing| doing.key() == key)
    }
}

/// A member of staff at a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    /// At which ticket.
    pub ticket: TicketNumber,
    /// Who.
    pub account: AccountId,
    /// What they do.
    pub doing: Doing,
    /// When their page said so last.
    pub seen_at: Timestamp,
}

impl Presence {
    /// How long after its page's last word somebody counts as there. Pages speak up three times as often.
    pub const LASTS: Duration = Duration::from_secs(45);

    /// Whether they are still there.
    #[must_use]
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now.since(self.seen_at) <= Self::LASTS
    }
}

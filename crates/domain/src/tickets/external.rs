//! The ticket's other half, in a tracker.

use std::fmt;

use super::Status;
use crate::time::Timestamp;

/// What a ticket is called in the tracker that also holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalReference {
    /// The tracker's kind: `jira`.
    pub tracker: String,
    /// The tracker's own lasting key. Never shown: the shown key may change there.
    pub id: ExternalId,
    /// What people call it: `SUP-318`.
    pub key: String,
    /// Where staff find it, an absolute address.
    pub url: String,
}

/// The tracker's own lasting key of an issue.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExternalId(pub String);

/// Where the other half stands, in the tracker's words and in ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackerStatus {
    /// The tracker's own name for it, as its people see it.
    pub name: String,
    /// Ours, as the settings map it. `None`: no counterpart, leave the ticket as it is.
    pub means: Option<TrackedStatus>,
}

/// The statuses a tracker can put a ticket into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackedStatus {
    /// Not begun.
    Open,
    /// Being worked on.
    InProgress,
    /// Waiting.
    OnHold,
    /// Done.
    Resolved,
}

impl TrackedStatus {
    /// The ticket's status that this is, from `now` on.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Status {
        match self {
            Self::Open => Status::Open,
            Self::InProgress => Status::InProgress,
            Self::OnHold => Status::OnHold,
            Self::Resolved => Status::Resolved { at: now },
        }
    }
}

/// The unguessable mark that every issue we create carries, so that an issue can be found again when the
/// answer to its creation was lost. One per ticket, drawn with it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct TrackerMark([u8; 16]);

impl TrackerMark {
    /// The mark made of these bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes, for storing.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// 26 characters of Crockford's base 32, lower case, as in a ULID.
impl fmt::Display for TrackerMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let value = u128::from_be_bytes(self.0);
        (0..26).rev().try_for_each(|place| {
            let digit = usize::try_from((value >> (place * 5)) & 31).unwrap_or(0);
            write!(f, "{}", char::from(ALPHABET[digit]))
        })
    }
}

impl fmt::Debug for TrackerMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrackerMark(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_printed_like_a_ulid() {
        assert_eq!(TrackerMark::from_bytes([0; 16]).to_string(), "0".repeat(26));
        assert_eq!(
            TrackerMark::from_bytes([0xff; 16]).to_string(),
            "7zzzzzzzzzzzzzzzzzzzzzzzzz"
        );
    }
}

use super::Reason;
use crate::time::Timestamp;

/// Whether an account must be approved by an admin before it may sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApprovalRule {
    /// It must.
    #[default]
    Required,
    /// A proved e-mail is enough.
    Off,
}

/// Where an account stands. What is true only in one state lives in that state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// Nobody has proved its e-mail.
    Unverified,
    /// The e-mail is proved; an admin decides.
    AwaitingApproval {
        /// Since when.
        since: Timestamp,
    },
    /// It may sign in.
    Active,
    /// An admin closed it.
    Disabled {
        /// When.
        at: Timestamp,
    },
    /// An admin said no.
    Declined {
        /// When.
        at: Timestamp,
        /// Why, in the admin's words.
        reason: Option<Reason>,
    },
}

impl AccountState {
    /// The words of all states, as [`key`](Self::key) gives them.
    pub const KEYS: [&'static str; 5] = [
        "unverified",
        "awaiting_approval",
        "active",
        "disabled",
        "declined",
    ];

    /// The state as one word, for storing and for filters.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unverified => "unverified",
            Self::AwaitingApproval { .. } => "awaiting_approval",
            Self::Active => "active",
            Self::Disabled { .. } => "disabled",
            Self::Declined { .. } => "declined",
        }
    }

    /// Since when it stands there, where that is kept.
    #[must_use]
    pub fn since(&self) -> Option<Timestamp> {
        match self {
            Self::AwaitingApproval { since: at } | Self::Disabled { at } | Self::Declined { at, .. } => {
                Some(*at)
            }
            Self::Unverified | Self::Active => None,
        }
    }

    /// The state a database row says. Database only.
    #[must_use]
    pub fn from_stored(key: &str, since: Option<Timestamp>, reason: Option<Reason>) -> Option<Self> {
        match key {
            "unverified" => Some(Self::Unverified),
            "awaiting_approval" => since.map(|since| Self::AwaitingApproval { since }),
            "active" => Some(Self::Active),
            "disabled" => since.map(|at| Self::Disabled { at }),
            "declined" => since.map(|at| Self::Declined { at, reason }),
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
        let reason = Some(Reason::parse("Nobody here knows you").unwrap());
        let states = [
            AccountState::Unverified,
            AccountState::AwaitingApproval { since: at },
            AccountState::Active,
            AccountState::Disabled { at },
            AccountState::Declined {
                at,
                reason: reason.clone(),
            },
        ];
        for (state, key) in states.into_iter().zip(AccountState::KEYS) {
            assert_eq!(state.key(), key);
            let read = AccountState::from_stored(key, state.since(), reason.clone());
            assert_eq!(read, Some(state));
        }
        assert_eq!(AccountState::from_stored("Active", None, None), None);
    }
}

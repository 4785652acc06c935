use crate::accounts::AccountId;

/// Who works on a ticket that is not Open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorkedBy {
    /// A member of staff.
    Agent(AccountId),
    /// A member of staff whose account is gone.
    Former,
    /// Its owner, on their own.
    Owner,
    /// Somebody in the tracker.
    Tracker,
}

impl WorkedBy {
    /// The member of staff, where it is one who is still here.
    #[must_use]
    pub fn agent(self) -> Option<AccountId> {
        match self {
            Self::Agent(account) => Some(account),
            Self::Former | Self::Owner | Self::Tracker => None,
        }
    }

    /// As stored: a word and the account. An agent's word without an account is a former one's, so a store
    /// may let the key become null when the account goes.
    #[must_use]
    pub fn to_stored(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Agent(account) => ("agent", Some(account.0)),
            Self::Former => ("agent", None),
            Self::Owner => ("owner", None),
            Self::Tracker => ("tracker", None),
        }
    }

    /// What a row says. Database only.
    #[must_use]
    pub fn from_stored(word: &str, account: Option<i64>) -> Option<Self> {
        match (word, account) {
            ("agent", Some(account)) => Some(Self::Agent(AccountId(account))),
            ("agent", None) => Some(Self::Former),
            ("owner", None) => Some(Self::Owner),
            ("tracker", None) => Some(Self::Tracker),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back_and_a_lost_account_is_a_former_agent() {
        for by in [
            WorkedBy::Agent(AccountId(7)),
            WorkedBy::Former,
            WorkedBy::Owner,
            WorkedBy::Tracker,
        ] {
            let (word, account) = by.to_stored();
            assert_eq!(WorkedBy::from_stored(word, account), Some(by));
        }
        assert_eq!(WorkedBy::from_stored("agent", None), Some(WorkedBy::Former));
        assert_eq!(WorkedBy::from_stored("owner", Some(1)), None);
    }
}

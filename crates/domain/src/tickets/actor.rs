use crate::accounts::AccountId;

/// Who did something to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The client, proved by a track link or a mailed code (or, at the front desk, by being the one who
    /// opened it). Also a customer whose account is gone.
    Client,
    /// Someone at the front desk who typed the client's phone or ID. It may be the client.
    Visitor,
    /// Frontdesk itself: a delivery, a rule, a timer.
    System,
    /// Someone in the tracker.
    Tracker,
    /// The client, signed in.
    Customer(AccountId),
    /// A member of staff.
    Agent(AccountId),
    /// A member of staff whose account is gone.
    FormerAgent,
}

impl Actor {
    /// The actor as one word, for storing: `client`, `visitor`, `system`, `tracker`, `customer`, `agent`.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.to_stored().0
    }

    /// As stored: a word and the account.
    #[must_use]
    pub fn to_stored(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Client => ("client", None),
            Self::Visitor => ("visitor", None),
            Self::System => ("system", None),
            Self::Tracker => ("tracker", None),
            Self::Customer(account) => ("customer", Some(account.0)),
            Self::Agent(account) => ("agent", Some(account.0)),
            Self::FormerAgent => ("agent", None),
        }
    }

    /// What a row says. Database only. The account may have become null when it was deleted: what they
    /// were here for is still known.
    #[must_use]
    pub fn from_stored(word: &str, account: Option<i64>) -> Option<Self> {
        match (word, account) {
            ("client" | "customer", None) => Some(Self::Client),
            ("visitor", None) => Some(Self::Visitor),
            ("system", None) => Some(Self::System),
            ("tracker", None) => Some(Self::Tracker),
            ("customer", Some(account)) => Some(Self::Customer(AccountId(account))),
            ("agent", Some(account)) => Some(Self::Agent(AccountId(account))),
            ("agent", None) => Some(Self::FormerAgent),
            _ => None,
        }
    }

    /// Whose account it was.
    #[must_use]
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Customer(account) | Self::Agent(account) => Some(account),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        let account = AccountId(7);
        for actor in [
            Actor::Client,
            Actor::Visitor,
            Actor::System,
            Actor::Tracker,
            Actor::Customer(account),
            Actor::Agent(account),
            Actor::FormerAgent,
        ] {
            let (word, account) = actor.to_stored();
            assert_eq!(Actor::from_stored(word, account), Some(actor));
        }
        assert_eq!(Actor::from_stored("client", Some(1)), None);
    }

    #[test]
    fn s4_n9_whoever_is_deleted_is_still_shown_as_what_they_were() {
        assert_eq!(Actor::from_stored("agent", None), Some(Actor::FormerAgent));
        assert_eq!(Actor::from_stored("customer", None), Some(Actor::Client));
    }
}

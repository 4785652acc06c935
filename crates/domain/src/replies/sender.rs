use crate::accounts::AccountId;
use crate::tickets::Actor;

/// Who wrote a reply, and how sure we are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sender {
    /// Someone who held the ticket's track link, or a mailed code. Also a customer whose account is gone.
    Client,
    /// Someone at the front desk who typed the client's phone or ID. Staff see that it is unverified.
    Unverified,
    /// The client, signed in.
    Customer(AccountId),
    /// A member of staff.
    Agent(AccountId),
    /// A member of staff whose account is gone.
    FormerAgent,
}

impl Sender {
    /// The sender as one word, for storing: `client`, `unverified`, `customer`, `agent`.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.to_stored().0
    }

    /// As stored: a word and the account. The words are those of the history, but for who is unverified.
    #[must_use]
    pub fn to_stored(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Unverified => ("unverified", None),
            _ => self.actor().to_stored(),
        }
    }

    /// What a row says. Database only. The account may have become null when it was deleted.
    #[must_use]
    pub fn from_stored(word: &str, account: Option<i64>) -> Option<Self> {
        if (word, account) == ("unverified", None) {
            return Some(Self::Unverified);
        }
        match Actor::from_stored(word, account)? {
            Actor::Client => Some(Self::Client),
            Actor::Customer(account) => Some(Self::Customer(account)),
            Actor::Agent(account) => Some(Self::Agent(account)),
            Actor::FormerAgent => Some(Self::FormerAgent),
            Actor::Visitor | Actor::System | Actor::Tracker => None,
        }
    }

    /// Whether it came from our side.
    #[must_use]
    pub fn is_staff(self) -> bool {
        matches!(self, Self::Agent(_) | Self::FormerAgent)
    }

    /// The same one, in the ticket's history.
    #[must_use]
    pub fn actor(self) -> Actor {
        match self {
            Self::Client => Actor::Client,
            Self::Unverified => Actor::Visitor,
            Self::Customer(account) => Actor::Customer(account),
            Self::Agent(account) => Actor::Agent(account),
            Self::FormerAgent => Actor::FormerAgent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s1_n11_an_author_is_kept_as_an_account() {
        let account = AccountId(7);
        for sender in [
            Sender::Client,
            Sender::Unverified,
            Sender::Customer(account),
            Sender::Agent(account),
            Sender::FormerAgent,
        ] {
            let (word, account) = sender.to_stored();
            assert_eq!(Sender::from_stored(word, account), Some(sender));
        }
        assert_eq!(Sender::from_stored("unverified", Some(7)), None);
        assert_eq!(Sender::from_stored("visitor", None), None);
    }
}

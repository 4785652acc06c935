//! Letters: mails to people about themselves, not about a ticket.
//!
//! A letter says only what to send to whom. What opens a door (a code, a link) is made by the worker that
//! sends it, so that no stored row and no backup holds one.

use std::time::Duration;

use crate::accounts::AccountId;
use crate::auth::CodeId;
use crate::clients::{ClientId, Email};
use crate::secrets::LetterMark;
use crate::time::Timestamp;

/// The store's key of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LetterId(pub i64);

/// What a letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LetterKind {
    /// A code (and, for a new account, a link) that proves an address or signs in.
    Code(CodeId),
    /// Someone tried to register with an e-mail that has an account already.
    AccountExists(AccountId),
    /// An admin let them in.
    Approved(AccountId),
    /// An admin said no.
    Declined(AccountId),
    /// A link to choose a new password. None: nobody we know asked, and nothing is sent.
    Reset(Option<AccountId>),
    /// The password was changed.
    PasswordChanged(AccountId),
    /// The e-mail was changed: told to the old address.
    EmailChanged(AccountId),
    /// Many wrong passwords were typed.
    UnusualAttempts(AccountId),
    /// Someone typed the phone or customer ID of this client at the front desk and registered with another
    /// e-mail. None: nobody we know was meant, and nothing is sent.
    TriedToRegister(Option<ClientId>),
}

impl LetterKind {
    /// The kind as stored: a word and the key of what it is about.
    #[must_use]
    pub fn to_stored(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Code(code) => ("code", Some(code.0)),
            Self::AccountExists(account) => ("account_exists", Some(account.0)),
            Self::Approved(account) => ("approved", Some(account.0)),
            Self::Declined(account) => ("declined", Some(account.0)),
            Self::Reset(account) => ("reset", account.map(|account| account.0)),
            Self::PasswordChanged(account) => ("password_changed", Some(account.0)),
            Self::EmailChanged(account) => ("email_changed", Some(account.0)),
            Self::UnusualAttempts(account) => ("unusual_attempts", Some(account.0)),
            Self::TriedToRegister(client) => ("tried_to_register", client.map(|client| client.0)),
        }
    }

    /// The kind that a row says. Database only.
    #[must_use]
    pub fn from_stored(word: &str, about: Option<i64>) -> Option<Self> {
        let account = about.map(AccountId);
        match word {
            "code" => about.map(|id| Self::Code(CodeId(id))),
            "account_exists" => account.map(Self::AccountExists),
            "approved" => account.map(Self::Approved),
            "declined" => account.map(Self::Declined),
            "reset" => Some(Self::Reset(account)),
            "password_changed" => account.map(Self::PasswordChanged),
            "email_changed" => account.map(Self::EmailChanged),
            "unusual_attempts" => account.map(Self::UnusualAttempts),
            "tried_to_register" => Some(Self::TriedToRegister(about.map(ClientId))),
            _ => None,
        }
    }

    /// How long after it was asked for it is still of use. A code that arrives an hour late helps nobody.
    #[must_use]
    pub fn life(self) -> Option<Duration> {
        match self {
            Self::Code(_) => Some(Duration::from_secs(10 * 60)),
            Self::Reset(_) => Some(Duration::from_secs(30 * 60)),
            _ => None,
        }
    }
}

/// A letter about to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLetter {
    /// What it is about.
    pub kind: LetterKind,
    /// Where it goes, if not to where its account's mail goes when it is sent.
    pub to: Option<Email>,
    /// What its Message-ID is made of.
    pub mark: LetterMark,
    /// When it was asked for.
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        let account = AccountId(7);
        let kinds = [
            LetterKind::Code(CodeId(3)),
            LetterKind::AccountExists(account),
            LetterKind::Approved(account),
            LetterKind::Declined(account),
            LetterKind::Reset(Some(account)),
            LetterKind::Reset(None),
            LetterKind::PasswordChanged(account),
            LetterKind::EmailChanged(account),
            LetterKind::UnusualAttempts(account),
            LetterKind::TriedToRegister(Some(ClientId(5))),
            LetterKind::TriedToRegister(None),
        ];
        for kind in kinds {
            let (word, about) = kind.to_stored();
            assert_eq!(LetterKind::from_stored(word, about), Some(kind));
        }
        assert_eq!(LetterKind::from_stored("code", None), None);
    }
}

use std::fmt;
use std::time::Duration;

use super::CodeId;
use crate::accounts::AccountId;
use crate::secrets::{LinkId, TokenHash};
use crate::time::Timestamp;

/// What a mailed link is for. Each purpose is signed with a key of its own: a link for one thing opens no
/// other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkPurpose {
    /// Proving the e-mail of a new account.
    VerifyEmail,
    /// Choosing a new password.
    ResetPassword,
    /// Making the first admin.
    SetUp,
}

impl LinkPurpose {
    /// All purposes.
    pub const ALL: [Self; 3] = [Self::VerifyEmail, Self::ResetPassword, Self::SetUp];

    /// The purpose as one word, for storing and for the token.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
            Self::SetUp => "set_up",
        }
    }

    /// The purpose of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.key() == key)
    }

    /// How long such a link lives.
    #[must_use]
    pub fn life(self) -> Duration {
        match self {
            Self::VerifyEmail => Duration::from_secs(10 * 60),
            Self::ResetPassword => Duration::from_secs(30 * 60),
            Self::SetUp => Duration::from_secs(60 * 60),
        }
    }
}

/// What a link says, signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkClaims {
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose account it is about; none for the first admin, who has none yet.
    pub account: Option<AccountId>,
    /// The account's session version when it was made: a password change voids it.
    pub session_version: i32,
    /// What makes it single-use.
    pub id: LinkId,
    /// When it was made.
    pub issued_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A signed link's token, as it stands in an address. Opens a door: never shown in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken(pub String);

impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkToken(…)")
    }
}

/// A link about to be kept, so that it works once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// The hash of its id.
    pub hash: TokenHash,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// Whose account it is about.
    pub account: Option<AccountId>,
    /// The code that is in the same mail.
    pub code: Option<CodeId>,
    /// When it ends.
    pub expires_at: Timestamp,
}

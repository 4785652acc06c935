//! What an account is made of, and what may be written about it.

use super::{AccountId, Username};
use crate::auth::PasswordHash;
use crate::clients::{Email, Name, Phone, PostalAddress};
use crate::time::Timestamp;

/// What someone registering tells about themselves, until the e-mail is proved and their client record
/// takes it over. What is never proved never touches a client record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Their phone.
    pub phone: Option<Phone>,
    /// Where they are.
    pub address: Option<PostalAddress>,
}

/// Who let an account in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Which admin; none from the command line, or when their account was deleted since.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
}

/// An account about to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// Where its mail goes, and what it signs in by.
    pub email: Email,
    /// What else it signs in by.
    pub username: Option<Username>,
    /// Whose it is.
    pub name: Name,
    /// What they told about themselves.
    pub contact: Contact,
    /// Their password, hashed.
    pub password: PasswordHash,
    /// When.
    pub created_at: Timestamp,
}

/// What its owner, or an admin, may write about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Whose it is.
    pub name: Name,
    /// What else it signs in by.
    pub username: Option<Username>,
}

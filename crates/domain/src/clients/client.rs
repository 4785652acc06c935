//! The client record.

use super::{ClientNumber, Email, Name, Phone, PostalAddress};
use crate::time::Timestamp;

/// The store's own key of a client. Never shown: people see the [`ClientNumber`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(pub i64);

impl ClientId {
    /// Nobody's key. Where nobody is known, this one is looked for, so that known and unknown are the same
    /// work.
    pub const NOBODY: Self = Self(0);
}

/// A client about to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClient {
    /// The customer ID, drawn before.
    pub number: ClientNumber,
    /// How they want to be called.
    pub name: Name,
    /// The number they can be recognised by.
    pub phone: Option<Phone>,
    /// Whether they were registered by typing an unknown phone at the front desk. Of these there is at
    /// most one per phone, so that two forms sent at once cannot register one person twice. Clients who
    /// share a phone are registered otherwise.
    pub by_phone: bool,
    /// Where answers go.
    pub email: Option<Email>,
    /// Where they are.
    pub address: Option<PostalAddress>,
    /// When they first wrote.
    pub created_at: Timestamp,
}

/// A client as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The store's key.
    pub id: ClientId,
    /// The customer ID.
    pub number: ClientNumber,
    /// Their name.
    pub name: Name,
    /// Their phone.
    pub phone: Option<Phone>,
    /// Their e-mail.
    pub email: Option<Email>,
    /// Their address.
    pub address: Option<PostalAddress>,
    /// When they were registered.
    pub created_at: Timestamp,
}

impl Client {
    /// How a client is shown whose account was deleted.
    pub const FORMER: &'static str = "A former customer";

    /// The record after its person is gone: the customer ID stays, because tickets hang on it; nothing else
    /// tells who it was.
    #[must_use]
    pub fn forgotten(self, former: Name) -> Self {
        Self {
            name: former,
            phone: None,
            email: None,
            address: None,
            ..self
        }
    }
}

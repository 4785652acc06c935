use async_trait::async_trait;

use super::StoreError;
use crate::clients::{Client, ClientId, Email, Identifier};
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::tickets::{Category, Status, TicketNumber};
use crate::time::Timestamp;

/// Whom an identifier means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LookUp {
    /// Nobody we know.
    Unknown,
    /// Several clients share this phone: the customer ID must decide.
    Shared,
    /// One client.
    Known {
        /// Who.
        client: ClientId,
        /// Their newest unresolved ticket.
        open: Option<OpenTicket>,
    },
}

/// All that a look-up tells about an open ticket: number, state and date. Never subject, text or name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenTicket {
    /// Its number.
    pub number: TicketNumber,
    /// Where it stands.
    pub status: Status,
    /// When it was opened.
    pub created_at: Timestamp,
    /// The form it came from, to know a repeated form again. Not shown.
    pub submission: SubmissionKey,
}

/// What an earlier form made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Submitted {
    /// The ticket.
    pub number: TicketNumber,
    /// What the form said.
    pub digest: SubmissionDigest,
}

/// By what staff look for a client who calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientClue {
    /// A phone number or a customer ID.
    Identifier(Identifier),
    /// An e-mail address.
    Email(Email),
}

/// A client as staff find them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundClient {
    /// Who.
    pub client: Client,
    /// Their newest unresolved ticket.
    pub open: Option<TicketNumber>,
}

/// What the front desk reads. No unit of work, one round trip each.
#[async_trait]
pub trait FrontDeskQueries: Send + Sync {
    /// Whom this identifier means. Where it may be both, a phone is looked for first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn look_up(&self, identifier: &Identifier) -> Result<LookUp, StoreError>;

    /// Everybody of this clue, the longest known first, at most `limit`: for staff, who may see who shares a
    /// phone. Digits that may be a phone and a customer ID are looked for as both.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn find_clients(&self, clue: &ClientClue, limit: u16) -> Result<Vec<FoundClient>, StoreError>;

    /// What the form with this key made, if it was accepted.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn submitted(&self, key: &SubmissionKey) -> Result<Option<Submitted>, StoreError>;

    /// The categories offered for new tickets, in order, but for the one of who chose none.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn offered_categories(&self) -> Result<Vec<Category>, StoreError>;

    /// The category of a ticket whose writer chose none.
    ///
    /// # Errors
    /// `Corrupt` if it is missing: every store is made with it.
    async fn fallback_category(&self) -> Result<Category, StoreError>;
}

use crate::accounts::AccountId;
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::tickets::{Body, TicketNumber};
use crate::time::Timestamp;

/// The store's key of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoteId(pub i64);

/// An internal note about to be stored. Only staff read it, and it never becomes a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNote {
    /// On which ticket.
    pub ticket: TicketNumber,
    /// The member of staff who wrote it.
    pub author: AccountId,
    /// What they wrote.
    pub body: Body,
    /// The form it came from: one submission, one note.
    pub submission: SubmissionKey,
    /// What that form said.
    pub digest: SubmissionDigest,
    /// When.
    pub created_at: Timestamp,
}

/// An internal note as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The store's key.
    pub id: NoteId,
    /// On which ticket.
    pub ticket: TicketNumber,
    /// Who wrote it; none if their account is gone.
    pub author: Option<AccountId>,
    /// What they wrote.
    pub body: Body,
    /// When.
    pub created_at: Timestamp,
}

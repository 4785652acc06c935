//! Replies: the messages on a ticket.

use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::tickets::{Body, TicketNumber};
use crate::time::Timestamp;

/// How sure we are who wrote a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender {
    /// Someone who held the ticket's track link, or was signed in as its client.
    Client,
    /// Someone at the front desk who only typed the client's phone or ID. Staff see that it is unverified.
    Unverified,
}

impl Sender {
    /// The sender as one word, for storing: `client`, `unverified`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Unverified => "unverified",
        }
    }

    /// The sender of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Client, Self::Unverified]
            .into_iter()
            .find(|sender| sender.key() == key)
    }
}

/// A reply about to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReply {
    /// On which ticket.
    pub ticket: TicketNumber,
    /// Who wrote it, as far as we know.
    pub sender: Sender,
    /// What they wrote.
    pub body: Body,
    /// The form it came from: one submission, one reply.
    pub submission: SubmissionKey,
    /// What that form said.
    pub digest: SubmissionDigest,
    /// When.
    pub created_at: Timestamp,
}

use async_trait::async_trait;

use super::StoreError;
use crate::clients::{ClientNumber, Email, Name};
use crate::replies::Sender;
use crate::secrets::{SubmissionKey, TokenHash};
use crate::tickets::{ExternalReference, Status, TicketNumber};
use crate::time::Timestamp;

/// One ticket, for who holds its link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackPage {
    /// Its number.
    pub number: TicketNumber,
    /// How often it changed: what a live update is compared with.
    pub version: i32,
    /// Its title.
    pub subject: String,
    /// What they wrote.
    pub body: String,
    /// The category's words.
    pub category: String,
    /// Where it stands.
    pub status: Status,
    /// When it was opened.
    pub created_at: Timestamp,
    /// The form it came from.
    pub submission: SubmissionKey,
    /// Whose it is.
    pub client_name: Name,
    /// Their customer ID.
    pub client_number: ClientNumber,
    /// Whether this ticket registered them.
    pub client_is_new: bool,
    /// Where answers go.
    pub client_email: Option<Email>,
    /// Its other half.
    pub external: Option<ExternalReference>,
    /// What the tracker calls the other half's status.
    pub tracker_status: Option<String>,
    /// Whether a delivery to the tracker was asked for: with no reference yet, it is on its way.
    pub tracker_asked: bool,
    /// What was said and done since, oldest first: the newest 200.
    pub lines: Vec<Line>,
}

/// One entry of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: LineKind,
}

/// What an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A message.
    Reply {
        /// Who wrote it, as far as we know.
        sender: Sender,
        /// What they wrote.
        body: String,
    },
    /// The ticket moved; the words are those of [`Status::key`].
    StatusChanged {
        /// After.
        to: String,
    },
}

/// What the holder of a track link reads.
#[async_trait]
pub trait TrackQueries: Send + Sync {
    /// The ticket that the token of this hash opens.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn by_token(&self, hash: &TokenHash) -> Result<Option<TrackPage>, StoreError>;

    /// Only its number and version.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn version_by_token(&self, hash: &TokenHash) -> Result<Option<(TicketNumber, i32)>, StoreError>;

    /// Changes after the event with this key, by key, at most `limit`; without a key, only the newest. What a
    /// live feed follows.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn changes_after(
        &self,
        event: Option<i64>,
        limit: u16,
    ) -> Result<Vec<super::TicketChanged>, StoreError>;
}

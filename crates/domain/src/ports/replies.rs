use async_trait::async_trait;

use super::StoreError;
use crate::replies::{NewReply, Reply, ReplyId};
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::tickets::TicketNumber;

/// The replies, inside a unit of work.
#[async_trait]
pub trait Replies: Send + Sync {
    /// Keeps a new reply.
    ///
    /// # Errors
    /// `NotUnique(Submission)` when its form was sent before.
    async fn insert(&self, reply: &NewReply) -> Result<ReplyId, StoreError>;

    /// The reply of that key.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: ReplyId) -> Result<Option<Reply>, StoreError>;

    /// Removes a reply that was taken back. Its form stays sent: the same one again makes no other.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn remove(&self, id: ReplyId) -> Result<(), StoreError>;

    /// The reply a form made: on which ticket, and what the form said.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn submitted(
        &self,
        key: &SubmissionKey,
    ) -> Result<Option<(TicketNumber, SubmissionDigest)>, StoreError>;
}

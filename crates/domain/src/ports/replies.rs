use async_trait::async_trait;

use super::StoreError;
use crate::replies::NewReply;
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::tickets::TicketNumber;

/// The replies, inside a unit of work.
#[async_trait]
pub trait Replies: Send + Sync {
    /// Keeps a new reply.
    ///
    /// # Errors
    /// `NotUnique(Submission)` when its form was sent before.
    async fn insert(&self, reply: &NewReply) -> Result<(), StoreError>;

    /// The reply a form made: on which ticket, and what the form said.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn submitted(
        &self,
        key: &SubmissionKey,
    ) -> Result<Option<(TicketNumber, SubmissionDigest)>, StoreError>;
}

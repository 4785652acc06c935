use async_trait::async_trait;

use super::StoreError;
use crate::accounts::AccountId;
use crate::replies::{SavedReply, SavedReplyId, SavedTitle};
use crate::tickets::Body;

/// The saved replies, inside a unit of work.
#[async_trait]
pub trait SavedReplies: Send + Sync {
    /// Keeps a new one; without an owner it is everybody's.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn insert(
        &self,
        title: &SavedTitle,
        body: &Body,
        owner: Option<AccountId>,
    ) -> Result<SavedReplyId, StoreError>;

    /// The one of that key.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: SavedReplyId) -> Result<Option<SavedReply>, StoreError>;

    /// Keeps a changed one.
    ///
    /// # Errors
    /// `Conflict` when it is gone.
    async fn save(&self, reply: &SavedReply) -> Result<(), StoreError>;

    /// Removes one.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn remove(&self, id: SavedReplyId) -> Result<(), StoreError>;
}

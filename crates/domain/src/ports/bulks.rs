use async_trait::async_trait;

use super::StoreError;
use crate::bulk::{Bulk, BulkId};
use crate::time::Timestamp;

/// What was done to many tickets at once, inside a unit of work, for as long as it can be undone.
#[async_trait]
pub trait Bulks: Send + Sync {
    /// Keeps one that was carried out.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn insert(&self, bulk: &Bulk) -> Result<BulkId, StoreError>;

    /// The one of that key.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: BulkId) -> Result<Option<Bulk>, StoreError>;

    /// Forgets it: it was undone. `false` if somebody else did meanwhile.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn remove(&self, id: BulkId) -> Result<bool, StoreError>;

    /// Forgets those done before `before`. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError>;
}

use async_trait::async_trait;

use super::StoreError;
use crate::tickets::{CategoryEntry, CategoryId, CategoryKey, CategoryLabel};

/// The categories, inside a unit of work. None is ever deleted: tickets keep theirs.
#[async_trait]
pub trait Categories: Send + Sync {
    /// All, in their order.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn all(&self) -> Result<Vec<CategoryEntry>, StoreError>;

    /// Keeps a new one, offered, after all others.
    ///
    /// # Errors
    /// `NotUnique(CategoryKey)` when another one has its key.
    async fn insert(&self, key: &CategoryKey, label: &CategoryLabel) -> Result<CategoryId, StoreError>;

    /// Keeps what was changed: label, position, whether it is offered.
    ///
    /// # Errors
    /// `Conflict` when there is none of its key.
    async fn save(&self, category: &CategoryEntry) -> Result<(), StoreError>;
}

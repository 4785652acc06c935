use async_trait::async_trait;

use super::StoreError;
use crate::letters::{LetterId, NewLetter};

/// Letters, inside a unit of work.
#[async_trait]
pub trait Letters: Send + Sync {
    /// Keeps a new letter.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn insert(&self, letter: &NewLetter) -> Result<LetterId, StoreError>;

    /// The letter of that key.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: LetterId) -> Result<Option<NewLetter>, StoreError>;
}

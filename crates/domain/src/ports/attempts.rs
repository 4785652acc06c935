use async_trait::async_trait;

use super::StoreError;
use crate::auth::Tally;
use crate::secrets::Fingerprint;
use crate::time::Timestamp;

/// Attempts at what may be guessed, inside a unit of work.
#[async_trait]
pub trait Attempts: Send + Sync {
    /// The attempts under a key. MUST let no other unit of work read the same key until this one ends, also
    /// where there is no row yet: many at once must count each other.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn lock(&self, key: &Fingerprint) -> Result<Option<Tally>, StoreError>;

    /// Keeps them.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn keep(&self, key: &Fingerprint, tally: &Tally) -> Result<(), StoreError>;

    /// Forgets them: the right one came.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn forget(&self, key: &Fingerprint) -> Result<(), StoreError>;

    /// Forgets windows that ended before `now`, at most a few thousand. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError>;
}

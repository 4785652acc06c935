use async_trait::async_trait;

use super::StoreError;
use crate::accounts::AccountId;
use crate::secrets::TokenHash;
use crate::time::Timestamp;

/// Browsers from which people signed in before, inside a unit of work. Being known spares the wait that
/// somebody else's guessing causes, and nothing else.
#[async_trait]
pub trait Devices: Send + Sync {
    /// Whether this browser signed in to that account, and `now` is before the end of that.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn is_known(
        &self,
        account: AccountId,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Keeps that it did, until then.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn remember(
        &self,
        account: AccountId,
        hash: &TokenHash,
        until: Timestamp,
    ) -> Result<(), StoreError>;

    /// Forgets browsers whose time ended before `now`, at most a few thousand. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError>;
}

use async_trait::async_trait;

use super::StoreError;
use crate::accounts::AccountId;
use crate::secrets::TokenHash;

/// Recovery codes, inside a unit of work.
#[async_trait]
pub trait RecoveryCodes: Send + Sync {
    /// Gives an account these and takes those it had. An empty list takes them all.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn replace(&self, account: AccountId, hashes: &[TokenHash]) -> Result<(), StoreError>;

    /// Uses one up. MUST be one conditional delete: of two at once, one gets `true`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn use_up(&self, account: AccountId, hash: &TokenHash) -> Result<bool, StoreError>;

    /// How many are left.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn left(&self, account: AccountId) -> Result<u32, StoreError>;
}

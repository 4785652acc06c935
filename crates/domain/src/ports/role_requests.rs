use async_trait::async_trait;

use super::StoreError;
use crate::accounts::{AccountId, NewRoleRequest, RoleVerdict};

/// Requests for staff roles, inside a unit of work.
#[async_trait]
pub trait RoleRequests: Send + Sync {
    /// Keeps a request. One that the account has open already is replaced.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn ask(&self, request: &NewRoleRequest) -> Result<(), StoreError>;

    /// Writes what became of an account's open request, if it has one.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn settle(&self, account: AccountId, verdict: &RoleVerdict) -> Result<bool, StoreError>;
}

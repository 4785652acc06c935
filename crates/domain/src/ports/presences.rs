use async_trait::async_trait;

use super::StoreError;
use crate::accounts::AccountId;
use crate::presence::Presence;
use crate::tickets::TicketNumber;
use crate::time::Timestamp;

/// Who is at which ticket, inside a unit of work.
#[async_trait]
pub trait Presences: Send + Sync {
    /// Keeps what someone is doing at a ticket, in the place of what they did. `true` if that is news to
    /// others: they were not there, or did something else.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn put(&self, presence: &Presence) -> Result<bool, StoreError>;

    /// They went.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn leave(&self, account: AccountId, ticket: TicketNumber) -> Result<(), StoreError>;

    /// Forgets those seen last before `before`. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError>;
}

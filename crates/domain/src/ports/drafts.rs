use async_trait::async_trait;

use super::StoreError;
use crate::accounts::AccountId;
use crate::replies::{Draft, DraftKind};
use crate::tickets::TicketNumber;
use crate::time::Timestamp;

/// Unfinished texts, inside a unit of work: at most one for each person, ticket and kind.
#[async_trait]
pub trait Drafts: Send + Sync {
    /// Keeps a draft in the place of an older one.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn put(&self, draft: &Draft) -> Result<(), StoreError>;

    /// What someone began to write on a ticket.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn of(&self, account: AccountId, ticket: TicketNumber) -> Result<Vec<Draft>, StoreError>;

    /// Forgets a draft: it was sent, or thrown away.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn discard(
        &self,
        account: AccountId,
        ticket: TicketNumber,
        kind: DraftKind,
    ) -> Result<(), StoreError>;

    /// Forgets drafts kept last before `before`, at most a few hundred. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError>;
}

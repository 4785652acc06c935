use async_trait::async_trait;

use super::StoreError;
use crate::counters::{Counter, CounterChange, Scope};

/// The counters, inside a unit of work.
///
/// Implementations SHOULD keep a busy counter in several rows and add them up when read, so that units of
/// work at once need not wait for each other.
#[async_trait]
pub trait Counters: Send + Sync {
    /// Moves counters. MUST leave those of one scope and name as the sum of all that was ever committed,
    /// under any race.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn add(&self, changes: &[CounterChange]) -> Result<(), StoreError>;

    /// Forgets all counters of a scope: its client or account is gone.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn forget(&self, scope: Scope) -> Result<(), StoreError>;
}

/// Counters as pages read them.
#[async_trait]
pub trait CounterQueries: Send + Sync {
    /// All counters of these scopes that are not 0, in one round trip.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn of(&self, scopes: &[Scope]) -> Result<Vec<(Scope, Counter, i64)>, StoreError>;

    /// All counters of all scopes that are not 0, also of those that have no ticket: for the command below.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn all(&self) -> Result<Vec<(Scope, Counter, i64)>, StoreError>;

    /// The same, counted anew from the tickets and ratings themselves: slow, for the command that checks
    /// whether the kept ones are right.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn recounted(&self) -> Result<Vec<(Scope, Counter, i64)>, StoreError>;
}

//! Trying a unit of work again, whole, when the store asks for that.

use std::time::Duration;

use frontdesk_domain::accounts::Account;
use frontdesk_domain::ports::{Entropy, Store, StoreError, UnitOfWork};

use crate::AppError;

/// What a unit of work came to: an answer, a refusal that nothing was stored for, or the store's own error.
pub(crate) type Ended<T> = Result<Result<T, AppError>, StoreError>;

/// Keeps a changed account. If someone was quicker, the unit of work is tried again with what they left.
pub(crate) async fn save(unit: &dyn UnitOfWork, account: &Account, read: i32) -> Result<(), StoreError> {
    match unit.accounts().save(account, read).await {
        Err(StoreError::Conflict) => Err(StoreError::Again),
        saved => saved,
    }
}

const TRIES: u32 = 6;

/// Runs `unit` until it ends otherwise than by [`StoreError::Again`], at most six times, with a short
/// random wait between: two that met once should not meet again.
pub(crate) async fn tried_again<T, F, Unit>(entropy: &dyn Entropy, mut unit: F) -> Result<T, StoreError>
where
    F: FnMut() -> Unit,
    Unit: Future<Output = Result<T, StoreError>>,
{
    for turn in 1..TRIES {
        match unit().await {
            Err(StoreError::Again) => {
                let longest = Duration::from_millis(10) * 2u32.pow(turn);
                tokio::time::sleep(longest.mul_f64(entropy.fraction())).await;
            }
            ended => return ended,
        }
    }
    unit().await
}

/// Returns once everything is durable that stood in the way of an earlier unit of work. Several units may
/// become durable together, so what one of them collided with can be written and yet be invisible to
/// everyone who reads; a unit that begins later is durable later, even an empty one.
pub(crate) async fn others_durable(entropy: &dyn Entropy, store: &dyn Store) -> Result<(), StoreError> {
    tried_again(entropy, || async { store.begin().await?.commit().await }).await
}

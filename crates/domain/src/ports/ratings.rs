use async_trait::async_trait;

use super::StoreError;
use crate::feedback::Feedback;
use crate::tickets::TicketNumber;

/// The feedback, inside a unit of work: at most one for each ticket.
#[async_trait]
pub trait Ratings: Send + Sync {
    /// Keeps a rating in the place of an older one, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn put(&self, feedback: &Feedback) -> Result<(), StoreError>;

    /// The rating of a ticket.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn of(&self, ticket: TicketNumber) -> Result<Option<Feedback>, StoreError>;
}

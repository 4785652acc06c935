use async_trait::async_trait;

use super::StoreError;
use crate::tasks::{NewTask, Task, TaskId};
use crate::tickets::TicketNumber;

/// The tasks, inside a unit of work. A task is reached through its own ticket only.
#[async_trait]
pub trait Tasks: Send + Sync {
    /// Keeps a new task.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn insert(&self, task: &NewTask) -> Result<TaskId, StoreError>;

    /// The tasks of a ticket, in their order.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn of(&self, ticket: TicketNumber) -> Result<Vec<Task>, StoreError>;

    /// Keeps a changed task.
    ///
    /// # Errors
    /// `Conflict` when its ticket has no such task.
    async fn save(&self, task: &Task) -> Result<(), StoreError>;

    /// Removes a task of that ticket.
    ///
    /// # Errors
    /// `Conflict` when its ticket has no such task.
    async fn remove(&self, ticket: TicketNumber, id: TaskId) -> Result<(), StoreError>;
}

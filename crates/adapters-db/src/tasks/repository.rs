use async_trait::async_trait;
use frontdesk_domain::ports::{StoreError, Tasks};
use frontdesk_domain::tasks::{NewTask, Task, TaskId};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;

use super::row::{TaskRow, task_columns};
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const OF: &str = concat!(
    "SELECT ",
    task_columns!(),
    " FROM task k WHERE k.ticket_number = ? ORDER BY k.position, k.id"
);
/// Also where nothing changes: MariaDB tells how many rows it found.
const SAVE: &str = "UPDATE task SET body = ?, audience = ?, done_at = ?, position = ? \
    WHERE id = ? AND ticket_number = ?";

#[async_trait]
impl Tasks for SeaUnitOfWork {
    async fn insert(&self, task: &NewTask) -> Result<TaskId, StoreError> {
        let NewTask {
            ticket,
            text,
            audience,
            position,
            created_at,
        } = task;
        let columns = [
            ("ticket_number", ticket.0.into()),
            ("body", text.as_str().into()),
            ("audience", audience.key().into()),
            ("position", (*position).into()),
            ("created_at", created_at.as_micros().into()),
        ];
        self.insert("task", "id", columns).await.map(TaskId)
    }

    async fn of(&self, ticket: TicketNumber) -> Result<Vec<Task>, StoreError> {
        let rows: Vec<TaskRow> = self.all(Sql::new(OF).bind(ticket.0)).await?;
        rows.into_iter().map(TaskRow::read).collect()
    }

    async fn save(&self, task: &Task) -> Result<(), StoreError> {
        let sql = Sql::new(SAVE)
            .bind(task.text.as_str())
            .bind(task.audience.key())
            .bind(task.done_at.map(Timestamp::as_micros))
            .bind(task.position)
            .bind(task.id.0)
            .bind(task.ticket.0);
        changed(self.execute(sql).await?)
    }

    async fn remove(&self, ticket: TicketNumber, id: TaskId) -> Result<(), StoreError> {
        let sql = Sql::new("DELETE FROM task WHERE id = ? AND ticket_number = ?");
        changed(self.execute(sql.bind(id.0).bind(ticket.0)).await?)
    }
}

fn changed(rows: u64) -> Result<(), StoreError> {
    (rows > 0).then_some(()).ok_or(StoreError::Conflict)
}

use crate::sql::packed;
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tasks::{Audience, Task, TaskId, TaskText};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;

/// The columns of [`TaskRow`], of a `task k`.
macro_rules! task_columns {
    () => {
        "k.id, k.ticket_number, k.body, k.audience, k.done_at, k.position, k.created_at"
    };
}
pub(crate) use task_columns;

packed! {
    pub(crate) struct TaskRow {
        id: i64,
        ticket_number: i64,
        body: String,
        audience: String,
        done_at: Option<i64>,
        position: i32,
        created_at: i64,
    }
}

impl TaskRow {
    /// The task that the row says.
    pub(crate) fn read(self) -> Result<Task, StoreError> {
        let Self {
            id,
            ticket_number,
            body,
            audience,
            done_at,
            position,
            created_at,
        } = self;
        let damaged = |column| StoreError::Corrupt {
            table: "task",
            column,
            id: id.to_string(),
        };
        Ok(Task {
            id: TaskId(id),
            ticket: TicketNumber(ticket_number),
            text: TaskText::parse(&body).map_err(|_| damaged("body"))?,
            audience: Audience::from_key(&audience).ok_or_else(|| damaged("audience"))?,
            done_at: done_at.map(Timestamp::from_micros),
            position,
            created_at: Timestamp::from_micros(created_at),
        })
    }
}

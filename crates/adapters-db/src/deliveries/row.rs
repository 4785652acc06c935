use frontdesk_domain::deliveries::{Delivery, DeliveryId, Job, State};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

/// The columns of [`DeliveryRow`], of an `outbox o`.
macro_rules! delivery_columns {
    () => {
        "o.id, o.job, o.ticket_number, o.state, o.attempts, o.checks, o.due_at, o.created_at, o.last_error"
    };
}
pub(super) use delivery_columns;

#[derive(FromQueryResult)]
pub(super) struct DeliveryRow {
    id: i64,
    job: String,
    ticket_number: i64,
    state: String,
    attempts: i32,
    checks: i32,
    due_at: i64,
    created_at: i64,
    last_error: Option<String>,
}

impl DeliveryRow {
    /// The delivery that the row says.
    pub(super) fn read(self) -> Result<Delivery, StoreError> {
        let Self {
            id,
            job,
            ticket_number,
            state,
            attempts,
            checks,
            due_at,
            created_at,
            last_error,
        } = self;
        Ok(Delivery {
            id: DeliveryId(id),
            job: Job::from_key(&job).ok_or_else(|| corrupt("job", id))?,
            ticket: TicketNumber(ticket_number),
            state: State::from_key(&state).ok_or_else(|| corrupt("state", id))?,
            attempts,
            checks,
            due_at: Timestamp::from_micros(due_at),
            created_at: Timestamp::from_micros(created_at),
            last_error,
        })
    }
}

pub(super) fn corrupt(column: &'static str, id: impl ToString) -> StoreError {
    let id = id.to_string();
    StoreError::Corrupt {
        table: "outbox",
        column,
        id,
    }
}

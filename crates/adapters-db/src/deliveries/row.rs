use frontdesk_domain::deliveries::{About, Delivery, DeliveryId, Job, State};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

/// The columns of [`DeliveryRow`], of a `delivery d`.
macro_rules! delivery_columns {
    () => {
        "d.id, d.job, d.about, d.about_id, d.state, d.attempts, d.checks, d.due_at, d.not_after, d.created_at, \
         d.last_error"
    };
}
pub(super) use delivery_columns;

#[derive(FromQueryResult)]
pub(super) struct DeliveryRow {
    id: i64,
    job: String,
    about: String,
    about_id: i64,
    state: String,
    attempts: i32,
    checks: i32,
    due_at: i64,
    not_after: Option<i64>,
    created_at: i64,
    last_error: Option<String>,
}

impl DeliveryRow {
    /// The delivery that the row says.
    pub(super) fn read(self) -> Result<Delivery, StoreError> {
        let Self {
            id,
            job,
            about,
            about_id,
            state,
            attempts,
            checks,
            due_at,
            not_after,
            created_at,
            last_error,
        } = self;
        Ok(Delivery {
            id: DeliveryId(id),
            job: Job::from_key(&job).ok_or_else(|| corrupt("job", id))?,
            about: About::from_stored(&about, about_id).ok_or_else(|| corrupt("about", id))?,
            state: State::from_key(&state).ok_or_else(|| corrupt("state", id))?,
            attempts,
            checks,
            due_at: Timestamp::from_micros(due_at),
            not_after: not_after.map(Timestamp::from_micros),
            created_at: Timestamp::from_micros(created_at),
            last_error,
        })
    }
}

pub(super) fn corrupt(column: &'static str, id: impl ToString) -> StoreError {
    let id = id.to_string();
    StoreError::Corrupt {
        table: "delivery",
        column,
        id,
    }
}

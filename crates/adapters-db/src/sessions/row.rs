use frontdesk_domain::auth::{Level, Session, SessionId};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::holder;

/// The columns of [`SessionRow`], of a `session s`.
macro_rules! session_columns {
    () => {
        "s.id, s.account_id, s.client_id, s.session_version, s.level, s.remembered, s.device, s.created_at, \
         s.last_seen_at, s.proved_at, s.ends_at"
    };
}
pub(super) use session_columns;

#[derive(FromQueryResult)]
pub(super) struct SessionRow {
    id: i64,
    account_id: Option<i64>,
    client_id: Option<i64>,
    session_version: i32,
    level: String,
    remembered: bool,
    device: String,
    created_at: i64,
    last_seen_at: i64,
    proved_at: i64,
    ends_at: i64,
}

impl SessionRow {
    /// The session that the row says.
    pub(super) fn read(self) -> Result<Session, StoreError> {
        let Self {
            id,
            account_id,
            client_id,
            session_version,
            level,
            remembered,
            device,
            created_at,
            last_seen_at,
            proved_at,
            ends_at,
        } = self;
        Ok(Session {
            id: SessionId(id),
            holder: holder::read(account_id, client_id).ok_or_else(|| corrupt("account_id", id))?,
            session_version,
            level: Level::from_key(&level).ok_or_else(|| corrupt("level", id))?,
            remembered,
            device,
            created_at: Timestamp::from_micros(created_at),
            last_seen_at: Timestamp::from_micros(last_seen_at),
            proved_at: Timestamp::from_micros(proved_at),
            ends_at: Timestamp::from_micros(ends_at),
        })
    }
}

pub(super) fn corrupt(column: &'static str, id: i64) -> StoreError {
    let id = id.to_string();
    StoreError::Corrupt {
        table: "session",
        column,
        id,
    }
}

use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{Presences, StoreError};
use frontdesk_domain::presence::{Doing, Presence};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::sweep::{Sweep, sweep};
use crate::unit_of_work::SeaUnitOfWork;

const BEFORE: &str = "SELECT doing, seen_at FROM presence WHERE account_id = ? AND ticket_number = ?";
const LEAVE: &str = "DELETE FROM presence WHERE account_id = ? AND ticket_number = ?";

pub(crate) const SWEEP: Sweep = sweep!("presence", "seen_at");

#[derive(FromQueryResult)]
struct PresenceRow {
    doing: String,
    seen_at: i64,
}

#[async_trait]
impl Presences for SeaUnitOfWork {
    async fn put(&self, presence: &Presence) -> Result<bool, StoreError> {
        let Presence {
            ticket,
            account,
            doing: now_doing,
            seen_at,
        } = presence;
        let sql = Sql::new(BEFORE).bind(account.0).bind(ticket.0);
        let before: Option<PresenceRow> = self.one(sql).await?;
        let columns = [
            ("account_id", account.0.into()),
            ("ticket_number", ticket.0.into()),
            ("doing", now_doing.key().into()),
            ("seen_at", seen_at.as_micros().into()),
        ];
        self.execute(Sql::upsert(self.engine()?, "presence", 2, columns))
            .await?;
        let Some(row) = before else { return Ok(true) };
        let before = Presence {
            doing: doing(&row.doing, account.0)?,
            seen_at: Timestamp::from_micros(row.seen_at),
            ..*presence
        };
        Ok(!before.is_fresh(*seen_at) || before.doing != *now_doing)
    }

    async fn leave(&self, account: AccountId, ticket: TicketNumber) -> Result<(), StoreError> {
        let sql = Sql::new(LEAVE).bind(account.0).bind(ticket.0);
        self.execute(sql).await.map(drop)
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        let last = before.before(Duration::from_micros(1));
        self.forget_ended(&SWEEP, last).await
    }
}

pub(crate) fn doing(word: &str, account: i64) -> Result<Doing, StoreError> {
    Doing::from_key(word).ok_or_else(|| StoreError::Corrupt {
        table: "presence",
        column: "doing",
        id: account.to_string(),
    })
}

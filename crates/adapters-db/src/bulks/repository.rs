use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::bulk::{Bulk, BulkId};
use frontdesk_domain::ports::{Bulks, StoreError};
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use super::items;
use crate::sql::Sql;
use crate::sweep::{Sweep, sweep};
use crate::unit_of_work::SeaUnitOfWork;

const GET: &str = "SELECT account_id, done_at, items FROM bulk WHERE id = ?";

pub(crate) const SWEEP: Sweep = sweep!("bulk", "done_at");

#[derive(FromQueryResult)]
struct BulkRow {
    account_id: i64,
    done_at: i64,
    items: String,
}

#[async_trait]
impl Bulks for SeaUnitOfWork {
    async fn insert(&self, bulk: &Bulk) -> Result<BulkId, StoreError> {
        let columns = [
            ("account_id", bulk.by.0.into()),
            ("done_at", bulk.at.as_micros().into()),
            ("items", items::to_text(&bulk.items).into()),
        ];
        self.insert("bulk", "id", columns).await.map(BulkId)
    }

    async fn get(&self, id: BulkId) -> Result<Option<Bulk>, StoreError> {
        let row: Option<BulkRow> = self.one(Sql::new(GET).bind(id.0)).await?;
        let read = |row: BulkRow| {
            let items = items::from_text(&row.items).ok_or_else(|| StoreError::Corrupt {
                table: "bulk",
                column: "items",
                id: id.0.to_string(),
            })?;
            Ok(Bulk {
                by: AccountId(row.account_id),
                at: Timestamp::from_micros(row.done_at),
                items,
            })
        };
        row.map(read).transpose()
    }

    async fn remove(&self, id: BulkId) -> Result<bool, StoreError> {
        let sql = Sql::new("DELETE FROM bulk WHERE id = ?");
        Ok(self.execute(sql.bind(id.0)).await? == 1)
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        let last = before.before(Duration::from_micros(1));
        self.forget_ended(&SWEEP, last).await
    }
}

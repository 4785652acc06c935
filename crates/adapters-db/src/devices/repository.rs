use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{Devices, StoreError};
use frontdesk_domain::secrets::TokenHash;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::Engine;
use crate::sql::Sql;
use crate::sweep::{Sweep, sweep};
use crate::unit_of_work::SeaUnitOfWork;

pub(crate) const IS_KNOWN: &str = "SELECT known_until FROM device WHERE account_id = ? AND hash = ?";

const REMEMBER: &str = "INSERT INTO device (account_id, hash, known_until) VALUES (?, ?, ?) \
    ON CONFLICT (account_id, hash) DO UPDATE SET known_until = excluded.known_until";
const REMEMBER_MARIA: &str = "INSERT INTO device (account_id, hash, known_until) VALUES (?, ?, ?) \
    ON DUPLICATE KEY UPDATE known_until = VALUES(known_until)";

pub(crate) const SWEEP: Sweep = sweep!("device", "known_until");

#[derive(FromQueryResult)]
struct KnownRow {
    known_until: i64,
}

#[async_trait]
impl Devices for SeaUnitOfWork {
    async fn is_known(
        &self,
        account: AccountId,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = Sql::new(IS_KNOWN).bind(account.0).bind(hash.as_bytes().to_vec());
        let row: Option<KnownRow> = self.one(sql).await?;
        Ok(row.is_some_and(|row| row.known_until > now.as_micros()))
    }

    async fn remember(
        &self,
        account: AccountId,
        hash: &TokenHash,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let text = if self.engine()? == Engine::MariaDb {
            REMEMBER_MARIA
        } else {
            REMEMBER
        };
        let sql = Sql::new(text)
            .bind(account.0)
            .bind(hash.as_bytes().to_vec())
            .bind(until.as_micros());
        self.execute(sql).await.map(drop)
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.forget_ended(&SWEEP, now).await
    }
}

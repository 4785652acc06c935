use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{RecoveryCodes, StoreError};
use frontdesk_domain::secrets::TokenHash;
use sea_orm::FromQueryResult;

use crate::Engine;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

/// Two that replace an account's codes at once would leave those of both. SQLite has one writer.
const ALONE: &str = "SELECT id AS found FROM account WHERE id = ? FOR UPDATE";

pub(crate) const TAKE_ALL: &str = "DELETE FROM recovery_code WHERE account_id = ?";
const GIVE: &str = "INSERT INTO recovery_code (account_id, hash) VALUES (?, ?)";
pub(crate) const USE_UP: &str = "DELETE FROM recovery_code WHERE account_id = ? AND hash = ?";
pub(crate) const LEFT: &str = "SELECT COUNT(*) AS found FROM recovery_code WHERE account_id = ?";

#[derive(FromQueryResult)]
struct Found {
    found: i64,
}

#[async_trait]
impl RecoveryCodes for SeaUnitOfWork {
    async fn replace(&self, account: AccountId, hashes: &[TokenHash]) -> Result<(), StoreError> {
        if self.engine()? != Engine::Sqlite {
            self.one::<Found>(Sql::new(ALONE).bind(account.0)).await?;
        }
        self.execute(Sql::new(TAKE_ALL).bind(account.0)).await?;
        for hash in hashes {
            let give = Sql::new(GIVE).bind(account.0).bind(hash.as_bytes().to_vec());
            self.execute(give).await?;
        }
        Ok(())
    }

    async fn use_up(&self, account: AccountId, hash: &TokenHash) -> Result<bool, StoreError> {
        let sql = Sql::new(USE_UP).bind(account.0).bind(hash.as_bytes().to_vec());
        Ok(self.execute(sql).await? == 1)
    }

    async fn left(&self, account: AccountId) -> Result<u32, StoreError> {
        let row: Option<Found> = self.one(Sql::new(LEFT).bind(account.0)).await?;
        Ok(row.map_or(0, |row| u32::try_from(row.found).unwrap_or(u32::MAX)))
    }
}

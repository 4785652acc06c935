use async_trait::async_trait;
use frontdesk_domain::auth::{CodeId, LinkPurpose, NewLink};
use frontdesk_domain::ports::{Links, StoreError};
use frontdesk_domain::secrets::TokenHash;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::sweep::{Sweep, sweep};
use crate::unit_of_work::SeaUnitOfWork;

/// What is used or void is gone. Of two issued at once for one account, a constraint refuses one, which is
/// tried again and then voids the other.
pub(crate) const VOID: &str = "DELETE FROM link WHERE account_id = ? AND purpose = ?";
pub(crate) const VOID_OF_NOBODY: &str = "DELETE FROM link WHERE account_id IS NULL AND purpose = ?";

const ISSUE: &str =
    "INSERT INTO link (hash, purpose, account_id, code_id, expires_at) VALUES (?, ?, ?, ?, ?)";

pub(crate) const GOOD: &str = "SELECT code_id FROM link WHERE hash = ? AND purpose = ? AND expires_at > ?";
pub(crate) const USE_UP: &str = "DELETE FROM link WHERE hash = ? AND purpose = ? AND expires_at > ?";

pub(crate) const SWEEP: Sweep = sweep!("link", "expires_at");

#[derive(FromQueryResult)]
struct GoodRow {
    code_id: Option<i64>,
}

#[async_trait]
impl Links for SeaUnitOfWork {
    async fn issue(&self, link: &NewLink) -> Result<(), StoreError> {
        let NewLink {
            hash,
            purpose,
            account,
            code,
            expires_at,
        } = link;
        let account = account.map(|account| account.0);
        let void = match account {
            Some(account) => Sql::new(VOID).bind(account).bind(purpose.key()),
            None => Sql::new(VOID_OF_NOBODY).bind(purpose.key()),
        };
        self.execute(void).await?;
        let issue = Sql::new(ISSUE)
            .bind(hash.as_bytes().to_vec())
            .bind(purpose.key())
            .bind(account)
            .bind(code.map(|code| code.0))
            .bind(expires_at.as_micros());
        self.execute(issue).await.map(drop)
    }

    async fn good(
        &self,
        hash: &TokenHash,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<Option<CodeId>>, StoreError> {
        let row: Option<GoodRow> = self.one(asked(GOOD, hash, purpose, now)).await?;
        Ok(row.map(|row| row.code_id.map(CodeId)))
    }

    async fn use_up(
        &self,
        hash: &TokenHash,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        Ok(self.execute(asked(USE_UP, hash, purpose, now)).await? == 1)
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.forget_ended(&SWEEP, now).await
    }
}

fn asked(text: &'static str, hash: &TokenHash, purpose: LinkPurpose, now: Timestamp) -> Sql {
    Sql::new(text)
        .bind(hash.as_bytes().to_vec())
        .bind(purpose.key())
        .bind(now.as_micros())
}

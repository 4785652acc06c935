use async_trait::async_trait;
use frontdesk_domain::accounts::{Account, AccountId, NewAccount, Username};
use frontdesk_domain::clients::{ClientId, Email};
use frontdesk_domain::ports::{Accounts, StoreError};
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use super::row::{AccountRow, account_columns, columns};
use crate::Engine;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

macro_rules! account_where {
    ($condition:literal) => {
        concat!(
            "SELECT ",
            account_columns!(),
            " FROM account a WHERE ",
            $condition
        )
    };
}

const BY_ID: &str = account_where!("a.id = ?");
pub(crate) const BY_EMAIL: &str = account_where!("a.email_key = ?");
pub(crate) const BY_USERNAME: &str = account_where!("a.username = ?");
pub(crate) const BY_CLIENT: &str = account_where!("a.client_id = ?");

/// A row that everyone changes who counts: the next one waits until this unit of work ends.
const LOCK_ADMINS: &str = "UPDATE admin_lock SET taken = taken + 1 WHERE id = 1";
pub(crate) const ADMINS: &str =
    "SELECT COUNT(*) AS counted FROM account WHERE role = 'admin' AND state = 'active'";

/// One whose e-mail is proved while it waits for the deletion is kept.
pub(crate) const SWEEP: &str = "DELETE FROM account WHERE state = 'unverified' AND id IN \
    (SELECT id FROM account WHERE state = 'unverified' AND created_at < ? ORDER BY created_at LIMIT {limit})";
/// MariaDB takes no limit in such a subquery, but one in the deletion itself.
const SWEEP_MARIA: &str =
    "DELETE FROM account WHERE state = 'unverified' AND created_at < ? ORDER BY created_at LIMIT {limit}";

/// Accounts a sweep takes, each with all that hangs on it.
const AT_ONCE: u16 = 300;

#[derive(FromQueryResult)]
struct CountRow {
    counted: i64,
}

#[async_trait]
impl Accounts for SeaUnitOfWork {
    async fn insert(&self, account: &NewAccount) -> Result<AccountId, StoreError> {
        let first = Account::first(AccountId(0), account.clone());
        let id = self
            .insert("account", "id", columns(&first))
            .await
            .map(AccountId)?;
        let account = Account { id, ..first };
        self.note_waiting(id).await?;
        self.keep_words(&account).await?;
        Ok(id)
    }

    async fn get(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        self.account(Sql::new(BY_ID).bind(id.0)).await
    }

    async fn by_email(&self, email: &Email) -> Result<Option<Account>, StoreError> {
        self.account(Sql::new(BY_EMAIL).bind(email.folded())).await
    }

    async fn by_username(&self, username: &Username) -> Result<Option<Account>, StoreError> {
        self.account(Sql::new(BY_USERNAME).bind(username.as_str())).await
    }

    async fn by_client(&self, client: ClientId) -> Result<Option<Account>, StoreError> {
        self.account(Sql::new(BY_CLIENT).bind(client.0)).await
    }

    async fn save(&self, account: &Account, read: i32) -> Result<(), StoreError> {
        let sql = Sql::update("account", columns(account), "id = ? AND version = ?");
        if self.execute(sql.bind(account.id.0).bind(read)).await? == 0 {
            return Err(StoreError::Conflict);
        }
        self.note_waiting(account.id).await?;
        self.keep_words(account).await
    }

    async fn delete(&self, id: AccountId) -> Result<(), StoreError> {
        let sql = Sql::new("DELETE FROM account WHERE id = ?");
        self.execute(sql.bind(id.0)).await.map(drop)
    }

    async fn lock_admins(&self) -> Result<u32, StoreError> {
        self.execute(Sql::new(LOCK_ADMINS)).await?;
        let row: Option<CountRow> = self.one(Sql::new(ADMINS)).await?;
        let counted = row.map_or(0, |row| row.counted);
        Ok(u32::try_from(counted).unwrap_or(u32::MAX))
    }

    async fn sweep_unverified(&self, before: Timestamp) -> Result<u64, StoreError> {
        let text = if self.engine()? == Engine::MariaDb {
            SWEEP_MARIA
        } else {
            SWEEP
        };
        self.execute(Sql::new(text).bind(before.as_micros()).limit(AT_ONCE))
            .await
    }
}

impl SeaUnitOfWork {
    async fn account(&self, sql: Sql) -> Result<Option<Account>, StoreError> {
        let row: Option<AccountRow> = self.one(sql).await?;
        row.map(AccountRow::read).transpose()
    }
}

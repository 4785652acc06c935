use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use frontdesk_domain::ports::{
    Accounts, Attempts, Bulks, Categories, Clients, Counters, Deliveries, Devices, Drafts, Letters, Links,
    Notes, Notices, OneTimeCodes, Presences, Ratings, RecoveryCodes, Replies, RoleRequests, SavedReplies,
    Sessions, Store, StoreError, Tasks, Throttles, Tickets, UnitOfWork,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, TransactionTrait, Value};

use crate::database::Write;
use crate::engine::Engine;
use crate::error::{commit_error, store_error};
use crate::group::Turn;
use crate::sql::{self, Sql};
use crate::tickets::TextsRead;
use crate::{Database, SCHEMA_VERSION};

/// The store.
#[derive(Clone)]
pub struct SeaStore {
    database: Database,
}

impl SeaStore {
    pub(crate) fn new(database: Database) -> Self {
        Self { database }
    }

    pub(crate) async fn unit(&self) -> Result<SeaUnitOfWork, StoreError> {
        let work = match &self.database.write {
            Write::Grouped(writer) => Work::Grouped(writer.begin().await?),
            Write::Pool(db) => Work::Alone(db.begin().await.map_err(store_error)?),
        };
        let spent = AtomicBool::new(false);
        let texts = TextsRead::default();
        Ok(SeaUnitOfWork { work, spent, texts })
    }
}

#[derive(FromQueryResult)]
struct InstallationRow {
    token: Vec<u8>,
}

#[async_trait]
impl Store for SeaStore {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        Ok(Box::new(self.unit().await?))
    }

    async fn installation(&self) -> Result<[u8; 16], StoreError> {
        let sql = Sql::new("SELECT token FROM installation WHERE id = 1");
        let row: Option<InstallationRow> = sql.one(&self.database.read).await.map_err(store_error)?;
        let token = row.and_then(|row| row.token.try_into().ok());
        token.ok_or(StoreError::Corrupt {
            table: "installation",
            column: "token",
            id: "1".into(),
        })
    }

    async fn check(&self) -> Result<(), StoreError> {
        match self.database.schema_version().await? {
            SCHEMA_VERSION => Ok(()),
            found => Err(StoreError::Unavailable(format!(
                "its schema is {found}, this program needs {SCHEMA_VERSION}: run `frontdesk migrate`"
            ))),
        }
    }
}

/// A transaction, with every repository on it (each in its feature's folder).
pub(crate) struct SeaUnitOfWork {
    work: Work,
    /// Whether a statement failed. PostgreSQL answers "ok" to the commit of a failed transaction and rolls
    /// it back, so it must not come to a commit.
    spent: AtomicBool,
    /// The texts of tickets as they were read here: what was not changed need not be indexed anew.
    pub(crate) texts: TextsRead,
}

enum Work {
    Alone(DatabaseTransaction),
    Grouped(Turn),
}

impl SeaUnitOfWork {
    fn transaction(&self) -> Result<&DatabaseTransaction, StoreError> {
        match &self.work {
            Work::Alone(tx) => Ok(tx),
            Work::Grouped(turn) => turn.transaction(),
        }
    }

    fn failed(&self, error: DbErr) -> StoreError {
        self.spent.store(true, Ordering::Relaxed);
        store_error(error)
    }

    pub(crate) fn engine(&self) -> Result<Engine, StoreError> {
        Ok(Engine::of(self.transaction()?.get_database_backend()))
    }

    pub(crate) async fn execute(&self, sql: Sql) -> Result<u64, StoreError> {
        let changed = sql.execute(self.transaction()?).await;
        changed.map_err(|error| self.failed(error))
    }

    pub(crate) async fn one<R: FromQueryResult>(&self, sql: Sql) -> Result<Option<R>, StoreError> {
        let row = sql.one(self.transaction()?).await;
        row.map_err(|error| self.failed(error))
    }

    pub(crate) async fn all<R: FromQueryResult>(&self, sql: Sql) -> Result<Vec<R>, StoreError> {
        let rows = sql.all(self.transaction()?).await;
        rows.map_err(|error| self.failed(error))
    }

    /// Keeps a new row and gives the value of its column `key`, which the store chose.
    pub(crate) async fn insert<const N: usize>(
        &self,
        table: &'static str,
        key: &'static str,
        columns: [(&'static str, Value); N],
    ) -> Result<i64, StoreError> {
        let key = sql::insert(self.transaction()?, table, key, columns).await;
        key.map_err(|error| self.failed(error))
    }
}

#[async_trait]
impl UnitOfWork for SeaUnitOfWork {
    fn clients(&self) -> &dyn Clients {
        self
    }
    fn tickets(&self) -> &dyn Tickets {
        self
    }
    fn replies(&self) -> &dyn Replies {
        self
    }
    fn counters(&self) -> &dyn Counters {
        self
    }
    fn notes(&self) -> &dyn Notes {
        self
    }
    fn tasks(&self) -> &dyn Tasks {
        self
    }
    fn ratings(&self) -> &dyn Ratings {
        self
    }
    fn drafts(&self) -> &dyn Drafts {
        self
    }
    fn saved_replies(&self) -> &dyn SavedReplies {
        self
    }
    fn categories(&self) -> &dyn Categories {
        self
    }
    fn bulks(&self) -> &dyn Bulks {
        self
    }
    fn presences(&self) -> &dyn Presences {
        self
    }
    fn notices(&self) -> &dyn Notices {
        self
    }
    fn deliveries(&self) -> &dyn Deliveries {
        self
    }
    fn throttles(&self) -> &dyn Throttles {
        self
    }
    fn accounts(&self) -> &dyn Accounts {
        self
    }
    fn role_requests(&self) -> &dyn RoleRequests {
        self
    }
    fn sessions(&self) -> &dyn Sessions {
        self
    }
    fn codes(&self) -> &dyn OneTimeCodes {
        self
    }
    fn links(&self) -> &dyn Links {
        self
    }
    fn recovery_codes(&self) -> &dyn RecoveryCodes {
        self
    }
    fn devices(&self) -> &dyn Devices {
        self
    }
    fn attempts(&self) -> &dyn Attempts {
        self
    }
    fn letters(&self) -> &dyn Letters {
        self
    }

    async fn commit(self: Box<Self>) -> Result<(), StoreError> {
        if self.spent.load(Ordering::Relaxed) {
            return Err(StoreError::Backend(
                "a unit of work was committed after an error".into(),
            ));
        }
        match self.work {
            Work::Alone(tx) => tx.commit().await.map_err(commit_error),
            Work::Grouped(turn) => turn.commit().await,
        }
    }
}

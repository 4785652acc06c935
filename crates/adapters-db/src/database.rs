use std::path::{Path, PathBuf};

use sea_orm::{DatabaseConnection, FromQueryResult};

use crate::group::Writer;
use crate::schema::{self, Migrated};
use crate::sql::Sql;
use crate::{DatabaseError, Engine, SeaQueries, SeaStore};

/// An open database.
#[derive(Clone)]
pub struct Database {
    pub(crate) engine: Engine,
    pub(crate) write: Write,
    pub(crate) read: DatabaseConnection,
    /// The file of an SQLite database that has one.
    pub(crate) file: Option<PathBuf>,
}

/// How units of work reach the engine.
#[derive(Clone)]
pub(crate) enum Write {
    /// One after another on one connection, committed in groups: SQLite.
    Grouped(Writer),
    /// Side by side.
    Pool(DatabaseConnection),
}

#[derive(FromQueryResult)]
struct TextRow {
    found: String,
}

impl Database {
    /// Which engine it is.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The engine's own version: `3.51.3`, `15.14 (Debian …)`.
    ///
    /// # Errors
    /// [`DatabaseError::Store`] when it does not answer.
    pub async fn engine_version(&self) -> Result<String, DatabaseError> {
        let sql = match self.engine {
            Engine::Sqlite => Sql::new("SELECT sqlite_version() AS found"),
            Engine::Postgres => Sql::new("SELECT current_setting('server_version') AS found"),
            Engine::MariaDb => Sql::new("SELECT VERSION() AS found"),
        };
        let row: Option<TextRow> = sql.one(&self.read).await?;
        Ok(row.map(|row| row.found).unwrap_or_default())
    }

    /// Which schema it has; 0 if none.
    ///
    /// # Errors
    /// [`StoreError`](frontdesk_domain::ports::StoreError) when it does not answer.
    pub async fn schema_version(&self) -> Result<i64, frontdesk_domain::ports::StoreError> {
        schema::version(&self.read)
            .await
            .map_err(crate::error::store_error)
    }

    /// Brings the schema up to date, under a lock that holds across processes. An SQLite file that already
    /// holds a schema is copied beside itself first.
    ///
    /// # Errors
    /// [`DatabaseError::Newer`] when a later version of this program wrote it.
    pub async fn migrate(&self) -> Result<Migrated, DatabaseError> {
        schema::migrate(self).await
    }

    /// The store: units of work.
    #[must_use]
    pub fn store(&self) -> SeaStore {
        SeaStore::new(self.clone())
    }

    /// What pages and monitors ask, and the mailbox.
    #[must_use]
    pub fn queries(&self) -> SeaQueries {
        SeaQueries::new(self.clone())
    }

    /// The connection that writes outside units of work.
    pub(crate) fn writer(&self) -> &DatabaseConnection {
        match &self.write {
            Write::Grouped(writer) => writer.connection(),
            Write::Pool(db) => db,
        }
    }

    /// The file of an SQLite database that has one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Closes every connection. SQLite then has everything in its one file.
    ///
    /// # Errors
    /// [`DatabaseError::Store`] when a connection could not be closed properly.
    pub async fn close(self) -> Result<(), DatabaseError> {
        self.read.clone().close().await?;
        self.writer().clone().close().await?;
        Ok(())
    }
}

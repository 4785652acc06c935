//! The schema and how it comes into being.
//!
//! Own runner: `sea-orm-migration` has no lock across processes and no refusal of a newer schema. To add a
//! migration, append it to the newest part of [`migrations`] with the next version; never change one that was released. On
//! PostgreSQL and SQLite all of it is one transaction. MariaDB commits each statement by itself, so each
//! must be one that can be run again after the process was killed.

mod fold;
mod lock;
mod look;
mod migrations;
mod table;

use std::path::{Path, PathBuf};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use crate::sql::Sql;
use crate::{Database, DatabaseError, Engine};
use table::{Migration, Step, When};

/// The schema this program knows.
pub const SCHEMA_VERSION: i64 = migrations::NEWEST;

/// What a migration did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The schema before; 0 if there was none.
    pub from: i64,
    /// The schema now.
    pub to: i64,
    /// The copy that was made before, on SQLite.
    pub backup: Option<PathBuf>,
}

#[derive(FromQueryResult)]
struct VersionRow {
    version: Option<i64>,
}

#[derive(FromQueryResult)]
struct TextRow {
    found: String,
}

/// The engine's own version, as it says it.
pub(crate) async fn engine_version(db: &impl ConnectionTrait) -> Result<String, DbErr> {
    let sql = match Engine::of(db.get_database_backend()) {
        Engine::Sqlite => Sql::new("SELECT sqlite_version() AS found"),
        Engine::Postgres => Sql::new("SELECT current_setting('server_version') AS found"),
        Engine::MariaDb => Sql::new("SELECT VERSION() AS found"),
    };
    let row: Option<TextRow> = sql.one(db).await?;
    Ok(row.map(|row| row.found).unwrap_or_default())
}

/// The schema's version; 0 if there is none.
pub(crate) async fn version(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    if !look::has_table(db, "schema_migration").await? {
        return Ok(0);
    }
    let sql = Sql::new("SELECT MAX(version) AS version FROM schema_migration");
    let row: Option<VersionRow> = sql.one(db).await?;
    Ok(row.and_then(|row| row.version).unwrap_or(0))
}

pub(crate) async fn migrate(database: &Database) -> Result<Migrated, DatabaseError> {
    let _alone = lock::file(database.file()).await?;
    let from = known(version(database.writer()).await?)?;
    if from == SCHEMA_VERSION {
        return Ok(Migrated {
            from,
            to: from,
            backup: None,
        });
    }
    let backup = match database.file() {
        Some(file) if from > 0 => Some(copy_beside(database, file, from).await?),
        _ => None,
    };
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let tx = database.writer().begin_with_options(immediate).await?;
    lock::take(&tx).await?;
    let applied = apply(&tx).await;
    lock::give_back(&tx).await?;
    let from = applied?;
    tx.commit().await?;
    Ok(Migrated {
        from,
        to: SCHEMA_VERSION,
        backup,
    })
}

/// Runs what is missing. Another process may have done it while this one waited.
async fn apply(tx: &DatabaseTransaction) -> Result<i64, DatabaseError> {
    let engine = Engine::of(tx.get_database_backend());
    let mysql = engine == Engine::MariaDb && !engine_version(tx).await?.contains("MariaDB");
    let run = async |statement: String| {
        let statement = if mysql {
            table::for_mysql(&statement)
        } else {
            statement
        };
        tx.execute_unprepared(&statement).await
    };
    run(table::dialect(engine, migrations::VERSIONS)).await?;
    let from = known(version(tx).await?)?;
    for migration in migrations::all().filter(|migration| migration.version > from) {
        if is_to_be_done(tx, migration).await? {
            for statement in migration.statements(engine) {
                run(statement).await?;
            }
        }
        match &migration.step {
            Step::FoldEmails => fold::emails_of_clients(tx).await?,
            Step::FoldTickets => fold::words_of_tickets(tx).await?,
            Step::Indexes(indexes) => {
                for index in *indexes {
                    if !look::has_index(tx, index.table, index.name).await? {
                        run(index.statement()).await?;
                    }
                }
            }
            Step::Table(_) | Step::Column(_) | Step::Each(_) | Step::By { .. } => {}
        }
        Sql::new("INSERT INTO schema_migration (version, name) VALUES (?, ?)")
            .bind(migration.version)
            .bind(migration.name)
            .execute(tx)
            .await?;
    }
    Ok(from)
}

async fn is_to_be_done(tx: &DatabaseTransaction, migration: &Migration) -> Result<bool, DbErr> {
    if let Step::Column(column) = &migration.step {
        return Ok(!look::has_column(tx, column.table, column.name).await?);
    }
    match migration.when {
        When::Always => Ok(true),
        When::Missing(table) => Ok(!look::has_table(tx, table).await?),
        When::Present(table) => look::has_table(tx, table).await,
    }
}

fn known(found: i64) -> Result<i64, DatabaseError> {
    if found > SCHEMA_VERSION {
        let known = SCHEMA_VERSION;
        return Err(DatabaseError::Newer { found, known });
    }
    Ok(found)
}

/// `frontdesk.db` is copied to `frontdesk.db.schema-3.bak`.
async fn copy_beside(database: &Database, file: &Path, version: i64) -> Result<PathBuf, DatabaseError> {
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".schema-{version}.bak"));
    let copy = PathBuf::from(name);
    // A copy from an earlier, interrupted try: the database is still as it was then.
    if copy.exists() {
        std::fs::remove_file(&copy).map_err(|source| DatabaseError::File {
            path: copy.clone(),
            source,
        })?;
    }
    database.backup(&copy).await?;
    Ok(copy)
}

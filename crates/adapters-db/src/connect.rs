//! Opening the engines, each with the settings that its promises need.

use std::path::Path;
use std::time::Duration;

use frontdesk_domain::ports::StoreError;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{self, Connection, Executor};
use sea_orm::{ConnectOptions, DatabaseConnection};

use crate::database::Write;
use crate::group::Writer;
use crate::settings::Place;
use crate::{Database, DatabaseError, DatabaseSettings, Engine};

/// Two readers on two cores were 15 % slower than four: each has a thread of its own.
const READERS: u32 = 4;
/// The first SQLite without the WAL-reset bug (<https://sqlite.org/wal.html#walresetbug>).
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];
/// How often a new file is tried that another one is just making, and the first wait; each is longer than the last.
const OPENINGS: u32 = 10;
const A_MOMENT: Duration = Duration::from_millis(20);

/// Opens a database. An SQLite file is made if it is missing.
///
/// # Errors
/// [`DatabaseError`] says what to mend.
pub async fn connect(settings: &DatabaseSettings) -> Result<Database, DatabaseError> {
    match settings.place()? {
        Place::Memory => memory(settings).await,
        Place::File(path) => file(settings, &path).await,
        Place::Server(engine) => server(settings, engine).await,
    }
}

async fn file(settings: &DatabaseSettings, path: &Path) -> Result<Database, DatabaseError> {
    let writer = sqlite(settings, Some(path), 1, false).await?;
    let read = sqlite(settings, Some(path), READERS, true).await?;
    let database = Database {
        engine: Engine::Sqlite,
        write: Write::Grouped(Writer::new(writer, settings.acquire_timeout)),
        read,
        file: Some(path.to_owned()),
    };
    refuse_old(database).await
}

/// One more connection to a file, for what takes long.
pub(crate) async fn single(
    settings: &DatabaseSettings,
    path: &Path,
) -> Result<DatabaseConnection, DatabaseError> {
    sqlite(settings, Some(path), 1, false).await
}

/// In memory a database lives in its one connection, which readers share with the writer.
async fn memory(settings: &DatabaseSettings) -> Result<Database, DatabaseError> {
    let only = sqlite(settings, None, 1, false).await?;
    let database = Database {
        engine: Engine::Sqlite,
        write: Write::Grouped(Writer::new(only.clone(), settings.acquire_timeout)),
        read: only,
        file: None,
    };
    refuse_old(database).await
}

async fn refuse_old(database: Database) -> Result<Database, DatabaseError> {
    let found = database.engine_version().await?;
    let numbers: Vec<u32> = found.split('.').map_while(|part| part.parse().ok()).collect();
    if numbers.as_slice() < OLDEST_SQLITE.as_slice() {
        return Err(DatabaseError::OldSqlite { found });
    }
    Ok(database)
}

async fn sqlite(
    settings: &DatabaseSettings,
    path: Option<&Path>,
    connections: u32,
    only_reads: bool,
) -> Result<DatabaseConnection, DatabaseError> {
    let mut options = pool("sqlite::memory:", connections, settings.acquire_timeout);
    options
        .min_connections(connections)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None);
    let (path, busy) = (path.map(Path::to_owned), settings.lock_timeout);
    let in_file = path.is_some();
    options.map_sqlx_sqlite_opts(move |fresh| match &path {
        Some(path) => pragmas(SqliteConnectOptions::new().filename(path), busy, only_reads),
        None => fresh.foreign_keys(true),
    });
    // A connection whose transaction could not be ended is not used again: the engine may have given the
    // transaction up by itself, while the driver still counts it as open.
    options.map_sqlx_sqlite_pool_opts(move |options| {
        options.after_release(move |connection, _| {
            let usable = !(in_file && connection.is_in_transaction());
            Box::pin(async move { Ok(usable) })
        })
    });
    // In a box: what is opened deep inside a test's futures is otherwise too deep for the compiler.
    Box::pin(opened(&options)).await
}

/// Opens it. Who opens a new file first turns it to a write-ahead log, and meanwhile SQLite refuses the others
/// at once, whatever their patience: they come again.
async fn opened(options: &ConnectOptions) -> Result<DatabaseConnection, DatabaseError> {
    for step in 1..=OPENINGS {
        match sea_orm::Database::connect(options.clone())
            .await
            .map_err(DatabaseError::from)
        {
            Err(DatabaseError::Store(StoreError::Again)) => tokio::time::sleep(A_MOMENT * step).await,
            done => return done,
        }
    }
    Ok(sea_orm::Database::connect(options.clone()).await?)
}

/// Pragmas are per connection, so they are part of the options of each.
fn pragmas(options: SqliteConnectOptions, busy: Duration, only_reads: bool) -> SqliteConnectOptions {
    use sqlx::ConnectOptions as _;
    let options = options
        .create_if_missing(true)
        .busy_timeout(busy)
        .journal_mode(SqliteJournalMode::Wal)
        // An acknowledged ticket survives the loss of power.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("temp_store", "MEMORY")
        // Negative: in KiB.
        .pragma("cache_size", "-4096")
        // A large map shows up as resident memory, for little gain.
        .pragma("mmap_size", "0")
        .disable_statement_logging();
    if only_reads {
        options.pragma("query_only", "ON")
    } else {
        options
    }
}

async fn server(settings: &DatabaseSettings, engine: Engine) -> Result<Database, DatabaseError> {
    let url = settings.url.trim();
    let url = match url.split_once("://") {
        // The names the drivers know.
        Some(("postgresql", rest)) => format!("postgres://{rest}"),
        Some(("mariadb", rest)) => format!("mysql://{rest}"),
        _ => url.to_owned(),
    };
    let mut options = pool(&url, settings.max_connections, settings.acquire_timeout);
    let patience = settings.lock_timeout;
    options
        .test_before_acquire(true)
        .map_sqlx_postgres_opts(move |options| {
            let milliseconds = patience.as_millis().max(1).to_string();
            options.options([
                ("plan_cache_mode", "force_generic_plan"),
                ("default_transaction_isolation", "read committed"),
                // By default a statement waits without end, with its connection, and all of the pool after it.
                ("lock_timeout", &milliseconds),
            ])
        })
        .map_sqlx_mysql_opts(|options| options.charset("utf8mb4"))
        .map_sqlx_mysql_pool_opts(move |options| {
            options.after_connect(move |connection, _| {
                Box::pin(async move {
                    connection.execute(MARIA_STRICT).await?;
                    connection.execute(MARIA_ISOLATION).await?;
                    let seconds = patience.as_secs().max(1);
                    let waits = sqlx::query(MARIA_WAITS).bind(seconds).bind(seconds);
                    waits.execute(connection).await.map(drop)
                })
            })
        });
    let db = sea_orm::Database::connect(options).await?;
    Ok(Database {
        engine,
        write: Write::Pool(db.clone()),
        read: db,
        file: None,
    })
}

/// Text that does not fit is an error, not cut.
const MARIA_STRICT: &str = "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,\
    ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY'";
/// As on PostgreSQL: a statement sees what was committed before it, and gaps are not locked.
const MARIA_ISOLATION: &str = "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED";
/// For a row, and for a table that is being altered: 50 seconds and a day by default.
const MARIA_WAITS: &str = "SET SESSION innodb_lock_wait_timeout = ?, SESSION lock_wait_timeout = ?";

fn pool(url: &str, connections: u32, patience: Duration) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(patience)
        .connect_timeout(patience)
        .sqlx_logging(false)
        .record_stmt_in_spans(false);
    options
}

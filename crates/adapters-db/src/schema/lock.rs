//! One migration at a time, across processes.

use std::fs::File;
use std::path::{Path, PathBuf};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult};

use crate::sql::Sql;
use crate::{DatabaseError, Engine};

/// Waits for the lock file beside an SQLite database. The operating system gives it back when the process
/// ends, however it ends. Between the copy and the migration no transaction can be open, so the database's
/// own lock is not enough.
pub(super) async fn file(database: Option<&Path>) -> Result<Option<File>, DatabaseError> {
    let Some(database) = database else { return Ok(None) };
    let mut name = database.as_os_str().to_owned();
    name.push(".migrate.lock");
    let path = PathBuf::from(name);
    let at = path.clone();
    let locked = tokio::task::spawn_blocking(move || {
        let file = File::create(&at)?;
        file.lock()?;
        Ok(file)
    });
    let locked = locked
        .await
        .unwrap_or_else(|_| Err(std::io::ErrorKind::Interrupted.into()));
    locked
        .map(Some)
        .map_err(|source| DatabaseError::File { path, source })
}

/// A migration waits as long as it takes, for another that is under way and for tables in use. PostgreSQL
/// forgets this with the transaction.
const POSTGRES_WAITS: &str = "SET LOCAL lock_timeout = 0";
/// As the server has it for everyone: a day for a table.
const MARIA_WAITS: &str = "SET @row_wait = @@SESSION.innodb_lock_wait_timeout, \
    @table_wait = @@SESSION.lock_wait_timeout, \
    SESSION innodb_lock_wait_timeout = DEFAULT, SESSION lock_wait_timeout = DEFAULT";
const MARIA_WAITS_AS_BEFORE: &str =
    "SET SESSION innodb_lock_wait_timeout = @row_wait, SESSION lock_wait_timeout = @table_wait";

/// Any number that no other program on the server is likely to use.
const POSTGRES_LOCK: &str = "SELECT pg_advisory_xact_lock(7311042)";

#[derive(FromQueryResult)]
struct Answer {
    taken: Option<i64>,
}

/// Waits for a server's lock. PostgreSQL gives it back with the transaction.
pub(super) async fn take(tx: &DatabaseTransaction) -> Result<(), DatabaseError> {
    match Engine::of(tx.get_database_backend()) {
        Engine::Sqlite => {}
        Engine::Postgres => {
            tx.execute_unprepared(POSTGRES_WAITS).await?;
            tx.execute_unprepared(POSTGRES_LOCK).await?;
        }
        Engine::MariaDb => {
            let sql = Sql::new("SELECT GET_LOCK(CONCAT('frontdesk.', DATABASE()), 120) AS taken");
            let answer: Option<Answer> = sql.one(tx).await?;
            if answer.and_then(|answer| answer.taken) != Some(1) {
                let why = DbErr::Custom("another process has been migrating for two minutes".into());
                return Err(why.into());
            }
            tx.execute_unprepared(MARIA_WAITS).await?;
        }
    }
    Ok(())
}

/// MariaDB's lock belongs to the connection, which lives on.
pub(super) async fn give_back(tx: &DatabaseTransaction) -> Result<(), DatabaseError> {
    if Engine::of(tx.get_database_backend()) == Engine::MariaDb {
        tx.execute_unprepared(MARIA_WAITS_AS_BEFORE).await?;
        let sql = Sql::new("SELECT RELEASE_LOCK(CONCAT('frontdesk.', DATABASE())) AS taken");
        sql.one::<Answer>(tx).await?;
    }
    Ok(())
}

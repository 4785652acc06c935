//! What the engines answer, in the words of the ports: the only place that knows their codes.

use std::path::PathBuf;

use frontdesk_domain::ports::{StoreError, Unique};
use sea_orm::sqlx::{self, error::DatabaseError as EngineError};
use sea_orm::{DbErr, RuntimeErr};

/// Why a database could not be opened, migrated, backed up or restored. Says what to do next, and holds no
/// address and no password.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// Not an address this program understands.
    #[error("`database.url` must begin with `sqlite:`, `postgres://` or `mysql://`")]
    Url,
    /// Linked against an SQLite that can damage its file.
    #[error("SQLite {found} may damage a database that several connections use; 3.51.3 or later is needed")]
    OldSqlite {
        /// What was found.
        found: String,
    },
    /// Written by a later version of this program.
    #[error(
        "the database has schema {found}, this program knows up to {known}: use the newer program, or restore a backup"
    )]
    Newer {
        /// The database's schema.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// Something that only a database in a file has.
    #[error("this works on an SQLite file only; use the server's own tools (`pg_dump`, `mariadb-dump`)")]
    NotAFile,
    /// A backup that is none, or is damaged.
    #[error("{path} is not a sound database: {found}")]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// What the check found.
        found: String,
    },
    /// The file system refused.
    #[error("{path}: {source}")]
    File {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for DatabaseError {
    fn from(error: DbErr) -> Self {
        Self::Store(store_error(error))
    }
}

/// What went wrong, for a caller of the ports.
pub(crate) fn store_error(error: DbErr) -> StoreError {
    match sqlx_error(&error) {
        Some(sqlx::Error::Database(engine)) => engine_error(engine.as_ref()),
        Some(sqlx::Error::Io(why)) => StoreError::Unavailable(format!("no connection: {}", why.kind())),
        Some(sqlx::Error::Tls(why)) => StoreError::Unavailable(format!("no connection: {why}")),
        Some(
            sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed,
        ) => StoreError::Unavailable("no connection".into()),
        Some(_) => StoreError::Backend(Box::new(error)),
        None => match error {
            DbErr::ConnectionAcquire(_) => StoreError::Unavailable("no free connection in time".into()),
            DbErr::Conn(_) => StoreError::Unavailable("no connection".into()),
            other => StoreError::Backend(Box::new(other)),
        },
    }
}

/// The same for an error of a COMMIT, after which only the engine's own clear answer says that nothing was
/// stored.
pub(crate) fn commit_error(error: DbErr) -> StoreError {
    let clear = matches!(sqlx_error(&error), Some(sqlx::Error::Database(_)));
    match store_error(error) {
        known @ (StoreError::Again | StoreError::NotUnique(_)) if clear => known,
        StoreError::Unavailable(why) if clear && [FULL, HELD].contains(&why.as_str()) => {
            StoreError::Unavailable(why)
        }
        other => StoreError::Unknown(other.to_string()),
    }
}

fn sqlx_error(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error))
        | DbErr::Conn(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}

const FULL: &str = "the disk is full";
/// Not to be tried again at once: it was waited for long enough, and each try would hold a connection as long.
const HELD: &str = "another transaction holds what this one needs";

fn engine_error(error: &dyn EngineError) -> StoreError {
    if let Some(sqlite) = error.try_downcast_ref::<sea_orm::SqlxSqliteError>() {
        return sqlite_error(sqlite);
    }
    if let Some(postgres) = error.try_downcast_ref::<sea_orm::SqlxPostgresError>() {
        return postgres_error(postgres);
    }
    match error.try_downcast_ref::<sea_orm::SqlxMySqlError>() {
        Some(maria) => maria_error(maria),
        None => refused(error.message().to_owned()),
    }
}

/// <https://www.sqlite.org/rescode.html>; the low byte is the primary code.
fn sqlite_error(error: &sea_orm::SqlxSqliteError) -> StoreError {
    let code: i32 = error.code().and_then(|code| code.parse().ok()).unwrap_or(0);
    match code & 0xff {
        5 | 6 => StoreError::Again,
        13 => StoreError::Unavailable(FULL.into()),
        8 => StoreError::Unavailable("the file is read-only".into()),
        11 | 26 => StoreError::Unavailable("the file is damaged, or no database".into()),
        10 | 14 => StoreError::Unavailable(format!("the file cannot be read or written ({code})")),
        // `UNIQUE constraint failed: ticket.open_slot`
        19 => match error.message().rsplit(": ").next().and_then(unique_column) {
            Some(unique) => StoreError::NotUnique(unique),
            None => refused(error.message().to_owned()),
        },
        _ => refused(format!("{} ({code})", error.message())),
    }
}

fn unique_column(column: &str) -> Option<Unique> {
    match column {
        "client.number" => Some(Unique::ClientNumber),
        "client.phone_slot" => Some(Unique::ClientPhone),
        "ticket.open_slot" => Some(Unique::OpenSlot),
        "account.email_key" => Some(Unique::AccountEmail),
        "account.username" => Some(Unique::Username),
        "account.client_id" => Some(Unique::AccountClient),
        "category.slug" => Some(Unique::CategoryKey),
        "ticket.submission_key" | "reply.submission_key" | "note.submission_key" => Some(Unique::Submission),
        _ => None,
    }
}

/// A row that points to nothing (23503, 1451, 1452): what it points to was there when this unit of work read it,
/// and somebody deleted it since. The second try does not find it.
///
/// <https://www.postgresql.org/docs/15/errcodes-appendix.html>
fn postgres_error(error: &sea_orm::SqlxPostgresError) -> StoreError {
    match error.code() {
        "23505" => match error.constraint().and_then(not_unique) {
            Some(known) => known,
            None => refused(error.message().to_owned()),
        },
        "40001" | "40P01" | "23503" => StoreError::Again,
        "55P03" => StoreError::Unavailable(HELD.into()),
        "53100" => StoreError::Unavailable(FULL.into()),
        // Read-only: a standby that was just left behind by a failover.
        "25006" => StoreError::Unavailable("the server is read-only".into()),
        code if ["08", "53", "57P", "58"]
            .iter()
            .any(|class| code.starts_with(class)) =>
        {
            StoreError::Unavailable(format!("the server answered {code}"))
        }
        code => refused(format!("{} ({code})", error.message())),
    }
}

/// <https://mariadb.com/kb/en/mariadb-error-code-reference/>
fn maria_error(error: &sea_orm::SqlxMySqlError) -> StoreError {
    match error.number() {
        // `Duplicate entry '…' for key 'ticket_open_slot_key'`; the entry is what someone typed.
        1062 => {
            let key = error.message().rsplit(" for key ").next().unwrap_or_default();
            let name = key.trim_matches('\'').rsplit('.').next();
            name.and_then(not_unique)
                .unwrap_or_else(|| refused("duplicate entry (1062)".into()))
        }
        1020 | 1213 | 1451 | 1452 => StoreError::Again,
        1205 => StoreError::Unavailable(HELD.into()),
        1021 | 1114 => StoreError::Unavailable(FULL.into()),
        code @ (1040 | 1053 | 1077 | 1152 | 1158..=1161 | 1290 | 1317 | 1836 | 1927) => {
            StoreError::Unavailable(format!("the server answered {code}"))
        }
        // Its messages may quote values.
        code => refused(format!("{} ({code})", without_quotes(error.message()))),
    }
}

/// Two codes or links that were asked for at once, each of which voids those before it: the second try voids
/// the first.
const ONE_EACH: [&str; 5] = [
    "one_time_code_request_key",
    "one_time_code_account_key",
    "one_time_code_client_key",
    "one_time_code_nobodys_key",
    "link_account_key",
];

fn not_unique(constraint: &str) -> Option<StoreError> {
    if ONE_EACH.contains(&constraint) {
        return Some(StoreError::Again);
    }
    unique_constraint(constraint).map(StoreError::NotUnique)
}

fn unique_constraint(name: &str) -> Option<Unique> {
    match name {
        "client_number_key" => Some(Unique::ClientNumber),
        "client_phone_slot_key" => Some(Unique::ClientPhone),
        "ticket_open_slot_key" => Some(Unique::OpenSlot),
        "account_email_key_key" => Some(Unique::AccountEmail),
        "account_username_key" => Some(Unique::Username),
        "account_client_id_key" => Some(Unique::AccountClient),
        "category_slug_key" => Some(Unique::CategoryKey),
        "ticket_submission_key_key" | "reply_submission_key_key" | "note_submission_key_key" => {
            Some(Unique::Submission)
        }
        _ => None,
    }
}

/// A text of an engine that holds no value of a row.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Refused(String);

fn refused(why: String) -> StoreError {
    StoreError::Backend(Box::new(Refused(why)))
}

fn without_quotes(message: &str) -> String {
    let outside = message.split('\'').step_by(2);
    outside.collect::<Vec<_>>().join("'…'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_values_are_left_out() {
        assert_eq!(
            without_quotes("Incorrect value: '+98912' for column 'phone'"),
            "Incorrect value: '…' for column '…'"
        );
    }

    #[test]
    fn a_lost_answer_to_a_commit_is_unknown() {
        let lost = || {
            let io = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
            DbErr::Query(RuntimeErr::SqlxError(std::sync::Arc::new(sqlx::Error::Io(io))))
        };
        assert!(matches!(commit_error(lost()), StoreError::Unknown(_)));
        assert!(matches!(store_error(lost()), StoreError::Unavailable(_)));
    }
}

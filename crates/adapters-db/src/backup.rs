//! Backups of an SQLite file, and what has to happen when one is put back. A server's own tools do this
//! for a server.

use std::path::Path;

use frontdesk_domain::time::Timestamp;
use sea_orm::{FromQueryResult, TransactionTrait};

use crate::connect::single;
use crate::sql::Sql;
use crate::{Database, DatabaseError, DatabaseSettings};

#[derive(FromQueryResult)]
struct IntegrityRow {
    integrity_check: String,
}

#[derive(FromQueryResult)]
struct ForeignKeyRow {
    referring: String,
}

impl Database {
    /// Writes a copy of the whole database to a new file, while it is in use: a moment's state, in one
    /// file. Never copy the file of a running desk by other means.
    ///
    /// # Errors
    /// [`DatabaseError`]; also when the file exists.
    pub async fn backup(&self, to: &Path) -> Result<(), DatabaseError> {
        let file = self.file().ok_or(DatabaseError::NotAFile)?;
        // On a connection of its own: nobody waits for it.
        let url = format!("sqlite:{}", file.display());
        let own = single(&DatabaseSettings::new(url), file).await?;
        let sql = Sql::new("VACUUM INTO ?").bind(to.to_string_lossy().into_owned());
        let copied = sql.execute(&own).await;
        own.close().await?;
        copied?;
        sync(to)
    }

    /// Checks that the file is whole: every page, and that every row refers to one that exists.
    ///
    /// # Errors
    /// [`DatabaseError::Damaged`] says what was found.
    pub async fn verify(&self) -> Result<(), DatabaseError> {
        let file = self.file().ok_or(DatabaseError::NotAFile)?;
        let damaged = |found| DatabaseError::Damaged {
            path: file.to_owned(),
            found,
        };
        let rows: Vec<IntegrityRow> = Sql::new("SELECT integrity_check FROM pragma_integrity_check LIMIT 5")
            .all(&self.read)
            .await?;
        let rows: Vec<_> = rows.into_iter().map(|row| row.integrity_check).collect();
        if rows != ["ok"] {
            return Err(damaged(rows.join("; ")));
        }
        match Sql::new(r#"SELECT "table" AS referring FROM pragma_foreign_key_check LIMIT 1"#)
            .one::<ForeignKeyRow>(&self.read)
            .await?
        {
            None => Ok(()),
            Some(row) => Err(damaged(format!("a row of {} refers to nothing", row.referring))),
        }
    }

    /// Says that the past was put back: what was on its way may have arrived since. Issues are looked for
    /// before they are created; mails are held until someone says that they shall be sent; sessions, codes
    /// and links are void, as one of them may have been ended or used since.
    ///
    /// # Errors
    /// [`DatabaseError::Store`].
    pub async fn restored(&self, now: Timestamp) -> Result<(), DatabaseError> {
        let tx = self.writer().begin().await?;
        Sql::new("UPDATE installation SET epoch = epoch + 1")
            .execute(&tx)
            .await?;
        let now = now.as_micros();
        Sql::new(LOOK_FIRST).bind(now).bind(now).execute(&tx).await?;
        Sql::new(HOLD).bind(now).execute(&tx).await?;
        for forget in FORGET {
            Sql::new(forget).execute(&tx).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

const LOOK_FIRST: &str = "UPDATE delivery SET state = 'verify', checks = 0, due_at = ?, ready_at = ?, \
    lease_owner = NULL WHERE job = 'create_issue' AND state IN ('pending', 'running')";
const HOLD: &str = "UPDATE delivery SET state = 'dead', due_at = ?, ready_at = NULL, lease_owner = NULL, \
    last_error = 'held after a restore; retry to send' \
    WHERE target = 'mail' AND state IN ('pending', 'running', 'verify')";

const FORGET: [&str; 4] = [
    "DELETE FROM target_rest",
    "DELETE FROM session",
    "DELETE FROM one_time_code",
    "DELETE FROM link",
];

/// Makes a new file survive the loss of power.
fn sync(path: &Path) -> Result<(), DatabaseError> {
    let synced = std::fs::File::open(path).and_then(|file| file.sync_all());
    synced.map_err(|source| DatabaseError::File {
        path: path.to_owned(),
        source,
    })
}

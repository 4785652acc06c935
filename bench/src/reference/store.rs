use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::Mutex;

/// The tables that a submission writes, with the columns, keys and indexes that Frontdesk's have.
const SCHEMA: &str = include_str!("schema.sql");

/// One writer connection behind a fair lock, and a few readers.
pub(crate) struct Store {
    writer: Mutex<SqliteConnection>,
    readers: SqlitePool,
}

/// The ticket form.
#[derive(Deserialize)]
pub(crate) struct Submitted {
    visit: String,
    key: String,
    what: String,
    name: String,
    email: String,
}

impl Store {
    pub(crate) async fn open(path: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .disable_statement_logging();
        let mut writer = options.connect().await?;
        sqlx::raw_sql(SCHEMA).execute(&mut writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(4)
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        Ok(Self {
            writer: Mutex::new(writer),
            readers,
        })
    }

    /// Counts a look-up of `who` and from where, and audits it: one commit.
    pub(crate) async fn count(&self, who: &str) -> Result<(), sqlx::Error> {
        const COUNT: &str = "INSERT INTO throttle (fingerprint, counted, ends_at) VALUES (?, 1, 0) \
            ON CONFLICT (fingerprint) DO UPDATE SET counted = counted + 1 RETURNING counted";
        let (here, of_this) = (digest(&SHA256, b"127.0.0.1"), digest(&SHA256, who.as_bytes()));
        let mut writer = self.writer.lock().await;
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        for fingerprint in [here.as_ref(), of_this.as_ref()] {
            sqlx::query_scalar::<_, i64>(COUNT)
                .bind(fingerprint)
                .fetch_one(&mut *tx)
                .await?;
        }
        sqlx::query(
            "INSERT INTO look_up_audit (happened_at, address, identifier, outcome) VALUES (0, ?, ?, 'known')",
        )
        .bind(here.as_ref())
        .bind(of_this.as_ref())
        .execute(&mut *tx)
        .await?;
        tx.commit().await
    }

    /// The number of the client's open ticket.
    pub(crate) async fn open_ticket(&self, phone: &str) -> Result<Option<i64>, sqlx::Error> {
        sqlx::query_scalar(
            "SELECT t.number FROM client c JOIN ticket t ON t.open_slot = c.id WHERE c.phone = ?",
        )
        .bind(phone)
        .fetch_optional(&self.readers)
        .await
    }

    /// Keeps client, ticket, event, track link and two deliveries: one commit.
    pub(crate) async fn submit(&self, form: &Submitted, token: &[u8]) -> Result<i64, sqlx::Error> {
        let key = URL_SAFE_NO_PAD
            .decode(&form.key)
            .map_err(|error| sqlx::Error::Decode(error.into()))?;
        let marks = random::<16>();
        let said = digest(&SHA256, form.what.as_bytes());
        let hash = digest(&SHA256, token);
        if self.open_ticket(&form.visit).await?.is_some() {
            return Err(sqlx::Error::RowNotFound);
        }
        let mut writer = self.writer.lock().await;
        let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
        let client = sqlx::query(
            "INSERT INTO client (number, name, phone, phone_slot, email, address, created_at) VALUES (?, ?, ?, ?, ?, NULL, 1)",
        )
        .bind(i64::from(u32::from_le_bytes([marks[0], marks[1], marks[2], marks[3]])))
        .bind(&form.name)
        .bind(&form.visit)
        .bind(&form.visit)
        .bind(&form.email)
        .execute(&mut *tx)
        .await?
        .last_insert_rowid();
        let number = sqlx::query(
            "INSERT INTO ticket (client_id, open_slot, subject, body, category_id, priority, status, source, \
             submission_key, submission_digest, mark, version, created_at, updated_at) \
             VALUES (?, ?, ?, ?, 1, 1, 'open', 'desk', ?, ?, ?, 1, 1, 1)",
        )
        .bind(client)
        .bind(client)
        .bind(&form.what)
        .bind(&form.what)
        .bind(key)
        .bind(said.as_ref())
        .bind(marks.as_slice())
        .execute(&mut *tx)
        .await?
        .last_insert_rowid();
        sqlx::query("INSERT INTO ticket_event (ticket_number, happened_at, actor, kind, version) VALUES (?, 1, 'visitor', 'received', 1)")
            .bind(number)
            .execute(&mut *tx)
            .await?;
        sqlx::query("INSERT INTO track_link (token_hash, ticket_number, created_at) VALUES (?, ?, 1)")
            .bind(hash.as_ref())
            .bind(number)
            .execute(&mut *tx)
            .await?;
        for (target, job) in [("tracker", "create_issue"), ("mail", "mail_received")] {
            sqlx::query(
                "INSERT INTO delivery (about, about_id, target, job, state, attempts, checks, due_at, ready_at, epoch, created_at) \
                 VALUES ('ticket', ?, ?, ?, 'pending', 0, 0, 1, 1, 0, 1)",
            )
            .bind(number)
            .bind(target)
            .bind(job)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        Ok(number)
    }

    /// Number, client and subject of the ticket that this token opens.
    pub(crate) async fn receipt(&self, token: &[u8]) -> Result<(i64, i64, String), sqlx::Error> {
        sqlx::query_as(
            "SELECT t.number, c.number, t.subject FROM track_link l \
             JOIN ticket t ON t.number = l.ticket_number JOIN client c ON c.id = t.client_id WHERE l.token_hash = ?",
        )
        .bind(digest(&SHA256, token).as_ref())
        .fetch_one(&self.readers)
        .await
    }
}

/// Bytes that nobody can guess.
#[expect(clippy::disallowed_methods, reason = "the reference server has no ports")]
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // It fails only where the system has no randomness at all; then the key is not unique, and said so.
    let _ = aws_lc_rs::rand::fill(&mut bytes);
    bytes
}

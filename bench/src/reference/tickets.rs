//! What people who are signed in read: the least that reads the same from a copy of Frontdesk's database.
//! One statement for the session, one for each part of a page, rows written into a page of the same size.

use std::fmt::Write as _;
use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{ConnectOptions as _, Row as _};

/// What a list shows of a ticket.
macro_rules! listed {
    ($from:literal, $rest:literal) => {
        concat!(
            "SELECT t.number, t.subject, c.name, g.label, t.status, t.priority, a.name, r.stars, t.updated_at FROM ",
            $from,
            " JOIN client c ON c.id = t.client_id JOIN category g ON g.id = t.category_id \
             LEFT JOIN account a ON a.id = t.agent_id LEFT JOIN rating r ON r.ticket_number = t.number ",
            $rest
        )
    };
}

const QUEUE: &str = listed!(
    "ticket t",
    "WHERE t.updated_at <= ? AND (t.updated_at < ? OR t.number < ?) \
     ORDER BY t.updated_at DESC, t.number DESC LIMIT 25"
);
const SEARCH: &str = listed!(
    "ticket_search s JOIN ticket t ON t.number = s.rowid",
    "WHERE ticket_search MATCH ? ORDER BY s.rowid DESC LIMIT 25"
);
const PORTAL: &str = listed!(
    "ticket t",
    "WHERE t.client_id = ? ORDER BY t.updated_at DESC, t.number DESC LIMIT 10"
);
const HEAD: &str = "SELECT t.number, t.subject, t.body, t.status, t.priority, c.name, c.phone, g.label, a.name \
    FROM ticket t JOIN client c ON c.id = t.client_id JOIN category g ON g.id = t.category_id \
    LEFT JOIN account a ON a.id = t.agent_id WHERE t.number = ?";
const TIMELINE: &str = "SELECT r.ticket_number, r.body, r.created_at, a.name FROM reply r \
    LEFT JOIN account a ON a.id = r.account_id WHERE r.ticket_number = ? \
    UNION ALL SELECT n.ticket_number, n.body, n.created_at, a.name FROM note n \
    LEFT JOIN account a ON a.id = n.author_id WHERE n.ticket_number = ? \
    UNION ALL SELECT h.ticket_number, h.kind, h.happened_at, a.name FROM history h \
    LEFT JOIN account a ON a.id = h.account_id WHERE h.ticket_number = ?";
const TASKS: &str = "SELECT ticket_number, body FROM task WHERE ticket_number = ? ORDER BY position";
const FIGURES: &str = "SELECT total, name FROM counter WHERE scope = ? AND scope_id = ?";

/// A copy of Frontdesk's database, and pages of the size of Frontdesk's.
pub(crate) struct Tickets {
    readers: SqlitePool,
    customer: i64,
    /// Where a page far down begins.
    far: (i64, i64),
    queue: String,
    ticket: String,
    portal: String,
}

/// Bytes of the pages.
pub(crate) struct Sizes {
    pub(crate) queue: usize,
    pub(crate) ticket: usize,
    pub(crate) portal: usize,
}

impl Tickets {
    pub(crate) async fn open(path: &Path, customer: i64, sizes: &Sizes) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .disable_statement_logging();
        let readers = SqlitePoolOptions::new()
            .max_connections(4)
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        sqlx::raw_sql(
            "CREATE TABLE IF NOT EXISTS bench_session (hash BLOB NOT NULL PRIMARY KEY, account_id INTEGER)",
        )
        .execute(&readers)
        .await?;
        sqlx::query("INSERT OR REPLACE INTO bench_session (hash, account_id) VALUES (?, 1)")
            .bind(digest(&SHA256, b"bench").as_ref())
            .execute(&readers)
            .await?;
        let far =
            "SELECT updated_at, number FROM ticket ORDER BY updated_at DESC, number DESC LIMIT 1 OFFSET 1000";
        let far = sqlx::query_as(far)
            .fetch_optional(&readers)
            .await?
            .unwrap_or((i64::MAX, i64::MAX));
        let frame = |bytes: usize| "x".repeat(bytes);
        Ok(Self {
            readers,
            customer,
            far,
            queue: frame(sizes.queue),
            ticket: frame(sizes.ticket),
            portal: frame(sizes.portal),
        })
    }

    /// Whose session it is.
    async fn account(&self, headers: &HeaderMap) -> Result<i64, sqlx::Error> {
        let cookie = headers
            .get(COOKIE)
            .and_then(|cookie| cookie.to_str().ok())
            .unwrap_or_default();
        let token = cookie.strip_prefix("sid=").unwrap_or_default();
        sqlx::query_scalar("SELECT account_id FROM bench_session WHERE hash = ?")
            .bind(digest(&SHA256, token.as_bytes()).as_ref())
            .fetch_one(&self.readers)
            .await
    }

    async fn figures(&self, scope: &str, id: i64) -> Result<Vec<SqliteRow>, sqlx::Error> {
        sqlx::query(FIGURES)
            .bind(scope)
            .bind(id)
            .fetch_all(&self.readers)
            .await
    }

    /// The first page of the queue, or one far down.
    pub(crate) async fn queue(&self, headers: &HeaderMap, is_far: bool) -> Result<String, sqlx::Error> {
        self.account(headers).await?;
        let (at, number) = if is_far { self.far } else { (i64::MAX, i64::MAX) };
        let rows = sqlx::query(QUEUE)
            .bind(at)
            .bind(at)
            .bind(number)
            .fetch_all(&self.readers)
            .await?;
        Ok(written(&self.queue, &[&self.figures("desk", 0).await?, &rows]))
    }

    /// The newest tickets with these words.
    pub(crate) async fn search(&self, headers: &HeaderMap, words: &str) -> Result<String, sqlx::Error> {
        self.account(headers).await?;
        let rows = sqlx::query(SEARCH).bind(words).fetch_all(&self.readers).await?;
        Ok(written(&self.queue, &[&self.figures("desk", 0).await?, &rows]))
    }

    /// A ticket with its conversation.
    pub(crate) async fn ticket(&self, headers: &HeaderMap, number: i64) -> Result<String, sqlx::Error> {
        self.account(headers).await?;
        let head = sqlx::query(HEAD).bind(number).fetch_all(&self.readers).await?;
        let timeline = sqlx::query(TIMELINE).bind(number).bind(number).bind(number);
        let timeline = timeline.fetch_all(&self.readers).await?;
        let tasks = sqlx::query(TASKS).bind(number).fetch_all(&self.readers).await?;
        Ok(written(&self.ticket, &[&head, &timeline, &tasks]))
    }

    /// The customer's own tickets.
    pub(crate) async fn portal(&self, headers: &HeaderMap) -> Result<String, sqlx::Error> {
        self.account(headers).await?;
        let rows = sqlx::query(PORTAL)
            .bind(self.customer)
            .fetch_all(&self.readers)
            .await?;
        Ok(written(
            &self.portal,
            &[&self.figures("client", self.customer).await?, &rows],
        ))
    }
}

/// A number and a text of each row, and a page around them.
fn written(frame: &str, parts: &[&[SqliteRow]]) -> String {
    let mut page = String::with_capacity(frame.len() + 8_000);
    page.push_str(frame);
    for row in parts.iter().flat_map(|rows| rows.iter()) {
        let (number, text): (i64, &str) = (row.get(0), row.get(1));
        // Writing into a string cannot fail.
        let _ = write!(page, "<p>#{number} {text}</p>");
    }
    page
}

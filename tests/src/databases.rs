//! Fresh databases of each engine, for tests.

#![expect(clippy::unwrap_used, reason = "without a database there is no test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use frontdesk_db::{Database, DatabaseSettings, Engine, connect};
use sqlx::{Connection, Executor};
use tokio::sync::OnceCell;

use crate::skipped::{given, skipped};

use crate::store_contract::{Desk, End};

/// Where tests find a PostgreSQL that they may make databases on.
pub const POSTGRES: &str = "FRONTDESK_TEST_POSTGRES_URL";
/// Where tests find a MariaDB that they may make databases on.
pub const MARIADB: &str = "FRONTDESK_TEST_MARIADB_URL";

/// The ports of a database.
#[must_use]
pub fn desk(database: &Database) -> Desk {
    let queries = Arc::new(database.queries());
    Desk {
        store: Arc::new(database.store()),
        front_desk: queries.clone(),
        counters: queries.clone(),
        queue: queries.clone(),
        pages: queries.clone(),
        track: queries.clone(),
        deliveries: queries.clone(),
        people: queries.clone(),
        sessions: queries.clone(),
        mailbox: queries,
    }
}

/// The server's address, if there is one. Says so if not, and fails where nothing may be left out.
///
/// # Panics
/// With `CI` set, if the variable is not.
#[must_use]
pub fn server(variable: &str) -> Option<String> {
    let url = given(variable);
    if url.is_none() {
        skipped("store", &format!("{variable} is not set"));
    }
    url
}

/// A fresh, migrated database, and where it is: for tests that look at it from outside too.
pub struct Fresh {
    /// Opened.
    pub database: Database,
    /// Where it is.
    pub url: String,
    /// Drops it, once it was closed.
    pub removed: End,
}

impl Fresh {
    /// Its ports, and what ends it.
    #[must_use]
    pub fn into_desk(self) -> (Desk, End) {
        (desk(&self.database), Box::pin(self.end()))
    }

    /// Closes and drops it.
    ///
    /// # Panics
    /// If it cannot be closed.
    pub async fn end(self) {
        self.database.close().await.unwrap();
        self.removed.await;
    }
}

/// A fresh database of that engine. `None`: there is no such server here, which was said.
pub async fn fresh(engine: Engine) -> Option<Fresh> {
    match engine {
        Engine::Sqlite => Some(fresh_sqlite().await),
        Engine::Postgres => fresh_postgres().await,
        Engine::MariaDb => fresh_mariadb().await,
    }
}

/// A migrated SQLite file in a folder of its own.
///
/// # Panics
/// If it cannot be made.
pub async fn sqlite() -> Option<(Desk, End)> {
    Some(Box::pin(fresh_sqlite()).await.into_desk())
}

async fn fresh_sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("frontdesk.db").display());
    let database = open(&url).await;
    database.migrate().await.unwrap();
    Fresh {
        database,
        url,
        removed: Box::pin(async move { folder.close().unwrap() }),
    }
}

/// A migrated SQLite database in memory.
///
/// # Panics
/// If it cannot be made.
pub async fn sqlite_in_memory() -> Option<(Desk, End)> {
    let database = open("sqlite::memory:").await;
    database.migrate().await.unwrap();
    let desk = desk(&database);
    Some((desk, Box::pin(async move { database.close().await.unwrap() })))
}

/// A copy of a PostgreSQL database that was migrated once.
///
/// # Panics
/// If it cannot be made.
pub async fn postgres() -> Option<(Desk, End)> {
    Box::pin(fresh_postgres()).await.map(Fresh::into_desk)
}

async fn fresh_postgres() -> Option<Fresh> {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let admin = server(POSTGRES)?;
    let make = || async {
        let name = fresh_name("template");
        postgres_runs(&admin, &format!("CREATE DATABASE {name}")).await;
        let database = open(&with_database(&admin, &name)).await;
        database.migrate().await.unwrap();
        database.close().await.unwrap();
        name
    };
    let template = TEMPLATE.get_or_init(make).await;
    let (name, url) = postgres_empty(&admin, Some(template)).await;
    Some(Fresh {
        database: open(&url).await,
        url,
        removed: Box::pin(async move {
            postgres_runs(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }),
    })
}

/// A new PostgreSQL database, empty or a copy: its name and address.
pub async fn postgres_empty(admin: &str, template: Option<&str>) -> (String, String) {
    let name = fresh_name("test");
    let from = template
        .map(|template| format!(" TEMPLATE {template}"))
        .unwrap_or_default();
    postgres_runs(admin, &format!("CREATE DATABASE {name}{from}")).await;
    let url = with_database(admin, &name);
    (name, url)
}

/// Runs a statement on the server.
///
/// # Panics
/// If it fails.
pub async fn postgres_runs(admin: &str, statement: &str) {
    let mut connection = sqlx::PgConnection::connect(admin).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
    connection.close().await.unwrap();
}

/// A migrated MariaDB database.
///
/// # Panics
/// If it cannot be made.
pub async fn mariadb() -> Option<(Desk, End)> {
    Box::pin(fresh_mariadb()).await.map(Fresh::into_desk)
}

async fn fresh_mariadb() -> Option<Fresh> {
    let admin = server(MARIADB)?;
    let (name, url) = mariadb_empty(&admin).await;
    let database = open(&url).await;
    database.migrate().await.unwrap();
    Some(Fresh {
        database,
        url,
        removed: Box::pin(async move { mariadb_runs(&admin, &format!("DROP DATABASE {name}")).await }),
    })
}

/// A new, empty MariaDB database: its name and address.
pub async fn mariadb_empty(admin: &str) -> (String, String) {
    let name = fresh_name("test");
    mariadb_runs(admin, &format!("CREATE DATABASE {name}")).await;
    let url = with_database(admin, &name);
    (name, url)
}

/// Runs a statement on the server.
///
/// # Panics
/// If it fails.
pub async fn mariadb_runs(admin: &str, statement: &str) {
    let mut connection = sqlx::MySqlConnection::connect(admin).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(statement)).await.unwrap();
    connection.close().await.unwrap();
}

/// The one number that a statement gives.
///
/// # Panics
/// If it gives none.
pub async fn counted(url: &str, statement: &'static str) -> i64 {
    if url.starts_with("sqlite:") {
        let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
        sqlx::query_scalar(statement).fetch_one(&mut connection).await
    } else if url.starts_with("postgres") {
        let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
        sqlx::query_scalar(statement).fetch_one(&mut connection).await
    } else {
        let mut connection = sqlx::MySqlConnection::connect(url).await.unwrap();
        sqlx::query_scalar(statement).fetch_one(&mut connection).await
    }
    .unwrap()
}

/// Opens a database.
///
/// # Panics
/// If it cannot be opened.
pub async fn open(url: &str) -> Database {
    let settings = DatabaseSettings {
        // Many tests share one server.
        max_connections: 8,
        ..DatabaseSettings::new(url)
    };
    connect(&settings).await.unwrap()
}

fn fresh_name(what: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("frontdesk_{what}_{}_{count}", std::process::id())
}

/// The same server, another database.
fn with_database(admin: &str, name: &str) -> String {
    let (server, _) = admin.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

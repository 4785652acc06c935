//! The schema, on every engine: brought about once however many try, never taken back, and carried to its
//! end after an interruption.

mod schema_16;
mod schema_36;

use frontdesk_db::{Database, DatabaseError, Engine, SCHEMA_VERSION};
use frontdesk_domain::ports::{FrontDeskQueries, Store, StoreError};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_tests::databases::{self, open};
use frontdesk_tests::store_contract::End;
use frontdesk_tests::store_contract::make::open as open_ticket;
use sqlx::{Connection, Executor};

use schema_16::schema_16_comes_through;
use schema_36::schema_36_comes_through;

/// An empty database: its address, and what ends it.
async fn sqlite() -> Option<(String, End)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("sqlite:{}", folder.path().join("desk.db").display());
    Some((url, Box::pin(async move { drop(folder) })))
}

async fn postgres() -> Option<(String, End)> {
    let admin = databases::server(databases::POSTGRES)?;
    let (name, url) = databases::postgres_empty(&admin, None).await;
    let end =
        async move { databases::postgres_runs(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await };
    Some((url, Box::pin(end)))
}

async fn mariadb() -> Option<(String, End)> {
    let admin = databases::server(databases::MARIADB)?;
    let (name, url) = databases::mariadb_empty(&admin).await;
    let end = async move { databases::mariadb_runs(&admin, &format!("DROP DATABASE {name}")).await };
    Some((url, Box::pin(end)))
}

/// Changes the database behind the program's back.
async fn run(url: &str, statement: &str) {
    let statement = sqlx::AssertSqlSafe(statement.to_owned());
    let ran = if url.starts_with("sqlite") {
        let mut connection = sqlx::SqliteConnection::connect(url).await.expect("SQLite opens");
        connection.execute(statement).await.map(drop)
    } else if url.starts_with("postgres") {
        let mut connection = sqlx::PgConnection::connect(url)
            .await
            .expect("PostgreSQL answers");
        connection.execute(statement).await.map(drop)
    } else {
        let mut connection = sqlx::MySqlConnection::connect(url)
            .await
            .expect("MariaDB answers");
        connection.execute(statement).await.map(drop)
    };
    ran.expect("the statement runs");
}

/// What a statement counts.
async fn count(url: &str, statement: &'static str) -> i64 {
    let counted = if url.starts_with("sqlite") {
        let mut connection = sqlx::SqliteConnection::connect(url).await.expect("SQLite opens");
        sqlx::query_scalar(statement).fetch_one(&mut connection).await
    } else if url.starts_with("postgres") {
        let mut connection = sqlx::PgConnection::connect(url)
            .await
            .expect("PostgreSQL answers");
        sqlx::query_scalar(statement).fetch_one(&mut connection).await
    } else {
        let mut connection = sqlx::MySqlConnection::connect(url)
            .await
            .expect("MariaDB answers");
        sqlx::query_scalar(statement).fetch_one(&mut connection).await
    };
    counted.expect("the statement counts")
}

/// Eight processes that start at once.
async fn eight_at_once(url: &str) {
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let url = url.to_owned();
            tokio::spawn(async move { open(&url).await.migrate().await })
        })
        .collect();
    let mut first = 0;
    for task in tasks {
        let migrated = task
            .await
            .expect("no panic")
            .expect("every one of them can start");
        assert_eq!(migrated.to, SCHEMA_VERSION);
        first += u32::from(migrated.from == 0);
    }
    assert_eq!(first, 1);
}

async fn categories(database: &Database) -> usize {
    database
        .queries()
        .offered_categories()
        .await
        .expect("categories")
        .len()
}

/// As if it had been killed after each of its steps, with a ticket in the tables already.
async fn interrupted_anywhere(url: &str) {
    let database = open(url).await;
    database.migrate().await.expect("migrated");
    let desk = databases::desk(&database);
    let first = open_ticket(&desk, 1).await;
    assert_eq!(first, TicketNumber::FIRST);
    let token = database.store().installation().await.expect("a token");
    for version in 0..SCHEMA_VERSION {
        run(
            url,
            &format!("DELETE FROM schema_migration WHERE version > {version}"),
        )
        .await;
        assert!(
            database.store().check().await.is_err(),
            "an old schema is no sound one"
        );
        let migrated = database.migrate().await.expect("migrated again");
        assert_eq!((migrated.from, migrated.to), (version, SCHEMA_VERSION));
        if database.engine() == Engine::Sqlite && version > 0 {
            let copy = migrated.backup.expect("a copy was made before");
            open(&format!("sqlite:{}", copy.display()))
                .await
                .verify()
                .await
                .expect("a sound copy");
        }
    }
    database.store().check().await.expect("sound");
    assert_eq!(database.store().installation().await.expect("a token"), token);
    // Fifteen, but for the one of who chose none: none is there twice.
    assert_eq!(categories(&database).await, 14);
    let unit = database.store().begin().await.expect("a unit of work");
    assert!(unit.tickets().get(first).await.expect("an answer").is_some());
    drop(unit);
    assert!(open_ticket(&desk, 2).await > first, "numbers are not used again");
}

/// Only SQLite keeps the words by triggers.
async fn take_the_index_apart(url: &str) {
    if url.starts_with("sqlite") {
        for when in ["insert", "update", "delete"] {
            run(url, &format!("DROP TRIGGER ticket_search_{when}")).await;
        }
    }
}

/// A later version of the program has been here.
async fn a_newer_one_is_refused(url: &str) {
    let database = open(url).await;
    database.migrate().await.expect("migrated");
    run(
        url,
        "INSERT INTO schema_migration (version, name) VALUES (9999, 'from the future')",
    )
    .await;
    let refused = database.migrate().await;
    assert!(
        matches!(refused, Err(DatabaseError::Newer { found: 9999, .. })),
        "{refused:?}"
    );
    let unsound = database.store().check().await;
    assert!(matches!(unsound, Err(StoreError::Unavailable(_))), "{unsound:?}");
}

macro_rules! on_every_engine {
    ($($test:ident),+) => { on_every_engine! { @ sqlite: $($test),+ } on_every_engine! { @ postgres: $($test),+ } on_every_engine! { @ mariadb: $($test),+ } };
    (@ $engine:ident: $($test:ident),+) => {
        mod $engine {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                if let Some((url, end)) = super::$engine().await {
                    super::$test(&url).await;
                    end.await;
                }
            })+
        }
    };
}
on_every_engine!(
    eight_at_once,
    interrupted_anywhere,
    schema_16_comes_through,
    schema_36_comes_through,
    a_newer_one_is_refused
);

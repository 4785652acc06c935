//! What another unit of work holds is waited for, and not for ever: one that hangs must not take every
//! connection of everyone else with it. A migration does wait.

use std::time::Duration;

use frontdesk_db::{Database, DatabaseSettings, SCHEMA_VERSION, connect};
use frontdesk_domain::ports::{Store, StoreError};
use frontdesk_domain::secrets::Fingerprint;
use frontdesk_tests::databases;
use sqlx::{Connection, Executor};

const PATIENCE: Duration = Duration::from_secs(1);
/// Far beyond the patience, and far below what the servers would wait by themselves.
const IN_TIME: Duration = Duration::from_secs(10);

async fn open(url: &str) -> Database {
    let settings = DatabaseSettings {
        lock_timeout: PATIENCE,
        ..DatabaseSettings::new(url)
    };
    connect(&settings).await.expect("opened")
}

/// A unit of work hangs with the key of an attempt in its hands. The one beside it has the connection that the
/// schema was migrated on.
async fn is_given_up_in_time(database: &Database) {
    let (store, key) = (database.store(), Fingerprint::from_bytes([7; 32]));
    let waits = store.begin().await.expect("a unit");
    let hangs = store.begin().await.expect("a unit");
    hangs.attempts().lock(&key).await.expect("locked");
    let refused = tokio::time::timeout(IN_TIME, waits.attempts().lock(&key)).await;
    let refused = refused.expect("given up in time");
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    drop(waits);
    hangs.commit().await.expect("whoever holds it is not disturbed");
    let next = store.begin().await.expect("a unit");
    next.attempts().lock(&key).await.expect("free again");
    next.commit().await.expect("kept");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres() {
    let Some(admin) = databases::server(databases::POSTGRES) else {
        return;
    };
    let (name, url) = databases::postgres_empty(&admin, None).await;
    let mut other = sqlx::PgConnection::connect(&url).await.expect("connected");
    let lock = "SELECT pg_advisory_lock(7311042)";
    other.execute(lock).await.expect("as another migration holds it");
    let database = open(&url).await;
    let mut migration = Box::pin(database.migrate());
    let early = tokio::time::timeout(PATIENCE * 2, &mut migration).await;
    assert!(early.is_err(), "it does not wait: {early:?}");
    other.close().await.expect("closed, and the lock with it");
    assert_eq!(migration.await.expect("migrated").to, SCHEMA_VERSION);
    is_given_up_in_time(&database).await;
    database.close().await.expect("closed");
    databases::postgres_runs(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mariadb() {
    let Some(admin) = databases::server(databases::MARIADB) else {
        return;
    };
    let (name, url) = databases::mariadb_empty(&admin).await;
    let database = open(&url).await;
    // A table that the migration comes to, in the hands of somebody who takes their time.
    let table = "CREATE TABLE category (id INT PRIMARY KEY)";
    let mut other = sqlx::MySqlConnection::connect(&url).await.expect("connected");
    other.execute(table).await.expect("made");
    other.execute("LOCK TABLES category WRITE").await.expect("locked");
    let mut migration = Box::pin(database.migrate());
    let early = tokio::time::timeout(PATIENCE * 2, &mut migration).await;
    assert!(early.is_err(), "it does not wait: {early:?}");
    other.execute("DROP TABLE category").await.expect("dropped");
    other.close().await.expect("closed, and the lock with it");
    assert_eq!(migration.await.expect("migrated").to, SCHEMA_VERSION);
    is_given_up_in_time(&database).await;
    database.close().await.expect("closed");
    databases::mariadb_runs(&admin, &format!("DROP DATABASE {name}")).await;
}

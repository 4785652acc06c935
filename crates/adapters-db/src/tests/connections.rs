use std::time::Duration;

use frontdesk_domain::ports::UnitOfWork;
use sea_orm::{ConnectionTrait, FromQueryResult};

use super::make::{again, fresh, submit};
use crate::DatabaseError;
use crate::sql::Sql;

#[derive(FromQueryResult)]
struct Pragmas {
    journal_mode: String,
    synchronous: i64,
    foreign_keys: i64,
    timeout: i64,
    temp_store: i64,
    cache_size: i64,
    query_only: i64,
}

const PRAGMAS: &str = "SELECT * FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys, \
    pragma_busy_timeout, pragma_temp_store, pragma_cache_size, pragma_query_only";

#[tokio::test]
async fn each_connection_is_durable_and_careful() {
    let (_folder, database) = fresh().await;
    for (connection, only_reads) in [(database.writer(), 0), (&database.read, 1)] {
        let found: Pragmas = Sql::new(PRAGMAS).one(connection).await.unwrap().unwrap();
        assert_eq!(found.journal_mode, "wal");
        assert_eq!(
            (found.synchronous, found.foreign_keys, found.timeout),
            (2, 1, 5000)
        );
        assert_eq!(
            (found.temp_store, found.cache_size, found.query_only),
            (2, -4096, only_reads)
        );
    }
}

#[tokio::test]
async fn a_damaged_file_is_found_out() {
    let (folder, database) = fresh().await;
    let unruly = again(&folder, Duration::from_secs(1)).await;
    let orphan = "PRAGMA foreign_keys = OFF; \
        INSERT INTO track_link (token_hash, ticket_number, created_at) VALUES (x'00', 4711, 0)";
    unruly.writer().execute_unprepared(orphan).await.unwrap();
    let found = database.verify().await;
    assert!(
        matches!(&found, Err(DatabaseError::Damaged { found, .. }) if found.contains("track_link")),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_damaged_page_is_found_out() {
    let (folder, database) = fresh().await;
    let unit = database.store().unit().await.unwrap();
    for n in 1..=400 {
        submit(&unit, n).await;
    }
    Box::new(unit).commit().await.unwrap();
    let path = database.file().unwrap().to_owned();
    database.close().await.unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let pages = bytes.len() / 4096;
    // Rows, not the schema, without which the file would not even open.
    for page in pages * 3 / 4..pages {
        bytes[page * 4096 + 100..][..2_000].fill(0xa5);
    }
    std::fs::write(&path, bytes).unwrap();
    let found = again(&folder, Duration::from_secs(1)).await.verify().await;
    assert!(found.is_err(), "{found:?}");
}

#[tokio::test]
async fn what_is_no_database_is_said_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    std::fs::write(&path, "Not a database at all. ".repeat(500)).unwrap();
    let settings = crate::DatabaseSettings::new(format!("sqlite:{}", path.display()));
    let refused = crate::connect(&settings).await.map(drop).unwrap_err();
    assert!(refused.to_string().contains("no database"), "{refused}");
}

use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::ports::{FrontDeskQueries, Store, StoreError};
use sea_orm::ConnectionTrait;

use super::make::{again, fresh, key, submit, try_submit};
use crate::Database;

async fn submit_whole(database: Database, n: u32) -> Result<(), StoreError> {
    let unit = database.store().begin().await?;
    try_submit(&*unit, n).await?;
    unit.commit().await
}

async fn is_kept(database: &Database, n: u32) -> bool {
    database.queries().submitted(&key(n)).await.unwrap().is_some()
}

/// As a browser that goes away: the caller is gone at any point, in the queue, in a statement, in the
/// commit. Everyone else is served, what was acknowledged is there, and nothing is half there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn callers_that_go_away_take_nothing_with_them() {
    let (_folder, database) = fresh().await;
    let mut tasks = Vec::new();
    for n in 1..=400 {
        let task = tokio::spawn(submit_whole(database.clone(), n));
        if n % 2 == 0 {
            let victim = task.abort_handle();
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_micros(u64::from(n) * 53 % 9_000)).await;
                victim.abort();
            });
        }
        tasks.push((n, task));
    }
    let mut kept = 0;
    for (n, task) in tasks {
        match task.await {
            Ok(answer) => {
                answer.unwrap();
                assert!(is_kept(&database, n).await, "{n} was acknowledged");
                kept += 1;
            }
            Err(aborted) => assert!(n % 2 == 0 && aborted.is_cancelled(), "{n}: {aborted}"),
        }
    }
    assert!(kept >= 200);
    tokio::time::timeout(Duration::from_secs(5), submit_whole(database.clone(), 1_000))
        .await
        .unwrap()
        .unwrap();
    database.verify().await.unwrap();
    let halves = "SELECT COUNT(*) AS halves FROM client c WHERE (SELECT COUNT(*) FROM delivery d \
        JOIN ticket t ON t.number = d.about_id WHERE t.client_id = c.id) <> 2";
    let row = database
        .read
        .query_one_raw(crate::sql::Sql::new(halves).build(sea_orm::DbBackend::Sqlite));
    assert_eq!(
        row.await.unwrap().unwrap().try_get::<i64>("", "halves").unwrap(),
        0
    );
}

/// The last in the queue goes away after others have finished and count on it.
#[tokio::test]
async fn the_group_is_ended_though_the_last_in_the_queue_leaves() {
    let (_folder, database) = fresh().await;
    let first = database.store().begin().await.unwrap();
    submit(&*first, 1).await;
    let other = database.clone();
    let waiting = tokio::spawn(async move { other.store().begin().await.map(drop) });
    tokio::task::yield_now().await;
    let commit = tokio::spawn(first.commit());
    tokio::task::yield_now().await;
    waiting.abort();
    let answer = tokio::time::timeout(Duration::from_secs(5), commit).await;
    answer.unwrap().unwrap().unwrap();
    assert!(is_kept(&database, 1).await);
}

/// Dropping the only unit of work ends the transaction, so that another process may write.
#[tokio::test]
async fn a_dropped_unit_lets_other_processes_write() {
    let (folder, database) = fresh().await;
    let unit = database.store().begin().await.unwrap();
    submit(&*unit, 1).await;
    drop(unit);
    let other = again(&folder, Duration::from_secs(5)).await;
    submit_whole(other.clone(), 1).await.unwrap();
    assert!(is_kept(&database, 1).await);
}

/// Waiting units are committed with those before them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_wait_share_a_commit() {
    let (_folder, database) = fresh().await;
    let before = commits(&database).await;
    let first = database.store().begin().await.unwrap();
    let tasks: Vec<_> = (1..=100)
        .map(|n| tokio::spawn(submit_whole(database.clone(), n)))
        .collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    drop(first);
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let commits = commits(&database).await - before;
    assert!(commits <= 10, "{commits} commits for 100 units of work");
}

/// `PRAGMA data_version` of a reader changes with each commit seen; the file's change counter is in the WAL.
async fn commits(database: &Database) -> u64 {
    let wal = database.file().unwrap().with_extension("db-wal");
    let bytes = std::fs::read(wal).unwrap_or_default();
    // 32 bytes of header; frames of 24 bytes and a page. A frame that ends a commit says the size of the
    // database at its fifth byte (https://www.sqlite.org/fileformat2.html#walformat).
    let frames = bytes.get(32..).unwrap_or_default().chunks_exact(24 + 4096);
    frames
        .filter(|frame| frame[4..8] != [0; 4])
        .count()
        .try_into()
        .unwrap()
}

/// Another process writes for a while: everyone waits and is served.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_short_lock_of_another_process_is_waited_for() {
    let (folder, database) = fresh().await;
    let other = again(&folder, Duration::from_secs(5)).await;
    let held = other.store().begin().await.unwrap();
    let tasks: Vec<_> = (1..=20)
        .map(|n| tokio::spawn(submit_whole(database.clone(), n)))
        .collect();
    tokio::time::sleep(Duration::from_secs(1)).await;
    drop(held);
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}

/// Another process does not stop: everyone is told in time, and served when it has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_lock_of_another_process_is_said() {
    let (folder, database) = fresh().await;
    let other = again(&folder, Duration::from_millis(300)).await;
    let held = database.store().begin().await.unwrap();
    let other = Arc::new(other);
    let tasks: Vec<_> = (1..=8)
        .map(|n| tokio::spawn(submit_whole((*other).clone(), n)))
        .collect();
    for task in tasks {
        let answer = task.await.unwrap();
        assert!(
            matches!(answer, Err(StoreError::Again | StoreError::Unavailable(_))),
            "{answer:?}"
        );
    }
    drop(held);
    submit_whole((*other).clone(), 9).await.unwrap();
}

/// A failed write is not committed by whoever overlooks the failure.
#[tokio::test]
async fn a_unit_that_met_an_error_cannot_be_committed() {
    let (_folder, database) = fresh().await;
    submit_whole(database.clone(), 1).await.unwrap();
    let unit = database.store().begin().await.unwrap();
    unit.clients().insert(&super::make::client(2)).await.unwrap();
    unit.clients().insert(&super::make::client(1)).await.unwrap_err();
    assert!(matches!(unit.commit().await, Err(StoreError::Backend(_))));
    let unit = database.store().begin().await.unwrap();
    unit.clients().insert(&super::make::client(2)).await.unwrap();
}

/// The disk fills while many write, and is freed: what was acknowledged is there, nothing else is, and
/// writing goes on without a restart.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_survived() {
    let (_folder, database) = fresh().await;
    submit_whole(database.clone(), 1).await.unwrap();
    let full = "PRAGMA max_page_count = 70";
    database.writer().execute_unprepared(full).await.unwrap();
    let tasks: Vec<_> = (2..=600)
        .map(|n| (n, tokio::spawn(submit_whole(database.clone(), n))))
        .collect();
    let mut refused = 0;
    for (n, task) in tasks {
        match task.await.unwrap() {
            Ok(()) => assert!(is_kept(&database, n).await, "{n} was acknowledged"),
            Err(StoreError::Unavailable(_) | StoreError::Unknown(_)) => refused += 1,
            Err(other) => panic!("{n}: {other:?}"),
        }
    }
    assert!(refused > 0, "the disk was never full");
    let free = "PRAGMA max_page_count = 1000000";
    database.writer().execute_unprepared(free).await.unwrap();
    submit_whole(database.clone(), 1_000).await.unwrap();
    database.verify().await.unwrap();
}

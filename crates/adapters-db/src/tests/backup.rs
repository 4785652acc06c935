use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use frontdesk_domain::auth::{Holder, Level, NewSession};
use frontdesk_domain::deliveries::{Claim, State};
use frontdesk_domain::ports::{DeliveryQueries, FrontDeskQueries, SessionQueries, Store, UnitOfWork};
use frontdesk_domain::secrets::TokenHash;

use super::make::{NOW, fresh, key, register, submit};
use super::rest::claim;
use crate::Database;

async fn open(path: &std::path::Path) -> Database {
    let settings = crate::DatabaseSettings::new(format!("sqlite:{}", path.display()));
    crate::connect(&settings).await.unwrap()
}

#[tokio::test]
async fn a_backup_is_whole_and_opens() {
    let (folder, database) = fresh().await;
    let unit = database.store().unit().await.unwrap();
    let number = submit(&unit, 1).await;
    Box::new(unit).commit().await.unwrap();
    let copy = folder.path().join("copy's \"name\".db");
    database.backup(&copy).await.unwrap();
    assert!(database.backup(&copy).await.is_err(), "it overwrites nothing");
    let copied = open(&copy).await;
    copied.verify().await.unwrap();
    let found = copied.queries().submitted(&key(1)).await.unwrap();
    assert_eq!(found.map(|found| found.number), Some(number));
}

/// Taken while others write: each is whole and holds everything that was acknowledged before it was begun.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_load_holds_what_was_acknowledged() {
    let (folder, database) = fresh().await;
    let (acknowledged, stop) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicBool::new(false)));
    let writer = {
        let (database, acknowledged, stop) = (database.clone(), acknowledged.clone(), stop.clone());
        tokio::spawn(async move {
            let mut n = 0;
            while !stop.load(Ordering::SeqCst) {
                n += 1;
                let unit = database.store().begin().await.unwrap();
                submit(&*unit, n).await;
                unit.commit().await.unwrap();
                acknowledged.store(n, Ordering::SeqCst);
            }
        })
    };
    for copy in 0..8 {
        let before = acknowledged.load(Ordering::SeqCst);
        let path = folder.path().join(format!("{copy}.db"));
        database.backup(&path).await.unwrap();
        let copied = open(&path).await;
        copied.verify().await.unwrap();
        for n in 1..=before {
            assert!(
                copied.queries().submitted(&key(n)).await.unwrap().is_some(),
                "{n} of {before}"
            );
        }
        copied.close().await.unwrap();
    }
    stop.store(true, Ordering::SeqCst);
    writer.await.unwrap();
    assert!(acknowledged.load(Ordering::SeqCst) > 0);
}

/// After a backup was put back: issues are looked for first, mails wait for a person.
#[tokio::test]
async fn what_was_on_its_way_is_held_after_a_restore() {
    let (_folder, database) = fresh().await;
    let unit = database.store().begin().await.unwrap();
    for n in 1..=2 {
        submit(&*unit, n).await;
    }
    unit.commit().await.unwrap();
    database.restored(NOW).await.unwrap();
    let looks = claim(&database, 1, NOW).await;
    assert_eq!(looks.len(), 2);
    assert!(looks.iter().all(|look| look.claim == Claim::Verify));
    let dead = database.queries().list(State::Dead, None, 9).await.unwrap();
    assert_eq!(dead.len(), 2);
    let why = dead[0].delivery.last_error.as_deref();
    assert_eq!(why, Some("held after a restore; retry to send"));
}

/// It may have been ended since the backup was made.
#[tokio::test]
async fn a_restore_ends_every_session() {
    let (_folder, database) = fresh().await;
    let unit = database.store().begin().await.unwrap();
    let account = register(&*unit, 1).await;
    let session = NewSession {
        hash: TokenHash::from_bytes([1; 32]),
        holder: Holder::Account(account),
        session_version: 1,
        level: Level::Password,
        remembered: true,
        device: "Firefox".into(),
        created_at: NOW,
        ends_at: NOW.after(std::time::Duration::from_secs(60)),
    };
    unit.sessions().insert(&session).await.unwrap();
    unit.commit().await.unwrap();
    let held = async || database.queries().held(&session.hash).await.unwrap();
    assert!(held().await.is_some());
    database.restored(NOW).await.unwrap();
    assert!(held().await.is_none());
}

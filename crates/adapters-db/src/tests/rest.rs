use std::time::Duration;

use frontdesk_domain::deliveries::{Claimed, Pause, Settlement, State, Target, WorkerId};
use frontdesk_domain::ports::{DeliveryQueries, Store};
use frontdesk_domain::time::Timestamp;

use super::make::{NOW, fresh, submit};
use crate::Database;

fn later(seconds: u64) -> Timestamp {
    NOW.after(Duration::from_secs(seconds))
}

pub(super) async fn claim(database: &Database, worker: u8, now: Timestamp) -> Vec<Claimed> {
    let unit = database.store().begin().await.unwrap();
    let (worker, lease) = (WorkerId::from_bytes([worker; 16]), Duration::from_secs(60));
    let claimed = unit
        .deliveries()
        .claim(Target::Tracker, worker, 9, lease, now)
        .await
        .unwrap();
    unit.commit().await.unwrap();
    claimed
}

async fn settle(database: &Database, claimed: &Claimed, pause: Option<u64>, now: Timestamp) {
    let pause = pause.map(|seconds| Pause {
        target: Target::Tracker,
        until: later(seconds),
        reason: "not reachable".into(),
    });
    let settlement = Settlement {
        state: if pause.is_some() {
            State::Pending
        } else {
            State::Done
        },
        due_at: now,
        attempts: 1,
        checks: 0,
        error: None,
        pause,
    };
    let unit = database.store().begin().await.unwrap();
    assert!(unit.deliveries().settle(claimed, &settlement, now).await.unwrap());
    unit.commit().await.unwrap();
}

#[tokio::test]
async fn after_a_rest_one_delivery_goes_ahead_for_all() {
    let (_folder, database) = fresh().await;
    let unit = database.store().begin().await.unwrap();
    for n in 1..=5 {
        submit(&*unit, n).await;
    }
    unit.commit().await.unwrap();
    let all = claim(&database, 1, NOW).await;
    assert_eq!(all.len(), 5);
    settle(&database, &all[0], Some(300), NOW).await;
    for (claimed, seconds) in all[1..].iter().zip([10, 20, 30, 40]) {
        settle(&database, claimed, Some(seconds), NOW).await;
    }
    assert_eq!(
        claim(&database, 1, later(299)).await,
        [],
        "a shorter rest does not cut a longer one"
    );
    let probe = claim(&database, 1, later(300)).await;
    assert_eq!(probe.len(), 1);
    assert_eq!(
        claim(&database, 2, later(301)).await,
        [],
        "while it is under way the others wait"
    );
    settle(&database, &probe[0], Some(310), later(302)).await;
    assert_eq!(claim(&database, 1, later(309)).await, []);
    let probe = claim(&database, 1, later(310)).await;
    settle(&database, &probe[0], None, later(311)).await;
    assert_eq!(claim(&database, 2, later(311)).await.len(), 4);
    assert_eq!(database.queries().resting(NOW).await.unwrap(), []);
}

#[tokio::test]
async fn a_probe_whose_process_died_holds_up_nobody_for_long() {
    let (_folder, database) = fresh().await;
    let unit = database.store().begin().await.unwrap();
    for n in 1..=2 {
        submit(&*unit, n).await;
    }
    unit.commit().await.unwrap();
    let all = claim(&database, 1, NOW).await;
    for claimed in &all {
        settle(&database, claimed, Some(10), NOW).await;
    }
    assert_eq!(claim(&database, 1, later(10)).await.len(), 1);
    assert_eq!(claim(&database, 2, later(69)).await, []);
    assert_eq!(claim(&database, 2, later(70)).await.len(), 1);
}

//! Attempts at what may be guessed.

use std::time::Duration;

use frontdesk_domain::auth::{Pace, Tally};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::secrets::Fingerprint;

use super::Desk;
use super::make::{NOW, later};
use super::races::{at_once, tried};

/// No wait and no end, so that only the counting shows.
const PACE: Pace = Pace {
    free: 1000,
    longest: Duration::ZERO,
    window: Duration::from_secs(3600),
    most: None,
};

fn key(n: u8) -> Fingerprint {
    Fingerprint::from_bytes([n; 32])
}

fn tally(count: u32) -> Tally {
    Tally {
        count,
        window_ends: later(3600),
        not_before: later(30),
    }
}

async fn lock(desk: &Desk, key: Fingerprint) -> Option<Tally> {
    desk.begin().await.attempts().lock(&key).await.unwrap()
}

async fn keep(desk: &Desk, key: Fingerprint, tally: Tally) {
    let unit = desk.begin().await;
    unit.attempts().keep(&key, &tally).await.unwrap();
    unit.commit().await.unwrap();
}

async fn forget(desk: &Desk, key: Fingerprint) {
    let unit = desk.begin().await;
    unit.attempts().forget(&key).await.unwrap();
    unit.commit().await.unwrap();
}

/// And changed, and forgotten.
pub async fn they_are_kept_as_given(desk: Desk) {
    assert_eq!(lock(&desk, key(1)).await, None);
    for count in [1, 7, 0] {
        keep(&desk, key(1), tally(count)).await;
        assert_eq!(lock(&desk, key(1)).await, Some(tally(count)));
    }
    forget(&desk, key(1)).await;
    assert_eq!(lock(&desk, key(1)).await, None);
    forget(&desk, key(1)).await;
}

/// Not padded, not folded.
pub async fn keys_are_told_apart_to_the_bit(desk: Desk) {
    let keys = [
        *b"                               a",
        *b"                               A",
        [b' '; 32],
        [0; 32],
    ];
    for (count, bytes) in (1..).zip(keys) {
        let key = Fingerprint::from_bytes(bytes);
        assert_eq!(lock(&desk, key).await, None, "{bytes:?}");
        keep(&desk, key, tally(count)).await;
    }
    assert_eq!(
        lock(&desk, Fingerprint::from_bytes(keys[1])).await,
        Some(tally(2))
    );
}

/// In one unit of work, and again in the next.
pub async fn a_lock_alone_is_no_attempt(desk: Desk) {
    let unit = desk.begin().await;
    for _ in 0..2 {
        assert_eq!(unit.attempts().lock(&key(1)).await.unwrap(), None);
    }
    unit.commit().await.unwrap();
    assert_eq!(lock(&desk, key(1)).await, None);
    let unit = desk.begin().await;
    assert_eq!(unit.attempts().lock(&key(1)).await.unwrap(), None);
    unit.attempts().keep(&key(1), &tally(1)).await.unwrap();
    assert_eq!(unit.attempts().lock(&key(1)).await.unwrap(), Some(tally(1)));
    unit.attempts().forget(&key(1)).await.unwrap();
    assert_eq!(unit.attempts().lock(&key(1)).await.unwrap(), None);
}

/// What has not, stays.
pub async fn what_has_ended_is_swept(desk: Desk) {
    keep(&desk, key(1), tally(1)).await;
    let longer = Tally {
        window_ends: later(3601),
        ..tally(2)
    };
    keep(&desk, key(2), longer).await;
    let unit = desk.begin().await;
    assert_eq!(unit.attempts().sweep(later(3600)).await.unwrap(), 1);
    assert_eq!(unit.attempts().sweep(later(3600)).await.unwrap(), 0);
    unit.commit().await.unwrap();
    assert_eq!(lock(&desk, key(1)).await, None);
    assert_eq!(lock(&desk, key(2)).await, Some(longer));
}

/// One attempt under each of these keys, in this order, as a sign-in counts them.
async fn attempt(unit: &dyn UnitOfWork, keys: &[Fingerprint]) -> Result<u32, StoreError> {
    let mut count = 0;
    for key in keys {
        let before = unit.attempts().lock(key).await?;
        let tally = Tally::attempt(before, &PACE, NOW).unwrap();
        unit.attempts().keep(key, &tally).await?;
        count = tally.count;
    }
    Ok(count)
}

async fn attempted(desk: &Desk, keys: &[Fingerprint]) -> u32 {
    let attempt = |unit: Box<dyn UnitOfWork>| async move {
        let count = attempt(&*unit, keys).await?;
        unit.commit().await?;
        Ok(count)
    };
    tried(desk, attempt).await.unwrap()
}

/// Twenty times over, each time under a key that has no row yet.
pub async fn two_at_once_count_each_other(desk: Desk) {
    for n in 1..=20 {
        let counts = at_once(&desk, 2, move |desk, _| async move {
            attempted(&desk, &[key(n)]).await
        });
        let mut counts = counts.await;
        counts.sort_unstable();
        assert_eq!(counts, [1, 2], "{n}");
    }
}

/// There is no row for any of the keys yet, and three are held at a time.
pub async fn thirty_at_once_count_each_other(desk: Desk) {
    let counts = at_once(&desk, 30, |desk, _| async move {
        attempted(&desk, &[key(1), key(2), key(3)]).await
    });
    let mut counts = counts.await;
    counts.sort_unstable();
    assert_eq!(counts, (1..=30).collect::<Vec<u32>>());
    for n in 1..=3 {
        assert_eq!(lock(&desk, key(n)).await.map(|tally| tally.count), Some(30));
    }
}

/// Others that wait for it go on.
pub async fn a_dropped_unit_counts_nothing(desk: Desk) {
    let attempts = at_once(&desk, 30, |desk, n| async move {
        let attempt = |unit: Box<dyn UnitOfWork>| async move {
            attempt(&*unit, &[key(1)]).await?;
            if n % 3 == 0 {
                return Ok(());
            }
            unit.commit().await
        };
        tried(&desk, attempt).await.unwrap();
    });
    attempts.await;
    assert_eq!(lock(&desk, key(1)).await.map(|tally| tally.count), Some(20));
}

/// Whoever waited for a row that is gone when its turn comes makes another. Ten forget, each of them for the
/// next one to be the first.
pub async fn what_was_forgotten_meanwhile_is_counted_anew(desk: Desk) {
    let attempts = at_once(&desk, 30, |desk, n| async move {
        let attempt = |unit: Box<dyn UnitOfWork>| async move {
            let count = attempt(&*unit, &[key(1)]).await?;
            if n % 3 == 0 {
                unit.attempts().forget(&key(1)).await?;
            }
            unit.commit().await?;
            Ok(count)
        };
        tried(&desk, attempt).await.unwrap()
    });
    let firsts = attempts.await.into_iter().filter(|count| *count == 1).count();
    let some_left = lock(&desk, key(1)).await.is_some();
    assert_eq!(firsts, 10 + usize::from(some_left));
}

//! Throttles and the audit of look-ups.

use std::time::Duration;

use frontdesk_domain::ports::{LookUpOutcome, LookUpRecord};
use frontdesk_domain::secrets::Fingerprint;
use frontdesk_domain::time::Timestamp;

use super::Desk;
use super::make::{NOW, later};

const WINDOW: Duration = Duration::from_secs(600);

async fn count(desk: &Desk, key: [u8; 32], now: Timestamp) -> (u32, Timestamp) {
    let unit = desk.begin().await;
    let counted = unit
        .throttles()
        .count(&Fingerprint::from_bytes(key), WINDOW, now)
        .await
        .unwrap();
    unit.commit().await.unwrap();
    counted
}

/// And the next begins with the next count.
pub async fn a_window_counts_and_ends(desk: Desk) {
    let key = [1; 32];
    assert_eq!(count(&desk, key, NOW).await, (1, later(600)));
    assert_eq!(count(&desk, key, later(10)).await, (2, later(600)));
    assert_eq!(count(&desk, key, later(599)).await, (3, later(600)));
    assert_eq!(count(&desk, key, later(600)).await, (1, later(1200)));
    assert_eq!(count(&desk, key, later(5000)).await, (1, later(5600)));
}

/// However often.
pub async fn counting_on_does_not_prolong_a_window(desk: Desk) {
    for n in 1..=30 {
        assert_eq!(
            count(&desk, [2; 32], later(n)).await,
            (u32::try_from(n).unwrap(), later(601))
        );
    }
}

/// Not padded, not folded.
pub async fn keys_are_told_apart_to_the_bit(desk: Desk) {
    for key in [
        *b"                               a",
        *b"                               A",
        [b' '; 32],
        [0; 32],
    ] {
        assert_eq!(count(&desk, key, NOW).await.0, 1, "{key:?}");
    }
}

/// What is not, stays.
pub async fn what_is_old_is_swept(desk: Desk) {
    count(&desk, [3; 32], NOW).await;
    count(&desk, [4; 32], later(300)).await;
    let unit = desk.begin().await;
    let outcomes = [
        LookUpOutcome::OpenTicket,
        LookUpOutcome::Known,
        LookUpOutcome::Unknown,
        LookUpOutcome::Shared,
        LookUpOutcome::Throttled,
    ];
    for (n, outcome) in (0..).zip(outcomes) {
        let look_up = LookUpRecord {
            at: later(n * 100),
            address: Fingerprint::from_bytes([5; 32]),
            identifier: Fingerprint::from_bytes([6; 32]),
            outcome,
        };
        unit.throttles().record(&look_up).await.unwrap();
    }
    unit.commit().await.unwrap();
    let unit = desk.begin().await;
    let sweep = |now| unit.throttles().sweep(Duration::from_secs(550), now);
    assert_eq!(sweep(later(700)).await.unwrap(), 1 + 2);
    assert_eq!(sweep(later(700)).await.unwrap(), 0);
    unit.commit().await.unwrap();
    assert_eq!(count(&desk, [4; 32], later(700)).await.0, 2);
}

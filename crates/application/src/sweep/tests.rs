use frontdesk_domain::ports::{Clock, Store, TokenSigner};

use super::*;
use crate::testing::{TestDesk, TestSigner};

const MINUTE: Duration = Duration::from_secs(60);

/// That many windows that are over.
async fn flooded(rows: u32) -> TestDesk {
    let desk = TestDesk::new();
    let unit = desk.store.begin().await.unwrap();
    for row in 0..rows {
        let key = TestSigner.fingerprint("a flood", &row.to_string());
        unit.throttles()
            .count(&key, MINUTE, desk.clock.now())
            .await
            .unwrap();
    }
    unit.commit().await.unwrap();
    desk.clock.advance(2 * MINUTE);
    desk
}

#[tokio::test]
async fn more_than_one_batch_goes_in_one_sweep() {
    let desk = flooded(4_500).await;
    assert_eq!(desk.app.sweep().await.unwrap(), 4_500);
    assert_eq!(desk.app.sweep().await.unwrap(), 0);
}

#[tokio::test]
async fn one_sweep_is_bounded() {
    let most = u32::from(SWEPT_AT_ONCE) * MOST_BATCHES;
    let desk = flooded(most + 1).await;
    assert_eq!(desk.app.sweep().await.unwrap(), u64::from(most));
    assert_eq!(desk.app.sweep().await.unwrap(), 1);
}

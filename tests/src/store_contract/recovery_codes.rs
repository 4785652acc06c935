//! Recovery codes.

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::UnitOfWork;
use frontdesk_domain::secrets::TokenHash;

use super::Desk;
use super::make::hash;
use super::make_people::account;
use super::races::{at_once, tried};

/// Ten, other ones for each `from`.
fn ten(from: u32) -> Vec<TokenHash> {
    (from * 10..).take(10).map(hash).collect()
}

async fn replace(desk: &Desk, account: AccountId, hashes: &[TokenHash]) {
    let unit = desk.begin().await;
    unit.recovery_codes().replace(account, hashes).await.unwrap();
    unit.commit().await.unwrap();
}

async fn use_up(desk: &Desk, account: AccountId, n: u32) -> bool {
    let unit = desk.begin().await;
    let used = unit.recovery_codes().use_up(account, &hash(n)).await.unwrap();
    unit.commit().await.unwrap();
    used
}

async fn left(desk: &Desk, account: AccountId) -> u32 {
    desk.begin().await.recovery_codes().left(account).await.unwrap()
}

/// By the account they were given to.
pub async fn each_works_once(desk: Desk) {
    let (account, other) = (account(&desk, 1).await, account(&desk, 2).await);
    replace(&desk, account, &ten(1)).await;
    assert_eq!((left(&desk, account).await, left(&desk, other).await), (10, 0));
    assert!(!use_up(&desk, other, 10).await);
    assert!(!use_up(&desk, account, 20).await);
    for (n, remaining) in (10..20).zip((0..10).rev()) {
        assert!(use_up(&desk, account, n).await);
        assert!(!use_up(&desk, account, n).await);
        assert_eq!(left(&desk, account).await, remaining);
    }
}

/// Another account's stay.
pub async fn new_ones_void_the_old(desk: Desk) {
    let (account, other) = (account(&desk, 1).await, account(&desk, 2).await);
    replace(&desk, account, &ten(1)).await;
    replace(&desk, other, &ten(1)).await;
    replace(&desk, account, &ten(2)).await;
    assert_eq!(left(&desk, account).await, 10);
    assert!(!use_up(&desk, account, 10).await);
    assert!(use_up(&desk, account, 20).await);
    replace(&desk, account, &[]).await;
    assert_eq!(left(&desk, account).await, 0);
    assert!(use_up(&desk, other, 10).await);
}

/// Exactly one.
pub async fn twenty_uses_have_one_winner(desk: Desk) {
    let account = account(&desk, 1).await;
    replace(&desk, account, &ten(1)).await;
    let used = at_once(&desk, 20, move |desk, _| async move {
        let use_up = |unit: Box<dyn UnitOfWork>| async move {
            let used = unit.recovery_codes().use_up(account, &hash(10)).await?;
            unit.commit().await?;
            Ok(used)
        };
        tried(&desk, use_up).await.unwrap()
    });
    assert_eq!(used.await.into_iter().filter(|used| *used).count(), 1);
    assert_eq!(left(&desk, account).await, 9);
}

/// Those of the last.
pub async fn of_twenty_given_at_once_ten_are_left(desk: Desk) {
    let account = account(&desk, 1).await;
    let given = at_once(&desk, 20, move |desk, n| async move {
        let replace = |unit: Box<dyn UnitOfWork>| async move {
            unit.recovery_codes().replace(account, &ten(n)).await?;
            unit.commit().await
        };
        tried(&desk, replace).await.unwrap();
    });
    given.await;
    assert_eq!(left(&desk, account).await, 10);
}

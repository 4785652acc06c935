//! Browsers from which people signed in before.

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::UnitOfWork;

use super::Desk;
use super::make::{hash, later};
use super::make_people::account;
use super::races::{at_once, tried};

async fn remember(desk: &Desk, account: AccountId, n: u32, until: u64) {
    let unit = desk.begin().await;
    unit.devices()
        .remember(account, &hash(n), later(until))
        .await
        .unwrap();
    unit.commit().await.unwrap();
}

async fn is_known(desk: &Desk, account: AccountId, n: u32, seconds: u64) -> bool {
    let unit = desk.begin().await;
    let known = unit.devices().is_known(account, &hash(n), later(seconds)).await;
    known.unwrap()
}

/// And to no other.
pub async fn it_is_known_to_an_account_until_its_end(desk: Desk) {
    let (account, other) = (account(&desk, 1).await, account(&desk, 2).await);
    remember(&desk, account, 1, 100).await;
    assert!(is_known(&desk, account, 1, 99).await);
    assert!(!is_known(&desk, account, 1, 100).await);
    assert!(!is_known(&desk, account, 2, 1).await);
    assert!(!is_known(&desk, other, 1, 1).await);
}

/// Each time it signs in.
pub async fn it_is_remembered_anew(desk: Desk) {
    let (account, other) = (account(&desk, 1).await, account(&desk, 2).await);
    remember(&desk, account, 1, 100).await;
    remember(&desk, other, 1, 100).await;
    remember(&desk, account, 1, 200).await;
    assert!(is_known(&desk, account, 1, 199).await);
    assert!(!is_known(&desk, other, 1, 199).await);
}

/// What has not, stays.
pub async fn what_has_ended_is_swept(desk: Desk) {
    let account = account(&desk, 1).await;
    for n in 1..=3 {
        remember(&desk, account, n, u64::from(n) * 100).await;
    }
    let unit = desk.begin().await;
    assert_eq!(unit.devices().sweep(later(200)).await.unwrap(), 2);
    assert_eq!(unit.devices().sweep(later(200)).await.unwrap(), 0);
    unit.commit().await.unwrap();
    assert!(is_known(&desk, account, 3, 299).await);
    assert!(!is_known(&desk, account, 1, 1).await);
}

/// One row, whoever is first.
pub async fn twenty_that_remember_it_at_once_agree(desk: Desk) {
    let account = account(&desk, 1).await;
    let remembered = at_once(&desk, 20, move |desk, _| async move {
        let remember = |unit: Box<dyn UnitOfWork>| async move {
            unit.devices().remember(account, &hash(1), later(100)).await?;
            unit.commit().await
        };
        tried(&desk, remember).await.unwrap();
    });
    remembered.await;
    let unit = desk.begin().await;
    assert_eq!(unit.devices().sweep(later(100)).await.unwrap(), 1);
}

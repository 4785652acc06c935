//! Mailed links.

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::auth::{CodeId, LinkPurpose, NewLink};
use frontdesk_domain::ports::UnitOfWork;

use super::Desk;
use super::make::{hash, later};
use super::make_people::account;
use super::races::{at_once, tried};

/// Link `n` for a new password, good for half an hour.
fn link(account: Option<AccountId>, n: u32) -> NewLink {
    NewLink {
        hash: hash(n),
        purpose: LinkPurpose::ResetPassword,
        account,
        code: None,
        expires_at: later(1800),
    }
}

async fn issue(desk: &Desk, link: &NewLink) {
    let unit = desk.begin().await;
    unit.links().issue(link).await.unwrap();
    unit.commit().await.unwrap();
}

async fn good(desk: &Desk, n: u32, purpose: LinkPurpose, seconds: u64) -> Option<Option<CodeId>> {
    let unit = desk.begin().await;
    unit.links()
        .good(&hash(n), purpose, later(seconds))
        .await
        .unwrap()
}

async fn use_up(desk: &Desk, n: u32, purpose: LinkPurpose, seconds: u64) -> bool {
    let unit = desk.begin().await;
    let used = unit
        .links()
        .use_up(&hash(n), purpose, later(seconds))
        .await
        .unwrap();
    unit.commit().await.unwrap();
    used
}

/// However often it is looked at before.
pub async fn it_works_once(desk: Desk) {
    let purpose = LinkPurpose::ResetPassword;
    issue(&desk, &link(Some(account(&desk, 1).await), 1)).await;
    for _ in 0..3 {
        assert_eq!(good(&desk, 1, purpose, 1).await, Some(None));
    }
    assert!(use_up(&desk, 1, purpose, 1).await);
    assert_eq!(good(&desk, 1, purpose, 1).await, None);
    assert!(!use_up(&desk, 1, purpose, 1).await);
}

/// By the exact hash and until its end.
pub async fn it_works_for_its_purpose_and_in_time(desk: Desk) {
    issue(&desk, &link(Some(account(&desk, 1).await), 1)).await;
    let other_purpose = LinkPurpose::ALL
        .into_iter()
        .filter(|purpose| *purpose != LinkPurpose::ResetPassword)
        .map(|purpose| (1, purpose, 1));
    let others = other_purpose.chain([
        (2, LinkPurpose::ResetPassword, 1),
        (1, LinkPurpose::ResetPassword, 1800),
    ]);
    for (n, purpose, seconds) in others {
        assert_eq!(good(&desk, n, purpose, seconds).await, None);
        assert!(!use_up(&desk, n, purpose, seconds).await);
    }
    assert!(use_up(&desk, 1, LinkPurpose::ResetPassword, 1799).await);
}

/// Whether or not that still works.
pub async fn it_knows_the_code_of_its_mail(desk: Desk) {
    let code = Some(CodeId(77));
    let account = Some(account(&desk, 1).await);
    issue(
        &desk,
        &NewLink {
            code,
            ..link(account, 1)
        },
    )
    .await;
    assert_eq!(good(&desk, 1, LinkPurpose::ResetPassword, 1).await, Some(code));
}

/// Of the same account, which may be nobody's, for the same purpose.
pub async fn a_newer_one_voids_it(desk: Desk) {
    let purpose = LinkPurpose::ResetPassword;
    let (first, second) = (account(&desk, 1).await, account(&desk, 2).await);
    let verify = NewLink {
        purpose: LinkPurpose::VerifyEmail,
        ..link(Some(first), 4)
    };
    for (n, account) in [(1, Some(first)), (2, Some(second)), (3, None)] {
        issue(&desk, &link(account, n)).await;
    }
    issue(&desk, &verify).await;
    issue(&desk, &link(Some(first), 5)).await;
    assert_eq!(good(&desk, 1, purpose, 1).await, None);
    issue(&desk, &link(None, 6)).await;
    assert_eq!(good(&desk, 3, purpose, 1).await, None);
    for n in [2, 5, 6] {
        assert_eq!(good(&desk, n, purpose, 1).await, Some(None), "{n}");
    }
    assert_eq!(good(&desk, 4, LinkPurpose::VerifyEmail, 1).await, Some(None));
}

/// What has not, stays.
pub async fn what_has_ended_is_swept(desk: Desk) {
    let expires_at = later(1801);
    issue(&desk, &link(Some(account(&desk, 1).await), 1)).await;
    let longer = link(Some(account(&desk, 2).await), 2);
    issue(&desk, &NewLink { expires_at, ..longer }).await;
    let unit = desk.begin().await;
    assert_eq!(unit.links().sweep(later(1800)).await.unwrap(), 1);
    assert_eq!(unit.links().sweep(later(1800)).await.unwrap(), 0);
    unit.commit().await.unwrap();
    assert!(use_up(&desk, 2, LinkPurpose::ResetPassword, 1).await);
}

/// Exactly one.
pub async fn twenty_uses_have_one_winner(desk: Desk) {
    issue(&desk, &link(Some(account(&desk, 1).await), 1)).await;
    let used = at_once(&desk, 20, |desk, _| async move {
        let use_up = |unit: Box<dyn UnitOfWork>| async move {
            let (hash, purpose) = (hash(1), LinkPurpose::ResetPassword);
            let used = unit.links().use_up(&hash, purpose, later(1)).await?;
            unit.commit().await?;
            Ok(used)
        };
        tried(&desk, use_up).await.unwrap()
    });
    assert_eq!(used.await.into_iter().filter(|used| *used).count(), 1);
}

/// And none of them was refused.
pub async fn of_twenty_issued_at_once_one_is_left(desk: Desk) {
    let account = Some(account(&desk, 1).await);
    let issued = at_once(&desk, 20, move |desk, n| async move {
        let issue = |unit: Box<dyn UnitOfWork>| async move {
            unit.links().issue(&link(account, n)).await?;
            unit.commit().await
        };
        tried(&desk, issue).await.unwrap();
    });
    issued.await;
    let mut left = 0;
    for n in 1..=20 {
        left += usize::from(good(&desk, n, LinkPurpose::ResetPassword, 1).await.is_some());
    }
    assert_eq!(left, 1);
}

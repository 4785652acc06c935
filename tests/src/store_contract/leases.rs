//! What becomes of a delivery whose worker died or is told to stop.

use frontdesk_domain::deliveries::{Claim, Job, State, Target};

use super::Desk;
use super::deliveries::{asked, claim, ended, settle};
use super::make::{NOW, later, worker};

/// It may have been created: look first, and count no attempt.
pub async fn a_lease_ends_in_a_look_for_an_issue(desk: Desk) {
    asked(&desk, 1, &[Job::CreateIssue]).await;
    claim(&desk, Target::Tracker, 1, 1, NOW).await.remove(0);
    assert_eq!(claim(&desk, Target::Tracker, 2, 1, later(59)).await, []);
    let look = claim(&desk, Target::Tracker, 2, 1, later(60)).await.remove(0);
    assert_eq!(
        (look.claim, look.delivery.attempts, look.epoch),
        (Claim::Verify, 1, 2)
    );
}

/// A mail sent twice is seen once: simply again.
pub async fn a_lease_ends_in_another_attempt_for_a_mail(desk: Desk) {
    asked(&desk, 1, &[Job::MailReceived]).await;
    claim(&desk, Target::Mail, 1, 1, NOW).await.remove(0);
    let again = claim(&desk, Target::Mail, 2, 1, later(60)).await.remove(0);
    assert_eq!((again.claim, again.delivery.attempts), (Claim::Attempt, 2));
}

/// Neither another worker's nor an earlier one of the same worker.
pub async fn an_old_lease_writes_nothing(desk: Desk) {
    let number = asked(&desk, 1, &[Job::CreateIssue]).await;
    let old = claim(&desk, Target::Tracker, 1, 1, NOW).await.remove(0);
    let current = claim(&desk, Target::Tracker, 1, 1, later(60)).await.remove(0);
    assert!(!settle(&desk, &old, &ended(State::Dead), later(61)).await);
    let foreign = frontdesk_domain::deliveries::Claimed {
        worker: worker(9),
        ..current.clone()
    };
    assert!(!settle(&desk, &foreign, &ended(State::Dead), later(61)).await);
    let kept = desk
        .deliveries
        .of_ticket(number, Job::CreateIssue)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.state, State::Running);
    assert!(settle(&desk, &current, &ended(State::Done), later(61)).await);
}

/// For others; and those of others stay theirs.
pub async fn a_released_delivery_is_free_at_once(desk: Desk) {
    for n in 1..=3 {
        asked(&desk, n, &[Job::MailReceived]).await;
    }
    claim(&desk, Target::Mail, 1, 1, NOW).await;
    claim(&desk, Target::Mail, 2, 1, NOW).await;
    let unit = desk.begin().await;
    unit.deliveries().release(worker(1), later(5)).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(claim(&desk, Target::Mail, 3, 9, later(5)).await.len(), 2);
}

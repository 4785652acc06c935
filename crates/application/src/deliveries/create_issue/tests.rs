use std::time::Duration;

use frontdesk_domain::deliveries::{State, Target};
use frontdesk_domain::ports::TrackerError;
use frontdesk_domain::tickets::TicketNumber;

use super::*;
use crate::testing::TestDesk;

async fn only_state(desk: &TestDesk) -> State {
    let delivery = desk.delivery(TicketNumber::FIRST, Job::CreateIssue).await;
    delivery.expect("asked for").state
}

#[tokio::test]
async fn s0_6_a_ticket_gets_its_issue_and_shows_its_key() {
    let desk = TestDesk::new();
    let (_, token) = desk.submit_for_link("0912 345 6789", "It broke").await;
    assert!(desk.app.see_ticket(&token).await.unwrap().external.is_none());
    desk.deliver().await;
    let page = desk.app.see_ticket(&token).await.unwrap();
    assert_eq!(page.external.map(|e| e.key).as_deref(), Some("SUP-1"));
    assert_eq!((only_state(&desk).await, desk.tracker.issues()), (State::Done, 1));
}

#[tokio::test]
async fn s0_6_a_lost_answer_makes_no_second_issue() {
    let desk = TestDesk::new();
    let (_, token) = desk.submit_for_link("0912 345 6789", "It broke").await;
    desk.tracker
        .create_then_fail(TrackerError::Unknown("timeout".into()));
    desk.deliver().await;
    assert_eq!(
        (only_state(&desk).await, desk.tracker.issues()),
        (State::Verify, 1)
    );
    desk.clock.advance(Duration::from_secs(15));
    desk.deliver().await;
    assert_eq!((only_state(&desk).await, desk.tracker.issues()), (State::Done, 1));
    assert!(desk.app.see_ticket(&token).await.unwrap().external.is_some());
}

#[tokio::test]
async fn what_never_arrived_is_created_again_after_the_last_look_and_audited() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    desk.tracker.fail_next(TrackerError::Unknown("reset".into()));
    for wait in [0, 15, 45, 120, 420, 0] {
        desk.clock.advance(Duration::from_secs(wait));
        desk.deliver().await;
    }
    assert_eq!((only_state(&desk).await, desk.tracker.issues()), (State::Done, 1));
    let audit = desk.delivery(TicketNumber::FIRST, Job::AuditIssue).await;
    assert!(audit.is_some_and(|audit| audit.state == State::Pending));
}

#[tokio::test]
async fn two_issues_for_one_ticket_are_shown_to_staff() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    desk.tracker.lag(true);
    desk.tracker
        .create_then_fail(TrackerError::Unknown("reset".into()));
    for wait in [0, 15, 45, 120, 420, 0] {
        desk.clock.advance(Duration::from_secs(wait));
        desk.deliver().await;
    }
    desk.tracker.lag(false);
    desk.clock.advance(Duration::from_secs(15 * 60));
    desk.deliver().await;
    let audit = desk.delivery(TicketNumber::FIRST, Job::AuditIssue).await.unwrap();
    assert_eq!(audit.state, State::Dead);
    assert!(audit.last_error.unwrap().contains("SUP-1, SUP-2"));
}

#[tokio::test]
async fn a_double_is_seen_although_only_the_older_issue_is() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    desk.tracker.lag(true);
    desk.tracker
        .create_then_fail(TrackerError::Unknown("reset".into()));
    for wait in [0, 15, 45, 120, 420, 0] {
        desk.clock.advance(Duration::from_secs(wait));
        desk.deliver().await;
    }
    desk.tracker.lag_by(1);
    desk.clock.advance(Duration::from_secs(15 * 60));
    desk.deliver().await;
    let audit = desk.delivery(TicketNumber::FIRST, Job::AuditIssue).await.unwrap();
    assert_eq!(audit.state, State::Dead);
    assert!(
        audit
            .last_error
            .unwrap()
            .ends_with("SUP-1, SUP-2. Close all but SUP-2")
    );
}

#[tokio::test]
async fn a_double_whose_own_answer_was_lost_is_seen_too() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    desk.tracker.lag(true);
    for _ in 0..2 {
        desk.tracker
            .create_then_fail(TrackerError::Unknown("reset".into()));
    }
    for wait in [0, 15, 45, 120, 420, 0] {
        desk.clock.advance(Duration::from_secs(wait));
        desk.deliver().await;
    }
    desk.tracker.lag_by(1);
    desk.clock.advance(Duration::from_secs(15));
    desk.deliver().await;
    assert_eq!((only_state(&desk).await, desk.tracker.issues()), (State::Done, 2));
    desk.tracker.lag(false);
    desk.clock.advance(Duration::from_secs(15 * 60));
    desk.deliver().await;
    let audit = desk.delivery(TicketNumber::FIRST, Job::AuditIssue).await.unwrap();
    assert_eq!(audit.state, State::Dead);
}

#[tokio::test]
async fn a_process_that_died_at_work_is_looked_into_not_repeated() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    let abandoned = desk.claim_and_abandon(Target::Tracker).await;
    assert_eq!(abandoned, 1);
    desk.deliver().await;
    assert_eq!(only_state(&desk).await, State::Running);
    desk.clock.advance(Duration::from_secs(61));
    desk.deliver().await;
    assert_eq!(
        (only_state(&desk).await, desk.tracker.issues()),
        (State::Verify, 0)
    );
}

#[tokio::test]
async fn a_refused_credential_rests_the_tracker_and_loses_nothing() {
    let desk = TestDesk::new();
    for n in 0..5 {
        desk.submit(&format!("0912 345 678{n}"), "It broke").await;
    }
    desk.tracker.refuse_everyone(true);
    for _ in 0..10 {
        desk.deliver().await;
        desk.clock.advance(Duration::from_secs(301));
    }
    assert!(desk.deliveries(State::Dead).await.is_empty());
    desk.tracker.refuse_everyone(false);
    desk.deliver().await;
    desk.deliver().await;
    assert_eq!(desk.tracker.issues(), 5);
}

#[tokio::test]
async fn what_is_refused_is_dead_with_the_reason_and_can_be_retried() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    desk.tracker
        .fail_next(TrackerError::Rejected("summary: too odd".into()));
    desk.deliver().await;
    let dead = desk.deliveries(State::Dead).await;
    assert_eq!(dead[0].last_error.as_deref(), Some("summary: too odd"));
    desk.app.retry_delivery(dead[0].id).await.unwrap();
    desk.deliver().await;
    assert_eq!((only_state(&desk).await, desk.tracker.issues()), (State::Done, 1));
}

#[tokio::test]
async fn a_delivery_that_panics_is_dead_and_the_worker_lives() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    desk.submit("0912 345 6780", "It broke too").await;
    desk.tracker.panic_next();
    desk.deliver().await;
    assert_eq!(desk.deliveries(State::Dead).await.len(), 1);
    assert_eq!(desk.tracker.issues(), 1);
}

#[tokio::test]
async fn s0_7_with_the_tracker_down_a_ticket_is_accepted_shown_as_waiting_and_delivered_later() {
    let desk = TestDesk::new();
    let (_, token) = desk.submit_for_link("0912 345 6789", "It broke").await;
    for _ in 0..3 {
        desk.tracker
            .fail_next(TrackerError::NotSent("connection refused".into()));
        // Longer than any wait between two of the first tries, so that each of them is refused.
        desk.clock.advance(Duration::from_secs(120));
        desk.deliver().await;
    }
    let waiting = desk
        .delivery(TicketNumber::FIRST, Job::CreateIssue)
        .await
        .unwrap();
    assert_eq!(waiting.state, State::Pending);
    assert_eq!(waiting.last_error.as_deref(), Some("connection refused"));
    let overview = desk.app.deliveries_overview().await.unwrap();
    assert!(
        overview
            .resting
            .iter()
            .any(|rest| rest.pause.reason.contains("connection refused"))
    );
    desk.clock.advance(Duration::from_secs(3600));
    desk.deliver().await;
    assert_eq!((only_state(&desk).await, desk.tracker.issues()), (State::Done, 1));
    assert!(desk.app.see_ticket(&token).await.unwrap().external.is_some());
}

/// The ticket and its job are kept together, so whatever the tracker did, the client's one ticket has one.
#[tokio::test]
async fn s0_n7_no_ticket_is_without_its_job_and_a_refused_one_can_be_delivered_after_all() {
    let desk = TestDesk::new();
    let number = desk.submit("0912 345 6789", "It broke").await;
    desk.tracker
        .fail_next(TrackerError::Rejected("issue type is gone".into()));
    desk.deliver().await;
    let again = desk
        .app
        .submit_ticket(&desk.form("0912 345 6789", "Hello?"))
        .await
        .unwrap();
    assert!(matches!(again, crate::Submission::AlreadyOpen(_)), "{again:?}");
    let dead = desk.delivery(number, Job::CreateIssue).await.unwrap();
    assert_eq!(dead.state, State::Dead);
    desk.app.retry_delivery(dead.id).await.unwrap();
    desk.deliver().await;
    assert_eq!((only_state(&desk).await, desk.tracker.issues()), (State::Done, 1));
}

#[tokio::test]
async fn s0_n8_an_error_is_kept_with_its_reason_and_a_key_is_stored() {
    let desk = TestDesk::new();
    let number = desk.submit("0912 345 6789", "It broke").await;
    desk.tracker
        .fail_next(TrackerError::Rejected("priority: unknown".into()));
    desk.deliver().await;
    let dead = desk.deliveries(State::Dead).await;
    assert_eq!(dead[0].last_error.as_deref(), Some("priority: unknown"));
    desk.app.retry_delivery(dead[0].id).await.unwrap();
    desk.deliver().await;
    let unit = frontdesk_domain::ports::Store::begin(&desk.store).await.unwrap();
    let ticket = unit.tickets().get(number).await.unwrap().unwrap();
    let stored = ticket.external.unwrap();
    assert_eq!((stored.key.as_str(), stored.id.0.is_empty()), ("SUP-1", false));
}

#[tokio::test]
async fn s0_n10_a_ticket_that_is_a_title_only_becomes_an_issue() {
    let desk = TestDesk::new();
    desk.customer("sara@example.com").await;
    let sara = desk.signed_in("sara@example.com").await;
    desk.open(&sara, "Printer").await;
    desk.deliver().await;
    assert_eq!((only_state(&desk).await, desk.tracker.issues()), (State::Done, 1));
}

use std::sync::Arc;

use frontdesk_domain::deliveries::{Job, State};
use frontdesk_domain::tickets::TrackedStatus;

use super::*;
use crate::testing::TestDesk;

#[tokio::test]
async fn s0_5_a_newcomer_leaves_with_a_number_and_everything_is_asked_for() {
    let desk = TestDesk::new();
    let number = desk.submit("0912 345 6789", "Printer prints blank pages").await;
    assert_eq!(number, TicketNumber::FIRST);
    let jobs: Vec<Job> = desk
        .deliveries(State::Pending)
        .await
        .iter()
        .map(|d| d.job)
        .collect();
    assert_eq!(jobs, [Job::MailReceived, Job::CreateIssue]);
}

#[tokio::test]
async fn the_same_form_again_is_the_same_answer_even_after_the_ticket_was_resolved() {
    let desk = TestDesk::new();
    let form = desk.form("0912 345 6789", "It broke");
    let first = desk.app.submit_ticket(&form).await.unwrap();
    assert_eq!(desk.app.submit_ticket(&form).await.unwrap(), first);
    desk.move_ticket(TicketNumber::FIRST, TrackedStatus::Resolved)
        .await;
    assert_eq!(desk.app.submit_ticket(&form).await.unwrap(), first);
    assert_eq!(desk.store.tickets(), 1);
}

#[tokio::test]
async fn the_same_key_with_other_words_is_refused() {
    let desk = TestDesk::new();
    let form = desk.form("0912 345 6789", "It broke");
    desk.app.submit_ticket(&form).await.unwrap();
    let other = SubmitTicket {
        body: Body::parse("Something else").unwrap(),
        ..form
    };
    assert!(matches!(
        desk.app.submit_ticket(&other).await,
        Err(AppError::FormReused)
    ));
}

#[tokio::test]
async fn s0_2_a_client_with_an_open_ticket_is_shown_it() {
    let desk = TestDesk::new();
    let number = desk.submit("0912 345 6789", "It broke").await;
    let answer = desk
        .app
        .submit_ticket(&desk.form("+98 912 345 6789", "It still is"))
        .await
        .unwrap();
    assert!(matches!(answer, Submission::AlreadyOpen(open) if open.number == number));
    assert_eq!(desk.store.tickets(), 1);
}

#[tokio::test]
async fn s0_3_resolved_counts_as_none() {
    let desk = TestDesk::new();
    let first = desk.submit("0912 345 6789", "It broke").await;
    desk.move_ticket(first, TrackedStatus::Resolved).await;
    let second = desk.submit("0912 345 6789", "It broke again").await;
    assert!(second > first);
}

#[tokio::test]
async fn s0_n6_fifty_forms_at_once_from_one_newcomer_make_one_client_and_one_ticket() {
    let desk = Arc::new(TestDesk::new());
    let sent = (0..50).map(|n| {
        let desk = Arc::clone(&desk);
        tokio::spawn(async move {
            let form = desk.form("0912 345 6789", &format!("It broke, {n}"));
            desk.app.submit_ticket(&form).await.unwrap()
        })
    });
    let mut accepted = 0;
    for answer in sent.collect::<Vec<_>>() {
        match answer.await.unwrap() {
            Submission::Accepted { .. } => accepted += 1,
            Submission::AlreadyOpen(open) => assert_eq!(open.number, TicketNumber::FIRST),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((accepted, desk.store.tickets(), desk.store.clients()), (1, 1, 1));
}

#[tokio::test]
async fn someone_new_must_say_their_name_and_an_unknown_id_registers_nobody() {
    let desk = TestDesk::new();
    let mut form = desk.form("0912 345 6789", "It broke");
    form.registration = None;
    assert_eq!(
        desk.app.submit_ticket(&form).await.unwrap(),
        Submission::NameNeeded
    );
    form.identifier = Identifier::Number(ClientNumber::draw(5));
    assert_eq!(
        desk.app.submit_ticket(&form).await.unwrap(),
        Submission::UnknownNumber
    );
    assert_eq!(desk.store.tickets(), 0);
}

#[tokio::test]
async fn s0_n3_a_shared_phone_asks_for_the_customer_id() {
    let desk = TestDesk::new();
    let ids = desk.family("0912 345 6789", 2).await;
    let answer = desk
        .app
        .submit_ticket(&desk.form("0912 345 6789", "It broke"))
        .await
        .unwrap();
    assert_eq!(answer, Submission::SharedPhone);
    let mut form = desk.form("0912 345 6789", "It broke");
    form.identifier = Identifier::Number(ids[1]);
    assert!(matches!(
        desk.app.submit_ticket(&form).await.unwrap(),
        Submission::Accepted { .. }
    ));
}

#[tokio::test]
async fn a_lost_commit_answer_is_looked_up() {
    let desk = TestDesk::new();
    let form = desk.form("0912 345 6789", "It broke");
    desk.store.lose_next_commit_answer(true);
    assert!(matches!(
        desk.app.submit_ticket(&form).await.unwrap(),
        Submission::Accepted { .. }
    ));
    let other = desk.form("0912 345 6780", "It broke");
    desk.store.lose_next_commit_answer(false);
    assert!(matches!(
        desk.app.submit_ticket(&other).await,
        Err(AppError::Unavailable(_))
    ));
    assert_eq!(desk.store.tickets(), 1);
}

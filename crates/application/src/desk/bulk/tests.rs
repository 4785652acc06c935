use std::time::Duration;

use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::Role;
use frontdesk_domain::tickets::{NotNow, Priority, StaffChange, StatusKind};

use super::*;
use crate::testing::TestDesk;

async fn cast(desk: &TestDesk) -> (SignedIn, SignedIn, Vec<TicketNumber>) {
    desk.customer("sara@example.com").await;
    desk.person("mina@example.com", Role::Agent).await;
    let sara = desk.signed_in("sara@example.com").await;
    let mut numbers = Vec::new();
    for title in ["One", "Two", "Three"] {
        numbers.push(desk.open(&sara, title).await);
    }
    (sara, desk.signed_in("mina@example.com").await, numbers)
}

#[tokio::test]
async fn each_is_judged_alone_and_what_was_done_is_undone() {
    let desk = TestDesk::new();
    let (_, mina, numbers) = cast(&desk).await;
    let by_mina = Caller::Person(mina.clone());
    desk.app
        .merge_ticket(&by_mina, numbers[0], numbers[1])
        .await
        .unwrap();
    let closed = BulkChange::Set(StaffChange::Status(StatusKind::Resolved));
    let chosen = BulkChosen::These([numbers.clone(), vec![TicketNumber(1)]].concat());
    let done = desk.app.change_many(&mina, &chosen, &closed).await.unwrap();
    assert_eq!(done.changed, 2);
    let why = done.refused.iter().map(|refused| &refused.why);
    let why: Vec<String> = why.map(|why| format!("{why:?}")).collect();
    assert_eq!(why, ["NotFound", &format!("NotNow({:?})", NotNow::Closed)]);
    let urgent = StaffChange::Priority(Priority::Urgent);
    desk.app.set_ticket(&by_mina, numbers[2], urgent).await.unwrap();
    let undone = desk.app.undo_many(&mina, done.undo.unwrap()).await.unwrap();
    assert_eq!(
        (undone.changed, undone.left),
        (1, 1),
        "what was changed since is left alone"
    );
    let page = desk.app.see_as_staff(&mina, numbers[1]).await.unwrap();
    assert_eq!(
        (page.ticket.status().kind(), page.ticket.taken_up),
        (StatusKind::Open, false)
    );
    let again = desk.app.undo_many(&mina, done.undo.unwrap()).await;
    assert!(matches!(again, Err(AppError::Stale)));
    assert_eq!(desk.app.wrong_counters().await.unwrap(), []);
}

#[tokio::test]
async fn s4_9_an_undo_gives_nothing_to_who_left_since() {
    let desk = TestDesk::new();
    let (_, mina, numbers) = cast(&desk).await;
    desk.person("ada@example.com", Role::Admin).await;
    let ada = Authority::Person(desk.signed_in("ada@example.com").await);
    let [ann, tom] = [
        desk.person("ann@example.com", Role::Agent).await,
        desk.person("tom@example.com", Role::Agent).await,
    ];
    let set = async |number: TicketNumber, change| {
        let by_mina = Caller::Person(mina.clone());
        desk.app.set_ticket(&by_mina, number, change).await.unwrap();
    };
    for number in &numbers[..2] {
        set(*number, StaffChange::Assignee(Some(ann))).await;
        set(*number, StaffChange::Status(StatusKind::InProgress)).await;
    }
    set(numbers[1], StaffChange::Status(StatusKind::Resolved)).await;
    let to_tom = BulkChange::Set(StaffChange::Assignee(Some(tom)));
    let chosen = BulkChosen::These(numbers[..2].to_vec());
    let done = desk.app.change_many(&mina, &chosen, &to_tom).await.unwrap();
    desk.app.disable_person(&ada, ann).await.unwrap();
    let undone = desk.app.undo_many(&mina, done.undo.unwrap()).await.unwrap();
    assert_eq!((undone.changed, undone.refused.len()), (2, 0));
    let mut stand = Vec::new();
    for number in &numbers[..2] {
        let ticket = desk.app.see_as_staff(&mina, *number).await.unwrap().ticket;
        stand.push((ticket.status().kind(), ticket.assignee()));
    }
    let expected = [(StatusKind::Open, None), (StatusKind::Resolved, Some(ann))];
    assert_eq!(stand, expected, "what is over was still hers");
    assert_eq!(desk.app.wrong_counters().await.unwrap(), []);
}

#[tokio::test]
async fn all_that_match_are_changed_and_only_staff_may() {
    let desk = TestDesk::new();
    let (sara, mina, _) = cast(&desk).await;
    let all = BulkChosen::Matching(QueueFilter::default());
    let change = BulkChange::Set(StaffChange::Assignee(mina.account()));
    let refused = desk.app.change_many(&sara, &all, &change).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
    let done = desk.app.change_many(&mina, &all, &change).await.unwrap();
    assert_eq!((done.changed, done.left), (3, 0));
    let again = desk.app.change_many(&mina, &all, &change).await.unwrap();
    assert_eq!((again.changed, again.left, again.undo), (0, 3, None));
    desk.clock.advance(Duration::from_secs(601));
    let late = desk.app.undo_many(&mina, done.undo.unwrap()).await;
    assert!(matches!(late, Err(AppError::Stale)));
}

use frontdesk_domain::accounts::Role;
use frontdesk_domain::tickets::{NotNow, Priority, Subject};

use super::*;
use crate::testing::Duo;

#[tokio::test]
async fn s3_6_the_owner_moves_a_ticket_freely_until_staff_take_it() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    for to in [StatusKind::InProgress, StatusKind::Resolved, StatusKind::Open] {
        let moved = app.move_ticket(&cast.sara(), cast.number, to).await.unwrap();
        assert!(moved.changed);
    }
    app.take_ticket(&cast.mina(), cast.number).await.unwrap();
    let refused = app
        .move_ticket(&cast.sara(), cast.number, StatusKind::OnHold)
        .await;
    assert!(matches!(refused, Err(AppError::NotNow(NotNow::TakenUp))));
    let solved = app
        .move_ticket(&cast.sara(), cast.number, StatusKind::Resolved)
        .await;
    assert!(solved.unwrap().changed);
}

#[tokio::test]
async fn s2_n3_s3_n3_nobody_else_reaches_a_ticket_and_none_is_no_success() {
    let cast = Duo::new().await;
    cast.desk.customer("otto@example.com").await;
    let otto = Caller::Person(cast.desk.signed_in("otto@example.com").await);
    for (who, number) in [(otto, cast.number), (cast.mina(), TicketNumber(1))] {
        let moved = cast
            .desk
            .app
            .move_ticket(&who, number, StatusKind::Resolved)
            .await;
        assert!(matches!(moved, Err(AppError::NotFound)));
    }
}

#[tokio::test]
async fn s4_4_s4_n5_an_edit_needs_the_open_ticket_as_it_was_shown() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    let edit = |title| Edit {
        subject: Some(Subject::parse(title).unwrap()),
        priority: Some(Priority::Urgent),
        ..Edit::default()
    };
    let saved = app
        .edit_ticket(&cast.sara(), cast.number, 1, &edit("Scanner"))
        .await
        .unwrap();
    let stale = app
        .edit_ticket(&cast.sara(), cast.number, 1, &edit("Plotter"))
        .await;
    assert!(matches!(stale, Err(AppError::Stale)));
    let page = app.see_as_client(&cast.sara(), cast.number).await.unwrap();
    assert_eq!(page.ticket.subject.as_str(), "Scanner");
    assert_eq!(page.ticket.priority, Priority::Medium);
    app.take_ticket(&cast.mina(), cast.number).await.unwrap();
    let late = app
        .edit_ticket(&cast.sara(), cast.number, saved.version + 1, &edit("Plotter"))
        .await;
    assert!(matches!(late, Err(AppError::NotNow(NotNow::NotOpen))));
}

#[tokio::test]
async fn s4_9_a_ticket_is_given_to_staff_only_and_they_are_told() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    let to = |account| StaffChange::Assignee(account);
    let sara = cast.sara.account();
    let refused = app.set_ticket(&cast.mina(), cast.number, to(sara)).await;
    assert!(matches!(refused, Err(AppError::Forbidden)));
    let otto = cast.desk.person("otto@example.com", Role::Agent).await;
    app.set_ticket(&cast.mina(), cast.number, to(Some(otto)))
        .await
        .unwrap();
    cast.desk.deliver().await;
    assert_eq!(
        cast.desk.mails_about(cast.number),
        ["Assigned(…) to otto@example.com"]
    );
}

#[tokio::test]
async fn s4_7_s1_13_s1_14_heads_follow_what_happens() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    let urgent = StaffChange::Priority(Priority::Urgent);
    app.set_ticket(&cast.mina(), cast.number, urgent).await.unwrap();
    let head = app.desk_head(&cast.mina).await.unwrap();
    assert_eq!(
        (head.counts.total(), head.open_unassigned, head.high_and_urgent),
        (1, 1, 1)
    );
    app.take_ticket(&cast.mina(), cast.number).await.unwrap();
    let head = app.desk_head(&cast.mina).await.unwrap();
    assert_eq!((head.mine.unresolved(), head.open_unassigned), (1, 0));
    app.move_ticket(&cast.mina(), cast.number, StatusKind::Resolved)
        .await
        .unwrap();
    let five = frontdesk_domain::feedback::Score::new(5).unwrap();
    app.rate_ticket(&cast.sara(), cast.number, five, None)
        .await
        .unwrap();
    let head = app.desk_head(&cast.mina).await.unwrap();
    assert_eq!((head.my_average, head.high_and_urgent), (Some(50), 0));
    let portal = app.portal_head(&cast.sara).await.unwrap();
    assert_eq!(portal.counts.get(StatusKind::Closed), 1);
    assert_eq!(app.wrong_counters().await.unwrap(), []);
}

#[tokio::test]
async fn s3_5_s3_n1_the_owner_deletes_what_staff_have_not_taken_up() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    app.delete_ticket(&cast.sara(), cast.number).await.unwrap();
    let gone = app.see_as_client(&cast.sara(), cast.number).await;
    assert!(matches!(gone, Err(AppError::NotFound)));
    assert_eq!(app.wrong_counters().await.unwrap(), []);
    let next = cast.desk.open(&cast.sara, "Scanner").await;
    assert!(next > cast.number, "a number is never used again");
    app.take_ticket(&cast.mina(), next).await.unwrap();
    let refused = app.delete_ticket(&cast.sara(), next).await;
    assert!(matches!(refused, Err(AppError::NotNow(NotNow::TakenUp))));
    let agent = app.delete_ticket(&cast.mina(), next).await;
    assert!(matches!(agent, Err(AppError::Forbidden)));
}

#[tokio::test]
async fn s4_n9_what_a_deleted_member_of_staff_worked_on_is_open_again() {
    let cast = Duo::new().await;
    let app = &cast.desk.app;
    app.take_ticket(&cast.mina(), cast.number).await.unwrap();
    let mina = cast.mina.account().unwrap();
    let operator = frontdesk_domain::access::Authority::Operator;
    app.delete_person(&operator, mina).await.unwrap();
    let page = app.see_as_client(&cast.sara(), cast.number).await.unwrap();
    assert_eq!(page.ticket.assignee(), None);
    assert_eq!(page.ticket.status().kind(), StatusKind::Open);
    assert_eq!(app.wrong_counters().await.unwrap(), []);
}

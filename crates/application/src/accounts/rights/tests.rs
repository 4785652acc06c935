use std::time::Duration;

use super::*;
use crate::testing::TestDesk;

#[tokio::test]
async fn two_requests_at_once_leave_an_admin() {
    for round in 0..3 {
        let desk = TestDesk::new();
        let one = desk.person("one@example.com", Role::Admin).await;
        let two = desk.person("two@example.com", Role::Admin).await;
        let first = Authority::Person(desk.signed_in("one@example.com").await);
        let second = Authority::Person(desk.signed_in("two@example.com").await);
        let app = &desk.app;
        let (a, b) = match round {
            0 => tokio::join!(
                app.change_role(&first, two, Role::Agent),
                app.change_role(&second, one, Role::Agent)
            ),
            1 => tokio::join!(app.disable_person(&first, two), app.delete_person(&second, one)),
            _ => tokio::join!(
                app.delete_person(&first, two),
                app.change_role(&second, one, Role::Customer)
            ),
        };
        let refused = [a, b]
            .into_iter()
            .filter(|end| matches!(end, Err(AppError::LastAdmin(_))));
        assert_eq!(refused.count(), 1, "round {round}");
    }
}

#[tokio::test]
async fn the_last_admin_stays_also_for_the_operator() {
    let desk = TestDesk::new();
    let id = desk.person("boss@example.com", Role::Admin).await;
    let who = Authority::Operator;
    let ends = [
        desk.app.change_role(&who, id, Role::Agent).await,
        desk.app.disable_person(&who, id).await,
        desk.app.delete_person(&who, id).await,
    ];
    for end in ends {
        assert!(matches!(end, Err(AppError::LastAdmin(_))));
    }
    assert!(desk.signed_in("boss@example.com").await.manages_people());
}

#[tokio::test]
async fn only_admins_with_a_fresh_proof_change_rights() {
    let desk = TestDesk::new();
    let id = desk.customer("sara@example.com").await;
    desk.person("ops@example.com", Role::Agent).await;
    desk.person("boss@example.com", Role::Admin).await;
    let agent = Authority::Person(desk.signed_in("ops@example.com").await);
    let itself = Authority::Person(desk.signed_in("sara@example.com").await);
    for who in [agent, itself] {
        let refused = desk.app.change_role(&who, id, Role::Admin).await;
        assert!(matches!(refused, Err(AppError::Forbidden)));
        assert!(matches!(
            desk.app.delete_person(&who, id).await,
            Err(AppError::Forbidden)
        ));
    }
    let boss = Authority::Person(desk.signed_in("boss@example.com").await);
    desk.clock.advance(Duration::from_secs(601));
    let stale = desk.app.change_role(&boss, id, Role::Admin).await;
    assert!(matches!(stale, Err(AppError::ProofNeeded)));
    assert_eq!(desk.account("sara@example.com").await.role, Role::Customer);
}

#[tokio::test]
async fn changing_nothing_is_told() {
    let desk = TestDesk::new();
    let id = desk.customer("sara@example.com").await;
    let same = desk
        .app
        .change_role(&Authority::Operator, id, Role::Customer)
        .await;
    assert!(matches!(same, Err(AppError::Stale)));
    let open = desk.app.enable_person(&Authority::Operator, id).await;
    assert!(matches!(open, Err(AppError::Stale)));
    let nobody = desk.app.disable_person(&Authority::Operator, AccountId(99)).await;
    assert!(matches!(nobody, Err(AppError::NotFound)));
}

#[tokio::test]
async fn s4_n9_what_somebody_worked_on_who_works_here_no_more_is_open_again() {
    use frontdesk_domain::access::Caller;
    let desk = TestDesk::new();
    desk.customer("sara@example.com").await;
    let sara = desk.signed_in("sara@example.com").await;
    for (login, role) in [
        ("mina@example.com", None),
        ("tom@example.com", Some(Role::Customer)),
    ] {
        let id = desk.person(login, Role::Agent).await;
        let number = desk.open(&sara, "Printer").await;
        let agent = Caller::Person(desk.signed_in(login).await);
        desk.app.take_ticket(&agent, number).await.unwrap();
        match role {
            Some(role) => desk
                .app
                .change_role(&Authority::Operator, id, role)
                .await
                .unwrap(),
            None => desk.app.disable_person(&Authority::Operator, id).await.unwrap(),
        }
        let page = desk
            .app
            .see_as_client(&Caller::Person(sara.clone()), number)
            .await
            .unwrap();
        assert_eq!(
            (page.ticket.assignee(), page.ticket.status().key()),
            (None, "open")
        );
    }
    assert_eq!(desk.app.wrong_counters().await.unwrap(), []);
}

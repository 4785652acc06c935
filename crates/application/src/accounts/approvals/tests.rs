use std::time::Duration;

use frontdesk_domain::accounts::{AccountState, NewRoleRequest, Wish};
use frontdesk_domain::ports::{Clock, LetterContent, Store};

use super::*;
use crate::Register;
use crate::testing::TestDesk;

const SARA: &str = "sara@example.com";

fn approve(account: AccountId, role: Role) -> Decision {
    Decision {
        account,
        verdict: Verdict::Approve { role },
    }
}

async fn admin(desk: &TestDesk) -> Authority {
    desk.person("boss@example.com", Role::Admin).await;
    Authority::Person(desk.signed_in("boss@example.com").await)
}

#[tokio::test]
async fn s1_15_the_longest_waiting_comes_first_and_is_told_the_result() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let first = desk.newcomer(SARA).await;
    desk.clock.advance(Duration::from_secs(60));
    let second = desk.newcomer("nima@example.com").await;
    let waiting = desk.app.list_approvals(&boss, None).await.unwrap();
    assert_eq!(
        waiting.iter().map(|row| row.id).collect::<Vec<_>>(),
        [first, second]
    );
    assert_eq!(desk.app.count_approvals(&boss).await.unwrap(), 2);
    let reason = Reason::parse("Nobody here knows you").ok();
    let no = Decision {
        account: second,
        verdict: Verdict::Decline {
            reason: reason.clone(),
        },
    };
    let decided = desk
        .app
        .decide(&boss, &[approve(first, Role::Customer), no])
        .await
        .unwrap();
    assert_eq!(decided, [Decided::Done, Decided::Done]);
    desk.deliver().await;
    let content = |address: &str| desk.letter_to(address).unwrap().content;
    assert!(matches!(
        content(SARA),
        LetterContent::Approved {
            role: Role::Customer,
            ..
        }
    ));
    assert_eq!(content("nima@example.com"), LetterContent::Declined { reason });
    assert_eq!(desk.app.count_approvals(&boss).await.unwrap(), 0);
}

#[tokio::test]
async fn deciding_twice_decides_once() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let id = desk.newcomer(SARA).await;
    let twice = [approve(id, Role::Customer), approve(id, Role::Customer)];
    let decided = desk.app.decide(&boss, &twice).await.unwrap();
    assert_eq!(decided, [Decided::Done, Decided::Nothing]);
}

#[tokio::test]
async fn an_unproved_email_cannot_be_let_in() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    desk.register(&desk.registration(SARA)).await;
    let id = desk.account(SARA).await.id;
    let row = &desk.app.list_approvals(&boss, None).await.unwrap()[0];
    assert!(!row.verified);
    let decided = desk.app.decide(&boss, &[approve(id, Role::Admin)]).await.unwrap();
    assert_eq!(decided, [Decided::Nothing]);
    assert_eq!(desk.account(SARA).await.state, AccountState::Unverified);
}

#[tokio::test]
async fn only_admins_decide() {
    let desk = TestDesk::new();
    let id = desk.newcomer(SARA).await;
    desk.person("ops@example.com", Role::Agent).await;
    desk.customer("nima@example.com").await;
    for login in ["ops@example.com", "nima@example.com"] {
        let who = Authority::Person(desk.signed_in(login).await);
        let refused = desk.app.decide(&who, &[approve(id, Role::Admin)]).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{login}");
        assert!(matches!(
            desk.app.list_approvals(&who, None).await,
            Err(AppError::Forbidden)
        ));
    }
    assert!(matches!(
        desk.account(SARA).await.state,
        AccountState::AwaitingApproval { .. }
    ));
}

#[tokio::test]
async fn a_staff_role_is_given_only_with_a_password_typed_lately() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let id = desk.newcomer(SARA).await;
    desk.clock.advance(Duration::from_secs(601));
    let refused = desk.app.decide(&boss, &[approve(id, Role::Agent)]).await;
    assert!(matches!(refused, Err(AppError::ProofNeeded)));
    let decided = desk
        .app
        .decide(&boss, &[approve(id, Role::Customer)])
        .await
        .unwrap();
    assert_eq!(decided, [Decided::Done]);
}

#[tokio::test]
async fn a_wish_is_granted_or_declined_and_gone_from_the_list() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    for (address, role) in [(SARA, Role::Agent), ("nima@example.com", Role::Customer)] {
        let wish = Wish::parse("I repair the printers").ok();
        let request = desk
            .register(&Register {
                wish,
                ..desk.registration(address)
            })
            .await;
        desk.type_code(request, desk.code_to(address)).await;
        let id = desk.account(address).await.id;
        desk.app.decide(&boss, &[approve(id, role)]).await.unwrap();
        assert_eq!(desk.account(address).await.role, role);
    }
    assert!(desk.app.list_approvals(&boss, None).await.unwrap().is_empty());
}

/// Made a customer while the request waited, or let in before it was looked at.
#[tokio::test]
async fn someone_who_is_in_and_is_given_no_more_is_declined_what_they_asked_for() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let sara = desk.customer(SARA).await;
    let session = desk.enter(SARA).await;
    let unit = desk.store.begin().await.unwrap();
    let request = NewRoleRequest {
        account: sara,
        wish: Wish::parse("I repair the printers").unwrap(),
        asked_at: desk.clock.now(),
    };
    unit.role_requests().ask(&request).await.unwrap();
    unit.commit().await.unwrap();
    let twice = [approve(sara, Role::Customer), approve(sara, Role::Customer)];
    let decided = desk.app.decide(&boss, &twice).await.unwrap();
    assert_eq!(decided, [Decided::Done, Decided::Nothing]);
    assert!(desk.app.list_approvals(&boss, None).await.unwrap().is_empty());
    assert_eq!(desk.account(SARA).await.role, Role::Customer);
    assert!(desk.who(&session).await.is_some(), "nothing else changed");
}

#[tokio::test]
async fn approving_never_takes_a_role_away() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let id = boss.account().unwrap();
    let decided = desk
        .app
        .decide(&boss, &[approve(id, Role::Customer)])
        .await
        .unwrap();
    assert_eq!(decided, [Decided::Nothing]);
    assert_eq!(desk.account("boss@example.com").await.role, Role::Admin);
}

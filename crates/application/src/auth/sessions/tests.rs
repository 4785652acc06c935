use std::time::Duration;

use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::Role;

use super::*;
use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, password};

const SARA: &str = "sara@example.com";

#[tokio::test]
async fn signing_out_ends_the_session_and_only_that() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let (one, two) = (desk.enter(SARA).await, desk.enter(SARA).await);
    desk.app.sign_out(&one).await.unwrap();
    assert!(desk.who(&one).await.is_none());
    assert!(desk.who(&two).await.is_some());
    desk.app
        .sign_out(&SessionToken::from_bytes([3; 32]))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_forged_or_old_cookie_is_nobody() {
    let desk = TestDesk::new();
    assert!(desk.who(&SessionToken::from_bytes([0; 32])).await.is_none());
}

#[tokio::test]
async fn staff_sessions_end_idle_and_being_used_keeps_them() {
    let desk = TestDesk::new();
    desk.person("ops@example.com", Role::Agent).await;
    let session = desk.enter("ops@example.com").await;
    for _ in 0..4 {
        desk.clock.advance(Duration::from_secs(25 * 60));
        assert!(desk.who(&session).await.is_some());
    }
    desk.clock.advance(Duration::from_secs(31 * 60));
    assert!(desk.who(&session).await.is_none());
}

#[tokio::test]
async fn what_takes_rights_away_ends_every_session_at_once() {
    let desk = TestDesk::new();
    let id = desk.person("ops@example.com", Role::Agent).await;
    let operator = Authority::Operator;
    let session = desk.enter("ops@example.com").await;
    desk.app.change_role(&operator, id, Role::Customer).await.unwrap();
    assert!(desk.who(&session).await.is_none());
    let session = desk.enter("ops@example.com").await;
    desk.app
        .set_password(&operator, id, &password("some quiet lantern"))
        .await
        .unwrap()
        .unwrap();
    assert!(desk.who(&session).await.is_none());
    desk.app
        .set_password(&operator, id, &password(PASSWORD))
        .await
        .unwrap()
        .unwrap();
    let session = desk.enter("ops@example.com").await;
    desk.app.disable_person(&operator, id).await.unwrap();
    assert!(desk.who(&session).await.is_none());
    desk.app.enable_person(&operator, id).await.unwrap();
    assert!(desk.who(&session).await.is_none());
    let session = desk.enter("ops@example.com").await;
    desk.app.delete_person(&operator, id).await.unwrap();
    assert!(desk.who(&session).await.is_none());
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_owner_only() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    desk.customer("nima@example.com").await;
    let (old, here) = (desk.enter(SARA).await, desk.enter(SARA).await);
    let (sara, nima) = (
        desk.who(&here).await.unwrap(),
        desk.signed_in("nima@example.com").await,
    );
    let listed = desk.app.my_sessions(&sara).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0].device, "Firefox on Linux");
    let other = listed.iter().find(|session| session.id != sara.session).unwrap();
    let refused = desk.app.end_session(&nima, other.id).await;
    assert!(matches!(refused, Err(AppError::NotFound)));
    desk.app.end_session(&sara, other.id).await.unwrap();
    assert!(desk.who(&old).await.is_none());
    desk.app.end_all_sessions(&sara).await.unwrap();
    assert!(desk.who(&here).await.is_none());
}

#[tokio::test]
async fn changing_the_password_ends_the_other_sessions() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let (other, here) = (desk.enter(SARA).await, desk.enter(SARA).await);
    let sara = desk.who(&here).await.unwrap();
    let new = password("some quiet lantern");
    let wrong = desk
        .app
        .change_password(&sara, &password("not the present"), &new)
        .await;
    assert!(matches!(wrong, Err(AppError::WrongPassword)));
    let weak = desk
        .app
        .change_password(&sara, &password(PASSWORD), &password("sara.ahmadi.sara"))
        .await;
    assert!(matches!(weak, Ok(crate::PasswordChanged::Weak(_))));
    let done = desk
        .app
        .change_password(&sara, &password(PASSWORD), &new)
        .await
        .unwrap();
    assert_eq!(done, crate::PasswordChanged::Done);
    assert!(desk.who(&other).await.is_none());
    assert!(desk.who(&here).await.is_some());
    assert_eq!(desk.app.my_sessions(&sara).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_customers_session_ends_after_a_day_unless_remembered() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let session = desk.enter(SARA).await;
    desk.clock.advance(Duration::from_secs(25 * 3600));
    assert!(desk.who(&session).await.is_none());
}

use std::time::Duration;

use frontdesk_domain::access::Authority;
use frontdesk_domain::ports::LetterContent;

use super::*;
use crate::SignInAnswer;
use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, password};

const SARA: &str = "sara@example.com";
const NEW: &str = "some quiet lantern";

async fn link(desk: &TestDesk) -> LinkToken {
    desk.app.forgot_password(SARA, "192.0.2.1").await.unwrap();
    desk.deliver().await;
    desk.link_to(SARA)
}

#[tokio::test]
async fn s1_6_a_mailed_link_changes_the_password_and_ends_every_session() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let session = desk.enter(SARA).await;
    let token = link(&desk).await;
    assert!(
        desk.app
            .link_works(&token, LinkPurpose::ResetPassword)
            .await
            .unwrap()
    );
    let weak = desk.app.reset_password(&token, &password("short")).await.unwrap();
    assert!(matches!(weak, PasswordReset::Weak(_)));
    assert_eq!(
        desk.app.reset_password(&token, &password(NEW)).await.unwrap(),
        PasswordReset::Done
    );
    assert!(desk.who(&session).await.is_none());
    let old = desk
        .app
        .sign_in(&desk.sign_in_form(SARA, PASSWORD))
        .await
        .unwrap();
    assert_eq!(old, SignInAnswer::Wrong);
    let new = desk.app.sign_in(&desk.sign_in_form(SARA, NEW)).await.unwrap();
    assert!(matches!(new, SignInAnswer::In { .. }));
    desk.deliver().await;
    assert!(matches!(
        desk.letter_to(SARA).unwrap().content,
        LetterContent::PasswordChanged { .. }
    ));
}

#[tokio::test]
async fn s1_n4_a_link_works_once_also_for_two_at_once() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let token = link(&desk).await;
    let (first, second) = (password(NEW), password("another wet candle"));
    let (one, two) = tokio::join!(
        desk.app.reset_password(&token, &first),
        desk.app.reset_password(&token, &second)
    );
    let done = [one.unwrap(), two.unwrap()]
        .into_iter()
        .filter(|answer| *answer == PasswordReset::Done);
    assert_eq!(done.count(), 1);
    let third = desk.app.reset_password(&token, &first).await.unwrap();
    assert_eq!(third, PasswordReset::LinkOver);
}

#[tokio::test]
async fn s1_n4_a_link_is_void_after_the_password_changed() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let token = link(&desk).await;
    let sara = desk.signed_in(SARA).await;
    desk.app
        .change_password(&sara, &password(PASSWORD), &password(NEW))
        .await
        .unwrap();
    let late = desk
        .app
        .reset_password(&token, &password("another wet candle"))
        .await
        .unwrap();
    assert_eq!(late, PasswordReset::LinkOver);
}

#[tokio::test]
async fn a_link_ends_after_half_an_hour_and_a_newer_one_voids_it() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let first = link(&desk).await;
    let second = link(&desk).await;
    assert_eq!(
        desk.app.reset_password(&first, &password(NEW)).await.unwrap(),
        PasswordReset::LinkOver
    );
    desk.clock.advance(Duration::from_secs(30 * 60));
    assert_eq!(
        desk.app.reset_password(&second, &password(NEW)).await.unwrap(),
        PasswordReset::LinkOver
    );
}

#[tokio::test]
async fn a_link_for_another_purpose_opens_nothing() {
    let desk = TestDesk::new();
    desk.register(&desk.registration(SARA)).await;
    let verify = desk.link_to(SARA);
    assert_eq!(
        desk.app.reset_password(&verify, &password(NEW)).await.unwrap(),
        PasswordReset::LinkOver
    );
}

#[tokio::test]
async fn known_and_unknown_write_the_same_and_only_the_known_gets_mail() {
    let desk = TestDesk::new();
    let disabled = desk.customer("closed@example.com").await;
    desk.app
        .disable_person(&Authority::Operator, disabled)
        .await
        .unwrap();
    desk.customer(SARA).await;
    let (before, done) = (
        desk.letters_sent(),
        desk.deliveries(frontdesk_domain::deliveries::State::Done)
            .await
            .len(),
    );
    for login in [
        SARA,
        "nobody@example.com",
        "closed@example.com",
        "no such name",
        "",
    ] {
        desk.app.forgot_password(login, "192.0.2.1").await.unwrap();
    }
    desk.deliver().await;
    assert_eq!(desk.letters_sent() - before, 1);
    let rows = desk
        .deliveries(frontdesk_domain::deliveries::State::Done)
        .await
        .len();
    assert_eq!(rows - done, 5);
}

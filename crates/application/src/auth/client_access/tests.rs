use frontdesk_domain::access::{Authority, SignedIn};
use frontdesk_domain::accounts::{AccountId, Role};
use frontdesk_domain::auth::LinkPurpose;
use frontdesk_domain::secrets::{RequestId, SessionToken};

use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, password};
use crate::{AppError, CodeTried, SignedInByCode};

const SARA: &str = "sara@example.com";
const OTHER: &str = "some quiet lantern";

async fn asked(desk: &TestDesk) -> RequestId {
    let client = desk.account(SARA).await.client.unwrap();
    let number = desk.client(client).await.number;
    let request = desk.app.ask_sign_in_code(number, "192.0.2.1").await.unwrap();
    desk.deliver().await;
    request
}

async fn by_code(desk: &TestDesk) -> SessionToken {
    let request = asked(desk).await;
    let code = desk.code_to(SARA);
    match desk
        .app
        .sign_in_by_code(&request, code, "Firefox", "192.0.2.1")
        .await
        .unwrap()
    {
        SignedInByCode::In(session) => session,
        SignedInByCode::Not(tried) => panic!("not in: {tried:?}"),
    }
}

/// A desk where somebody is in as Sara's client, by a mailed code, and Sara is signed in.
async fn beside() -> (TestDesk, AccountId, SessionToken, SignedIn) {
    let desk = TestDesk::new();
    let id = desk.customer(SARA).await;
    let session = by_code(&desk).await;
    let sara = desk.signed_in(SARA).await;
    assert!(desk.who(&session).await.is_some());
    (desk, id, session, sara)
}

async fn is_out(desk: &TestDesk, session: &SessionToken) {
    assert!(desk.who(session).await.is_none());
}

#[tokio::test]
async fn a_changed_password_ends_what_a_mailed_code_opened() {
    let (desk, _, session, sara) = beside().await;
    let (old, new) = (password(PASSWORD), password(OTHER));
    desk.app.change_password(&sara, &old, &new).await.unwrap();
    is_out(&desk, &session).await;
}

#[tokio::test]
async fn a_reset_password_ends_what_a_mailed_code_opened_and_voids_codes() {
    let (desk, _, session, _) = beside().await;
    desk.clock.advance(std::time::Duration::from_secs(60));
    let request = asked(&desk).await;
    let code = desk.code_to(SARA);
    desk.app.forgot_password(SARA, "192.0.2.1").await.unwrap();
    desk.deliver().await;
    let link = desk.link_to(SARA);
    assert!(
        desk.app
            .link_works(&link, LinkPurpose::ResetPassword)
            .await
            .unwrap()
    );
    desk.app.reset_password(&link, &password(OTHER)).await.unwrap();
    is_out(&desk, &session).await;
    let late = desk
        .app
        .sign_in_by_code(&request, code, "Firefox", "192.0.2.1")
        .await
        .unwrap();
    assert_eq!(late, SignedInByCode::Not(CodeTried::Over));
}

#[tokio::test]
async fn a_second_step_ends_what_a_mailed_code_opened() {
    let (desk, _, session, _) = beside().await;
    desk.with_second_step(SARA).await;
    is_out(&desk, &session).await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_what_a_mailed_code_opened() {
    let (desk, _, session, sara) = beside().await;
    desk.app.end_all_sessions(&sara).await.unwrap();
    is_out(&desk, &session).await;
}

#[tokio::test]
async fn what_an_admin_takes_away_ends_what_a_mailed_code_opened() {
    let operator = Authority::Operator;
    let (desk, id, session, _) = beside().await;
    desk.app.change_role(&operator, id, Role::Agent).await.unwrap();
    is_out(&desk, &session).await;
    let (desk, id, session, _) = beside().await;
    let set = desk.app.set_password(&operator, id, &password(OTHER)).await;
    assert_eq!(set.unwrap(), Ok(()));
    is_out(&desk, &session).await;
    let (desk, id, session, _) = beside().await;
    desk.app.disable_person(&operator, id).await.unwrap();
    desk.app.enable_person(&operator, id).await.unwrap();
    is_out(&desk, &session).await;
}

#[tokio::test]
async fn the_owner_sees_and_ends_what_a_mailed_code_opened_and_never_the_other_way_round() {
    let (desk, _, session, sara) = beside().await;
    let client = desk.who(&session).await.unwrap();
    let listed = desk.app.my_sessions(&sara).await.unwrap();
    assert!(listed.iter().any(|listed| listed.id == client.session));
    let own = desk.app.my_sessions(&client).await.unwrap();
    assert_eq!(own.iter().map(|own| own.id).collect::<Vec<_>>(), [client.session]);
    let refused = desk.app.end_session(&client, sara.session).await;
    assert!(matches!(refused, Err(AppError::NotFound)));
    desk.app.end_session(&sara, client.session).await.unwrap();
    is_out(&desk, &session).await;
}

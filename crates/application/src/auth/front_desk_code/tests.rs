use std::time::Duration;

use frontdesk_domain::access::Authority;
use frontdesk_domain::clients::ClientId;

use super::*;
use crate::testing::TestDesk;

const SARA: &str = "sara@example.com";

/// A client without an account, with the e-mail of the front desk's form.
async fn client(desk: &TestDesk) -> ClientNumber {
    desk.submit("0912 345 6789", "It broke").await;
    desk.client(ClientId(1)).await.number
}

#[tokio::test]
async fn a_client_signs_in_by_customer_id_and_code_and_sees_their_own() {
    let desk = TestDesk::new();
    let number = client(&desk).await;
    let request = desk.app.ask_sign_in_code(number, "192.0.2.1").await.unwrap();
    desk.deliver().await;
    let code = desk.code_to(SARA);
    let SignedInByCode::In(session) = desk.app.sign_in_by_code(&request, code, "Firefox").await.unwrap()
    else {
        panic!("should be in")
    };
    let person = desk.who(&session).await.unwrap();
    assert!(person.may_see(ClientId(1)) && !person.may_see(ClientId(2)));
    assert_eq!((person.account(), person.works_here()), (None, false));
    let again = desk.app.sign_in_by_code(&request, code, "Firefox").await.unwrap();
    assert_eq!(again, SignedInByCode::Not(CodeTried::Over));
}

#[tokio::test]
async fn an_unknown_id_is_answered_the_same() {
    let desk = TestDesk::new();
    client(&desk).await;
    let sent = desk.letters_sent();
    let request = desk
        .app
        .ask_sign_in_code(ClientNumber::draw(5), "192.0.2.1")
        .await
        .unwrap();
    desk.deliver().await;
    assert_eq!(desk.letters_sent(), sent);
    let guess = OneTimeCode::draw(1);
    for turn in 0..6 {
        let tried = if turn < 5 {
            CodeTried::Wrong
        } else {
            CodeTried::Over
        };
        let answer = desk
            .app
            .sign_in_by_code(&request, guess, "Firefox")
            .await
            .unwrap();
        assert_eq!(answer, SignedInByCode::Not(tried));
    }
}

#[tokio::test]
async fn a_code_opens_nobodys_account_and_none_that_is_closed() {
    let desk = TestDesk::new();
    let number = client(&desk).await;
    let account = desk.customer(SARA).await;
    desk.app
        .change_role(
            &Authority::Operator,
            account,
            frontdesk_domain::accounts::Role::Admin,
        )
        .await
        .unwrap();
    desk.person("other@example.com", frontdesk_domain::accounts::Role::Admin)
        .await;
    let request = desk.app.ask_sign_in_code(number, "192.0.2.1").await.unwrap();
    desk.deliver().await;
    let code = desk.code_to(SARA);
    let SignedInByCode::In(session) = desk.app.sign_in_by_code(&request, code, "Firefox").await.unwrap()
    else {
        panic!("should be in")
    };
    assert!(!desk.who(&session).await.unwrap().manages_people());
    desk.app
        .disable_person(&Authority::Operator, account)
        .await
        .unwrap();
    assert!(desk.who(&session).await.is_none());
}

#[tokio::test]
async fn another_code_takes_half_a_minute_whoever_it_is() {
    let desk = TestDesk::new();
    let known = client(&desk).await;
    for number in [known, ClientNumber::draw(5)] {
        let ask = || desk.app.ask_sign_in_code(number, "192.0.2.1");
        ask().await.unwrap();
        desk.clock.advance(Duration::from_secs(10));
        let Err(AppError::Throttled { retry_after }) = ask().await else {
            panic!("should be too soon")
        };
        assert_eq!(retry_after, Duration::from_secs(20));
        desk.clock.advance(retry_after);
        ask().await.unwrap();
    }
}

use frontdesk_domain::ports::LetterContent;

use super::*;
use crate::SignInAnswer;
use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, email, password};

const SARA: &str = "sara@example.com";
const NEW: &str = "sara@example.org";

async fn ask(desk: &TestDesk, person: &SignedIn, to: &str) -> RequestId {
    let asked = desk
        .app
        .ask_email_change(person, &password(PASSWORD), &email(to), "192.0.2.1")
        .await;
    desk.deliver().await;
    asked.unwrap().0
}

#[tokio::test]
async fn it_takes_the_password_and_the_new_address() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let (other, here) = (desk.enter(SARA).await, desk.enter(SARA).await);
    let sara = desk.who(&here).await.unwrap();
    let wrong = desk
        .app
        .ask_email_change(&sara, &password("not the right one"), &email(NEW), "192.0.2.1")
        .await;
    assert!(matches!(wrong, Err(AppError::WrongPassword)));
    let request = ask(&desk, &sara, NEW).await;
    assert_eq!(desk.account(SARA).await.email, email(SARA));
    let code = desk.code_to(NEW);
    let changed = desk
        .app
        .confirm_email_change(&sara, &request, code, "192.0.2.1")
        .await
        .unwrap();
    assert_eq!(changed, EmailChanged::Done);
    let account = desk.account(NEW).await;
    assert_eq!(desk.client(account.client.unwrap()).await.email, Some(email(NEW)));
    assert!(desk.who(&other).await.is_none() && desk.who(&here).await.is_some());
    desk.deliver().await;
    assert_eq!(desk.letter_to(SARA).unwrap().content, LetterContent::EmailChanged);
    let old = desk
        .app
        .sign_in(&desk.sign_in_form(SARA, PASSWORD))
        .await
        .unwrap();
    assert_eq!(old, SignInAnswer::Wrong);
}

#[tokio::test]
async fn s4_n8_another_accounts_email_is_never_taken_and_never_told() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    desk.customer("nima@example.com").await;
    let sara = desk.signed_in(SARA).await;
    let request = ask(&desk, &sara, "nima@example.com").await;
    let content = desk.letter_to("nima@example.com").unwrap().content;
    assert!(matches!(content, LetterContent::AccountExists { .. }));
    let tried = desk
        .app
        .confirm_email_change(&sara, &request, OneTimeCode::draw(7), "192.0.2.1")
        .await
        .unwrap();
    assert_eq!(tried, EmailChanged::Not(CodeTried::Wrong));
}

#[tokio::test]
async fn an_address_registered_meanwhile_stays_whose_it_is() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let sara = desk.signed_in(SARA).await;
    let request = ask(&desk, &sara, NEW).await;
    let code = desk.code_to(NEW);
    desk.newcomer(NEW).await;
    let late = desk
        .app
        .confirm_email_change(&sara, &request, code, "192.0.2.1")
        .await
        .unwrap();
    assert_eq!(late, EmailChanged::Not(CodeTried::Over));
}

#[tokio::test]
async fn nobody_uses_the_code_of_another() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    desk.customer("nima@example.com").await;
    let (sara, nima) = (
        desk.signed_in(SARA).await,
        desk.signed_in("nima@example.com").await,
    );
    let request = ask(&desk, &sara, NEW).await;
    let code = desk.code_to(NEW);
    let stolen = desk
        .app
        .confirm_email_change(&nima, &request, code, "192.0.2.1")
        .await
        .unwrap();
    assert_eq!(stolen, EmailChanged::Not(CodeTried::Over));
}

#[tokio::test]
async fn s1_n1_an_unproved_account_keeps_its_email_from_nobody() {
    let desk = TestDesk::new();
    let id = desk.customer(SARA).await;
    let sara = desk.signed_in(SARA).await;
    desk.register(&desk.registration(NEW)).await;
    let request = ask(&desk, &sara, NEW).await;
    let code = desk.code_to(NEW);
    let changed = desk
        .app
        .confirm_email_change(&sara, &request, code, "192.0.2.1")
        .await;
    assert_eq!(changed.unwrap(), EmailChanged::Done);
    assert_eq!(desk.account(NEW).await.id, id);
}

use std::sync::Mutex;

use frontdesk_domain::deliveries::State;
use frontdesk_domain::ports::MailError;

use super::*;
use crate::testing::{MockMailer, TestDesk};
use crate::{CodeTried, Verified};

const SARA: &str = "sara@example.com";

#[tokio::test]
async fn no_stored_row_holds_a_code_or_a_link() {
    let desk = TestDesk::new();
    desk.app.register(&desk.registration(SARA)).await.unwrap();
    let pending = desk.deliveries(State::Pending).await;
    assert_eq!(pending.len(), 1);
    assert!(pending[0].not_after.is_some());
    desk.deliver().await;
    let said = format!("{:?}", desk.letter_to(SARA).unwrap());
    assert!(!said.contains(&desk.code_to(SARA).reveal()), "{said}");
}

#[tokio::test]
async fn a_second_attempt_makes_another_code_and_voids_the_first() {
    let drawn: std::sync::Arc<Mutex<Vec<(OneTimeCode, LetterMark)>>> = std::sync::Arc::default();
    let seen = std::sync::Arc::clone(&drawn);
    let mut mailer = MockMailer::new();
    mailer.expect_send_letter().times(2).returning(move |letter| {
        let LetterContent::VerifyEmail { code, .. } = &letter.content else {
            panic!("a code was asked for")
        };
        let mut seen = seen.lock().unwrap();
        seen.push((*code, letter.mark));
        if seen.len() == 1 {
            Err(MailError::Deferred("451".into()))
        } else {
            Ok(())
        }
    });
    let desk = TestDesk::with_mailer(mailer);
    let crate::Registered::CheckMail(request) = desk.app.register(&desk.registration(SARA)).await.unwrap()
    else {
        panic!("registered")
    };
    desk.deliver().await;
    desk.clock.advance(Duration::from_secs(61));
    desk.deliver().await;
    let codes = drawn.lock().unwrap().clone();
    let [(first, one_mark), (second, other_mark)] = codes.try_into().unwrap();
    assert_ne!(first, second);
    assert_ne!(one_mark, other_mark, "a mail program would show the first only");
    assert_eq!(
        desk.type_code(request, first).await,
        Verified::Not(CodeTried::Wrong)
    );
    assert_eq!(desk.type_code(request, second).await, Verified::Waiting);
}

#[tokio::test]
async fn links_start_with_the_public_address_of_the_settings() {
    let desk = TestDesk::new();
    desk.register(&desk.registration(SARA)).await;
    let LetterContent::VerifyEmail { url, minutes, .. } = desk.letter_to(SARA).unwrap().content else {
        panic!("a link was asked for")
    };
    assert!(url.starts_with("https://desk.example/verify?token="), "{url}");
    assert_eq!(minutes, 10);
}

#[tokio::test]
async fn a_letter_to_someone_deleted_goes_nowhere() {
    let desk = TestDesk::new();
    let id = desk.customer(SARA).await;
    desk.app.forgot_password(SARA, "192.0.2.1").await.unwrap();
    desk.app
        .delete_person(&frontdesk_domain::access::Authority::Operator, id)
        .await
        .unwrap();
    let before = desk.letters_sent();
    desk.deliver().await;
    assert_eq!(desk.letters_sent(), before);
}

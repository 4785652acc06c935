//! Whether an e-mail has an account already: nobody is told, whatever they do next.

use super::*;
use crate::AppError;

/// What someone is answered who registers an address in one browser, again in another, and then goes on in the
/// first.
async fn registered_twice(desk: &TestDesk) -> (Verified, Result<(), AppError>, Result<(), AppError>) {
    let first = desk.register(&desk.registration(SARA)).await;
    let second = desk.register(&desk.registration(SARA)).await;
    let guess = desk.type_code(first, OneTimeCode::draw(42)).await;
    desk.clock.advance(Duration::from_secs(31));
    let again = |request| async move {
        let purpose = CodePurpose::VerifyEmail;
        desk.app.resend_code(&request, purpose, "198.51.100.1").await
    };
    (guess, again(first).await, again(second).await)
}

#[tokio::test]
async fn registering_it_again_ends_the_first_code_known_or_not() {
    let (known, unknown) = (TestDesk::new(), TestDesk::new());
    known.customer(SARA).await;
    for desk in [known, unknown] {
        let (guess, first, second) = registered_twice(&desk).await;
        assert_eq!(guess, Verified::Not(CodeTried::Over));
        assert!(matches!(first, Err(AppError::NotFound)));
        assert!(second.is_ok());
    }
}

#[tokio::test]
async fn a_known_email_is_answered_the_same_and_its_owner_told() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let before = desk.account(SARA).await;
    let form = Register {
        password: password("quite another phrase"),
        ..desk.registration(SARA)
    };
    let request = desk.register(&form).await;
    assert!(matches!(
        desk.letter_to(SARA).unwrap().content,
        LetterContent::AccountExists { .. }
    ));
    let guess = OneTimeCode::draw(42);
    for _ in 0..5 {
        assert_eq!(
            desk.type_code(request, guess).await,
            Verified::Not(CodeTried::Wrong)
        );
    }
    assert_eq!(
        desk.type_code(request, guess).await,
        Verified::Not(CodeTried::Over)
    );
    assert_eq!(desk.account(SARA).await, before);
}

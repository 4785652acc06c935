use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::LetterContent;

use super::*;
use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, email, password};
use crate::{EmailAsked, EmailChanged, Proof, Register, Registered, SignedInByCode, Verified};

const SARA: &str = "sara@example.com";
const HERE: &str = "192.0.2.1";
const ELSEWHERE: &str = "198.51.100.7";

/// A browser that asked for nothing types six digits.
async fn made_up(desk: &TestDesk, browser: u8, network: &str) -> Result<Verified, AppError> {
    let proof = Proof::Code {
        request: RequestId::from_bytes([browser; 16]),
        code: OneTimeCode::draw(42),
        network: network.into(),
    };
    desk.app.verify_email(&proof).await
}

/// Types a wrong code five times, each a second after the other.
async fn five_wrong(desk: &TestDesk, request: RequestId, right: Option<OneTimeCode>) -> Vec<Verified> {
    let wrong = right.map_or(OneTimeCode::draw(42), TestDesk::another_code);
    let mut answers = Vec::new();
    for _ in 0..5 {
        desk.clock.advance(Duration::from_secs(1));
        answers.push(desk.type_code(request, wrong).await);
    }
    answers
}

fn windows(desk: &TestDesk) -> usize {
    desk.store.windows_kept()
}

#[tokio::test]
async fn tries_from_one_network_are_paced_before_anything_is_hashed() {
    let desk = TestDesk::new();
    for browser in 0..20 {
        let tried = made_up(&desk, browser, HERE).await;
        assert_eq!(tried.unwrap(), Verified::Not(CodeTried::Over));
    }
    let hashed = desk.hasher.codes_hashed();
    // The twentieth makes the next one wait a second; of many at once none is hashed.
    for browser in 20..60 {
        let tried = made_up(&desk, browser, HERE).await;
        assert!(matches!(tried, Err(AppError::Throttled { .. })), "{tried:?}");
    }
    assert_eq!(desk.hasher.codes_hashed(), hashed);
    assert!(made_up(&desk, 60, ELSEWHERE).await.is_ok());
}

#[tokio::test]
async fn one_network_gets_sixty_tries_an_hour() {
    let desk = TestDesk::new();
    for browser in 0..60 {
        desk.clock.advance(Duration::from_secs(1));
        made_up(&desk, browser, HERE).await.unwrap();
    }
    desk.clock.advance(Duration::from_secs(1));
    let more = made_up(&desk, 60, HERE).await;
    assert!(matches!(more, Err(AppError::Throttled { .. })), "{more:?}");
    desk.clock.advance(HOUR);
    made_up(&desk, 60, HERE).await.unwrap();
}

#[tokio::test]
async fn browsers_that_asked_for_nothing_leave_one_row_together() {
    let desk = TestDesk::new();
    made_up(&desk, 1, HERE).await.unwrap();
    let before = windows(&desk);
    for browser in 2..20 {
        made_up(&desk, browser, HERE).await.unwrap();
    }
    assert_eq!(windows(&desk), before);
}

/// Somebody registers with her e-mail and guesses, as often as they may.
#[tokio::test]
async fn guesses_at_nobodys_codes_keep_nobody_out() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    desk.clock.advance(HOUR);
    for _ in 0..5 {
        let request = desk.register(&desk.registration(SARA)).await;
        five_wrong(&desk, request, None).await;
    }
    desk.clock.advance(HOUR);
    let number = desk.client(ClientId(1)).await.number;
    let request = desk.app.ask_sign_in_code(number, ELSEWHERE).await.unwrap();
    desk.deliver().await;
    let code = desk.code_to(SARA);
    let tried = desk
        .app
        .sign_in_by_code(&request, code, "Firefox", ELSEWHERE)
        .await;
    assert!(matches!(tried, Ok(SignedInByCode::In(_))), "{tried:?}");
}

/// Their 26th guess in a day is over at once, whether the e-mail is known or not.
#[tokio::test]
async fn known_and_unknown_addresses_take_as_many_guesses() {
    let mut seen = Vec::new();
    for known in [false, true] {
        let desk = TestDesk::new();
        if known {
            desk.customer(SARA).await;
            desk.clock.advance(DAY);
        }
        let mut answers = Vec::new();
        for _ in 0..6 {
            desk.clock.advance(HOUR / 2);
            let request = desk.register(&desk.registration(SARA)).await;
            let right = (!known).then(|| desk.code_to(SARA));
            answers.push(five_wrong(&desk, request, right).await);
        }
        assert_eq!(answers[4], [Verified::Not(CodeTried::Wrong); 5]);
        assert_eq!(answers[5], [Verified::Not(CodeTried::Over); 5]);
        seen.push(answers);
    }
    assert_eq!(seen[0], seen[1]);
}

/// Guesses at another e-mail count by who makes them: an address that somebody has is no different.
#[tokio::test]
async fn guesses_at_free_and_taken_addresses_count_alike() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    desk.customer("nima@example.com").await;
    let mut answers = Vec::new();
    for address in [
        "a@example.com",
        "b@example.com",
        "c@example.com",
        SARA,
        SARA,
        SARA,
    ] {
        desk.clock.advance(HOUR / 2);
        let nima = desk.signed_in("nima@example.com").await;
        let asked = desk
            .app
            .ask_email_change(&nima, &password(PASSWORD), &email(address), HERE)
            .await;
        let EmailAsked(request) = asked.unwrap();
        desk.deliver().await;
        for _ in 0..5 {
            desk.clock.advance(Duration::from_secs(1));
            let guess = OneTimeCode::draw(u64::MAX);
            let tried = desk.app.confirm_email_change(&nima, &request, guess, HERE).await;
            answers.push(tried.unwrap());
        }
    }
    assert_eq!(answers[..25], [EmailChanged::Not(CodeTried::Wrong); 25]);
    assert_eq!(answers[25..], [EmailChanged::Not(CodeTried::Over); 5]);
}

#[tokio::test]
async fn nobodys_code_is_hashed_and_kept_as_any_other() {
    let mut hashed = Vec::new();
    for known in [false, true] {
        let desk = TestDesk::new();
        if known {
            desk.customer(SARA).await;
        }
        let before = desk.hasher.codes_hashed();
        let request = desk.register(&desk.registration(SARA)).await;
        hashed.push(desk.hasher.codes_hashed() - before);
        let unit = desk.app.ports.store.begin().await.unwrap();
        let kept = unit.codes().asked(&request, CodePurpose::VerifyEmail).await;
        let code = kept.unwrap().unwrap();
        assert!(code.hash.is_some() && code.can_be_right() != known);
        assert!(
            !known
                || matches!(
                    desk.letter_to(SARA).unwrap().content,
                    LetterContent::AccountExists { .. }
                )
        );
    }
    assert_eq!(hashed, [1, 1]);
}

/// Nobody knows its digits, and whoever guesses them has proved nothing.
#[tokio::test]
async fn nobodys_code_is_never_right() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let request = desk.register(&desk.registration(SARA)).await;
    let unit = desk.app.ports.store.begin().await.unwrap();
    let asked = unit.codes().asked(&request, CodePurpose::VerifyEmail).await;
    let code = asked.unwrap().unwrap();
    let drawn = OneTimeCode::draw(7);
    let hash = desk
        .app
        .ports
        .hasher
        .hash_code(code.purpose, &request, drawn)
        .await
        .unwrap();
    unit.codes().arm(code.id, &hash, code.expires_at).await.unwrap();
    unit.commit().await.unwrap();
    assert_eq!(
        desk.type_code(request, drawn).await,
        Verified::Not(CodeTried::Wrong)
    );
}

#[tokio::test]
async fn weak_passwords_are_paced_and_cost_no_codes() {
    let desk = TestDesk::new();
    let weak = Register {
        password: password("password1"),
        ..desk.registration(SARA)
    };
    for _ in 0..59 {
        let answer = desk.app.register(&weak).await.unwrap();
        assert!(matches!(answer, Registered::Weak(_)));
    }
    let good = desk.app.register(&desk.registration(SARA)).await.unwrap();
    assert!(matches!(good, Registered::CheckMail(_)));
    let more = desk.app.register(&weak).await;
    assert!(matches!(more, Err(AppError::Throttled { .. })), "{more:?}");
}

use std::time::Duration;

use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::Role;
use frontdesk_domain::auth::TotpSecret;

use super::*;
use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, password};
use crate::{PasswordReset, SignInAnswer};

const OPS: &str = "ops@example.com";

async fn set_up(desk: &TestDesk) -> (SignedIn, SessionToken, TotpSecret, Vec<RecoveryCode>) {
    desk.person(OPS, Role::Agent).await;
    let session = desk.enter(OPS).await;
    let person = desk.who(&session).await.unwrap();
    let offer = desk.app.offer_second_step(&person).await.unwrap();
    let codes = desk
        .app
        .confirm_second_step(&person, desk.app_shows(&offer.secret))
        .await
        .unwrap();
    desk.clock.advance(Duration::from_secs(30));
    (person, session, offer.secret, codes.unwrap())
}

async fn half_way(desk: &TestDesk, typed: &str) -> SessionToken {
    match desk.app.sign_in(&desk.sign_in_form(OPS, typed)).await.unwrap() {
        SignInAnswer::SecondStep { session } => session,
        other => panic!("a second step should be asked for: {other:?}"),
    }
}

async fn step(desk: &TestDesk, session: &SessionToken, proof: SecondProof) -> SecondStepTaken {
    desk.app.second_step(session, proof, None).await.unwrap()
}

#[tokio::test]
async fn the_password_alone_opens_nothing_and_the_code_gets_in() {
    let desk = TestDesk::new();
    let (_, here, secret, _) = set_up(&desk).await;
    assert!(desk.who(&here).await.is_some());
    let half = half_way(&desk, PASSWORD).await;
    assert!(desk.who(&half).await.is_none());
    let code = SecondProof::App(desk.app_shows(&secret));
    let SecondStepTaken::In { session, .. } = step(&desk, &half, code).await else {
        panic!("should be in")
    };
    assert!(desk.who(&session).await.is_some());
    assert_ne!(session, half);
    assert_eq!(step(&desk, &half, code).await, SecondStepTaken::BeginAgain);
}

#[tokio::test]
async fn a_code_is_used_once_also_by_two_at_once() {
    let desk = TestDesk::new();
    let (_, _, secret, _) = set_up(&desk).await;
    let (one, two) = (half_way(&desk, PASSWORD).await, half_way(&desk, PASSWORD).await);
    let code = SecondProof::App(desk.app_shows(&secret));
    let (first, second) = tokio::join!(step(&desk, &one, code), step(&desk, &two, code));
    let is_in = |taken: &SecondStepTaken| matches!(taken, SecondStepTaken::In { .. });
    assert_eq!([first, second].iter().filter(|taken| is_in(taken)).count(), 1);
    desk.clock.advance(Duration::from_secs(30));
    let next = SecondProof::App(desk.app_shows(&secret));
    let half = half_way(&desk, PASSWORD).await;
    assert!(is_in(&step(&desk, &half, next).await));
}

#[tokio::test]
async fn the_code_that_set_it_up_is_used_up_too() {
    let desk = TestDesk::new();
    desk.person(OPS, Role::Agent).await;
    let person = desk.signed_in(OPS).await;
    let offer = desk.app.offer_second_step(&person).await.unwrap();
    let code = desk.app_shows(&offer.secret);
    desk.app
        .confirm_second_step(&person, code)
        .await
        .unwrap()
        .unwrap();
    let half = half_way(&desk, PASSWORD).await;
    assert_eq!(
        step(&desk, &half, SecondProof::App(code)).await,
        SecondStepTaken::Wrong
    );
}

#[tokio::test]
async fn a_recovery_code_stands_in_once_and_renewing_voids_them() {
    let desk = TestDesk::new();
    let (person, _, _, codes) = set_up(&desk).await;
    assert_eq!(desk.app.recovery_codes_left(&person).await.unwrap(), 10);
    let code = SecondProof::Recovery(codes[0]);
    let half = half_way(&desk, PASSWORD).await;
    assert!(matches!(
        step(&desk, &half, code).await,
        SecondStepTaken::In { .. }
    ));
    let half = half_way(&desk, PASSWORD).await;
    assert_eq!(step(&desk, &half, code).await, SecondStepTaken::Wrong);
    assert_eq!(desk.app.recovery_codes_left(&person).await.unwrap(), 9);
    desk.app.renew_recovery_codes(&person).await.unwrap();
    let old = SecondProof::Recovery(codes[1]);
    assert_eq!(step(&desk, &half, old).await, SecondStepTaken::Wrong);
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let desk = TestDesk::new();
    let (_, _, secret, _) = set_up(&desk).await;
    let half = half_way(&desk, PASSWORD).await;
    let right = desk.app_shows(&secret);
    let wrong = (0..)
        .map(|n| TotpCode::parse(&format!("{n:06}")).unwrap())
        .filter(|code| *code != right);
    for code in wrong.take(5) {
        assert_eq!(
            step(&desk, &half, SecondProof::App(code)).await,
            SecondStepTaken::Wrong
        );
    }
    let sixth = desk.app.second_step(&half, SecondProof::App(right), None).await;
    assert!(matches!(sixth, Err(AppError::Throttled { .. })));
}

#[tokio::test]
async fn half_way_ends_after_ten_minutes() {
    let desk = TestDesk::new();
    let (_, _, secret, _) = set_up(&desk).await;
    let half = half_way(&desk, PASSWORD).await;
    desk.clock.advance(Duration::from_secs(600));
    let code = SecondProof::App(desk.app_shows(&secret));
    assert_eq!(step(&desk, &half, code).await, SecondStepTaken::BeginAgain);
}

#[tokio::test]
async fn a_password_reset_does_not_skip_it() {
    let desk = TestDesk::new();
    set_up(&desk).await;
    desk.app.forgot_password(OPS, "192.0.2.1").await.unwrap();
    desk.deliver().await;
    let reset = desk
        .app
        .reset_password(&desk.link_to(OPS), &password("some quiet lantern"))
        .await;
    assert_eq!(reset.unwrap(), PasswordReset::Done);
    half_way(&desk, "some quiet lantern").await;
}

#[tokio::test]
async fn staff_who_owe_a_second_step_do_no_staff_work_until_they_set_it_up() {
    let desk = TestDesk::with_rules(|rules| rules.accounts.staff_second_step = true);
    desk.person(OPS, Role::Agent).await;
    let session = desk.enter(OPS).await;
    let person = desk.who(&session).await.unwrap();
    assert!(person.owes_second_step && !person.works_here());
    let offer = desk.app.offer_second_step(&person).await.unwrap();
    desk.app
        .confirm_second_step(&person, desk.app_shows(&offer.secret))
        .await
        .unwrap()
        .unwrap();
    let person = desk.who(&session).await.unwrap();
    assert!(person.works_here());
    let off = desk.app.switch_off_second_step(&person).await;
    assert!(matches!(off, Err(AppError::Forbidden)));
}

#[tokio::test]
async fn changing_it_takes_a_password_typed_lately() {
    let desk = TestDesk::new();
    let (_, here, _, _) = set_up(&desk).await;
    desk.clock.advance(Duration::from_secs(11 * 60));
    let person = desk.who(&here).await.unwrap();
    let off = desk.app.switch_off_second_step(&person).await;
    assert!(matches!(off, Err(AppError::ProofNeeded)));
    let wrong = desk.app.prove(&person, &password("not the right one")).await;
    assert!(matches!(wrong, Err(AppError::WrongPassword)));
    desk.app.prove(&person, &password(PASSWORD)).await.unwrap();
    let person = desk.who(&here).await.unwrap();
    desk.app.switch_off_second_step(&person).await.unwrap();
    assert!(desk.who(&here).await.is_some());
    desk.enter(OPS).await;
}

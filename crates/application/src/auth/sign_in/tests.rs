use std::sync::Arc;

use frontdesk_domain::access::Authority;
use frontdesk_domain::accounts::Role;
use frontdesk_domain::ports::LetterContent;

use super::*;
use crate::testing::TestDesk;
use crate::testing::people::PASSWORD;

const SARA: &str = "sara@example.com";

async fn answer(desk: &TestDesk, login: &str, typed: &str) -> SignInAnswer {
    desk.app.sign_in(&desk.sign_in_form(login, typed)).await.unwrap()
}

#[tokio::test]
async fn s1_5_the_right_password_gets_in_and_the_role_comes_with_it() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let person = desk.signed_in(" SARA@example.com ").await;
    assert_eq!((person.role, person.works_here()), (Role::Customer, false));
    desk.person("ops@example.com", Role::Agent).await;
    assert!(desk.signed_in("ops@example.com").await.works_here());
}

#[tokio::test]
async fn s0_n1_nobody_gets_in_without_the_password_being_compared() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let before = desk.hasher.passwords_compared();
    for (login, typed) in [
        (SARA, ""),
        (SARA, "mossy anchor cup "),
        (SARA, "Mossy anchor cup"),
        ("nobody@example.com", PASSWORD),
        ("", ""),
        ("x", PASSWORD),
    ] {
        assert_eq!(answer(&desk, login, typed).await, SignInAnswer::Wrong, "{login}");
    }
    // Known or not, each was compared with something: the answers take as long.
    assert_eq!(desk.hasher.passwords_compared() - before, 6);
}

#[tokio::test]
async fn s1_3_waiting_is_told_only_after_the_right_password() {
    let desk = TestDesk::new();
    desk.newcomer(SARA).await;
    assert_eq!(
        answer(&desk, SARA, "not the right one").await,
        SignInAnswer::Wrong
    );
    assert_eq!(answer(&desk, SARA, PASSWORD).await, SignInAnswer::Waiting);
}

#[tokio::test]
async fn s1_4_an_unproved_account_gets_a_new_code() {
    let desk = TestDesk::new();
    desk.register(&desk.registration(SARA)).await;
    assert_eq!(
        answer(&desk, SARA, "not the right one").await,
        SignInAnswer::Wrong
    );
    assert_eq!(desk.letters_sent(), 1);
    assert_eq!(answer(&desk, SARA, PASSWORD).await, SignInAnswer::Wrong);
    desk.deliver().await;
    assert_eq!(desk.letters_sent(), 2);
    let proof = crate::Proof::Link {
        token: desk.link_to(SARA),
        request: None,
        password: Some(crate::testing::people::password(PASSWORD)),
    };
    let verified = desk.app.verify_email(&proof).await.unwrap();
    assert_eq!(verified, crate::Verified::Waiting);
}

#[tokio::test]
async fn s1_4_the_new_code_can_be_typed_in_the_browser_that_registered() {
    let desk = TestDesk::new();
    let request = desk.register(&desk.registration(SARA)).await;
    let old = desk.code_to(SARA);
    let form = SignIn {
        request: Some(request),
        ..desk.sign_in_form(SARA, PASSWORD)
    };
    assert_eq!(desk.app.sign_in(&form).await.unwrap(), SignInAnswer::Wrong);
    desk.deliver().await;
    let new = desk.code_to(SARA);
    assert_ne!(old, new);
    assert_eq!(desk.type_code(request, new).await, crate::Verified::Waiting);
}

#[tokio::test]
async fn s4_n7_who_registers_an_e_mail_and_signs_in_learns_nothing_of_it() {
    let desk = TestDesk::new();
    desk.customer("known@example.com").await;
    let chosen = "some quiet lantern";
    let mut said = Vec::new();
    for address in ["known@example.com", "never@example.com"] {
        let form = crate::Register {
            password: crate::testing::people::password(chosen),
            ..desk.registration(address)
        };
        desk.register(&form).await;
        let mut all = Vec::new();
        for _ in 0..7 {
            let answer = desk.app.sign_in(&desk.sign_in_form(address, chosen)).await;
            all.push(format!("{answer:?}"));
        }
        // Nor do codes that were mailed fill what the address gets.
        let again = desk.app.register(&form).await;
        all.push(format!("{}", again.is_ok()));
        said.push(all);
    }
    assert_eq!(said[0], said[1]);
}

#[tokio::test]
async fn disabled_and_declined_look_like_a_wrong_password() {
    let desk = TestDesk::new();
    let disabled = desk.customer(SARA).await;
    desk.app
        .disable_person(&Authority::Operator, disabled)
        .await
        .unwrap();
    let account = desk.newcomer("nima@example.com").await;
    let verdict = crate::Verdict::Decline { reason: None };
    desk.app
        .decide(&Authority::Operator, &[crate::Decision { account, verdict }])
        .await
        .unwrap();
    for login in [SARA, "nima@example.com"] {
        assert_eq!(answer(&desk, login, PASSWORD).await, SignInAnswer::Wrong);
    }
}

#[tokio::test]
async fn every_session_has_an_id_of_its_own() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    assert_ne!(desk.enter(SARA).await, desk.enter(SARA).await);
}

#[tokio::test]
async fn many_wrong_passwords_at_once_count_each_other() {
    let desk = Arc::new(TestDesk::new());
    desk.customer(SARA).await;
    let before = desk.hasher.passwords_compared();
    let tasks: Vec<_> = (0..100)
        .map(|n| {
            let desk = Arc::clone(&desk);
            let form = desk.sign_in_form(SARA, &format!("wrong number {n}"));
            tokio::spawn(async move { desk.app.sign_in(&form).await })
        })
        .collect();
    for task in tasks {
        assert!(!matches!(task.await.unwrap(), Ok(SignInAnswer::In { .. })));
    }
    assert_eq!(desk.hasher.passwords_compared() - before, 5);
}

#[tokio::test]
async fn s4_n7_the_waits_of_a_username_tell_nothing_of_an_e_mail() {
    let desk = TestDesk::new();
    let form = crate::Register {
        username: Username::parse("sara").ok(),
        ..desk.registration(SARA)
    };
    desk.register(&form).await;
    for login in ["sara", "SARA", " sara", "sara ", "Sara"] {
        assert_eq!(
            answer(&desk, login, "wrong wrong wrong").await,
            SignInAnswer::Wrong
        );
    }
    let sixth = desk.app.sign_in(&desk.sign_in_form("sara", PASSWORD)).await;
    assert!(matches!(sixth, Err(AppError::Throttled { .. })));
    for login in [SARA, "other@example.com"] {
        assert_eq!(
            answer(&desk, login, "wrong wrong wrong").await,
            SignInAnswer::Wrong
        );
    }
}

#[tokio::test]
async fn a_browser_is_made_known_by_a_token_it_never_held() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let planted = DeviceToken::from_bytes([7; 32]);
    let form = SignIn {
        device: Some(planted),
        ..desk.sign_in_form(SARA, PASSWORD)
    };
    let SignInAnswer::In { device, .. } = desk.app.sign_in(&form).await.unwrap() else {
        panic!("in")
    };
    assert_ne!(device, planted);
    let id = desk.account(SARA).await.id;
    let unit = frontdesk_domain::ports::Store::begin(&desk.store).await.unwrap();
    let now = desk.app.ports.clock.now();
    let known = async |token: &DeviceToken| {
        let known = desk.app.is_known(&*unit, Some(id), Some(token), now).await;
        known.unwrap()
    };
    assert!(known(&device).await && !known(&planted).await);
}

#[tokio::test]
async fn signing_in_on_a_known_browser_takes_back_only_what_it_counted() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let SignInAnswer::In { device, .. } = answer(&desk, SARA, PASSWORD).await else {
        panic!("in")
    };
    let home = SignIn {
        device: Some(device),
        network: "203.0.113.9".into(),
        ..desk.sign_in_form(SARA, PASSWORD)
    };
    let tally = async || {
        let unit = frontdesk_domain::ports::Store::begin(&desk.store).await.unwrap();
        let key = desk.app.keys(&home).account;
        unit.attempts().lock(&key).await.unwrap().unwrap().count
    };
    for _ in 0..4 {
        answer(&desk, SARA, "wrong wrong wrong").await;
    }
    let before = tally().await;
    desk.app.sign_in(&home).await.unwrap();
    assert_eq!((before, tally().await), (4, 4));
}

#[tokio::test]
async fn a_flood_never_locks_the_owner_out_of_a_browser_they_know() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let first = answer(&desk, SARA, PASSWORD).await;
    let SignInAnswer::In { device, .. } = first else {
        panic!("in")
    };
    for n in 0..60 {
        let form = SignIn {
            network: format!("198.51.{n}.0"),
            ..desk.sign_in_form(SARA, "wrong wrong wrong")
        };
        let _ = desk.app.sign_in(&form).await;
    }
    let home = || SignIn {
        network: "203.0.113.9".into(),
        ..desk.sign_in_form(SARA, PASSWORD)
    };
    let unknown = desk.app.sign_in(&home()).await;
    assert!(matches!(unknown, Err(AppError::Throttled { retry_after }) if retry_after.as_secs() <= 10));
    let known = desk
        .app
        .sign_in(&SignIn {
            device: Some(device),
            ..home()
        })
        .await
        .unwrap();
    assert!(matches!(known, SignInAnswer::In { .. }));
    let forged = SignIn {
        device: Some(DeviceToken::from_bytes([7; 32])),
        ..home()
    };
    assert!(desk.app.sign_in(&forged).await.is_err());
}

#[tokio::test]
async fn the_owner_is_told_of_a_flood_once_a_day() {
    let desk = TestDesk::new();
    desk.customer(SARA).await;
    let before = desk.letters_sent();
    for n in 0..200 {
        let form = SignIn {
            network: format!("198.51.{n}.0"),
            ..desk.sign_in_form(SARA, "wrong wrong wrong")
        };
        let _ = desk.app.sign_in(&form).await;
        desk.clock.advance(Duration::from_secs(11));
    }
    desk.deliver().await;
    assert_eq!(desk.letters_sent() - before, 1);
    assert!(matches!(
        desk.letter_to(SARA).unwrap().content,
        LetterContent::UnusualAttempts { .. }
    ));
}

#[tokio::test]
async fn one_network_is_stopped_after_a_hundred_whatever_it_types() {
    let desk = TestDesk::new();
    for n in 0..100 {
        let login = format!("guess{n}@example.com");
        assert_eq!(answer(&desk, &login, PASSWORD).await, SignInAnswer::Wrong);
    }
    let next = desk
        .app
        .sign_in(&desk.sign_in_form("one.more@example.com", PASSWORD))
        .await;
    assert!(matches!(next, Err(AppError::Throttled { .. })));
}

#[tokio::test]
async fn an_office_of_a_hundred_and_fifty_signs_in_from_one_network() {
    let desk = TestDesk::new();
    for n in 0..150 {
        let address = format!("p{n}@example.com");
        desk.person(&address, Role::Agent).await;
        desk.enter(&address).await;
    }
}

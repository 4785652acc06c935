use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::accounts::AccountState;
use frontdesk_domain::auth::{CodePurpose, OneTimeCode};
use frontdesk_domain::clients::Phone;
use frontdesk_domain::deliveries::State;
use frontdesk_domain::ports::{LetterContent, PeopleFilter, Store};

use super::*;
use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, email, password};
use crate::{CodeTried, Proof, Verified};
use frontdesk_domain::access::Authority;

mod known;

const SARA: &str = "sara@example.com";

#[tokio::test]
async fn s1_1_usernames_are_unique_and_so_are_emails() {
    let desk = TestDesk::new();
    let named = Register {
        username: Username::parse("sara").ok(),
        ..desk.registration(SARA)
    };
    desk.register(&named).await;
    let other = Register {
        email: email("other@example.com"),
        ..named.clone()
    };
    assert_eq!(
        desk.app.register(&other).await.unwrap(),
        Registered::UsernameTaken
    );
    desk.register(&Register {
        email: email("SARA@example.com"),
        ..named
    })
    .await;
    let everyone = desk
        .app
        .list_people(&Authority::Operator, &PeopleFilter::default(), None)
        .await;
    assert_eq!(everyone.unwrap().len(), 1);
}

#[tokio::test]
async fn s1_2_the_email_is_proved_by_a_code() {
    let desk = TestDesk::new();
    let request = desk.register(&desk.registration(SARA)).await;
    assert_eq!(
        desk.type_code(request, desk.code_to(SARA)).await,
        Verified::Waiting
    );
    let account = desk.account(SARA).await;
    assert!(account.verified_at.is_some() && account.client.is_some());
    assert!(matches!(account.state, AccountState::AwaitingApproval { .. }));
}

#[tokio::test]
async fn without_approval_a_proved_email_is_enough() {
    let desk =
        TestDesk::with_rules(|rules| rules.accounts.approval = frontdesk_domain::accounts::ApprovalRule::Off);
    let request = desk.register(&desk.registration(SARA)).await;
    assert_eq!(
        desk.type_code(request, desk.code_to(SARA)).await,
        Verified::MaySignIn
    );
    assert!(desk.signed_in(SARA).await.client.is_some());
}

#[tokio::test]
async fn s1_2_the_link_in_the_mail_proves_it_in_the_same_browser() {
    let desk = TestDesk::new();
    let request = desk.register(&desk.registration(SARA)).await;
    let link = |request, password| Proof::Link {
        token: desk.link_to(SARA),
        request,
        password,
    };
    let elsewhere = desk.app.verify_email(&link(None, None)).await.unwrap();
    assert_eq!(elsewhere, Verified::PasswordNeeded);
    let wrong = desk
        .app
        .verify_email(&link(None, Some(password("not mine at all"))))
        .await;
    assert!(matches!(wrong, Err(AppError::WrongPassword)));
    let proof = link(Some(request), None);
    assert_eq!(desk.app.verify_email(&proof).await.unwrap(), Verified::Waiting);
    assert_eq!(
        desk.app.verify_email(&proof).await.unwrap(),
        Verified::Not(CodeTried::Over)
    );
}

#[tokio::test]
async fn the_link_works_in_another_browser_with_the_password() {
    let desk = TestDesk::new();
    desk.register(&desk.registration(SARA)).await;
    let proof = Proof::Link {
        token: desk.link_to(SARA),
        request: None,
        password: Some(password(PASSWORD)),
    };
    assert_eq!(desk.app.verify_email(&proof).await.unwrap(), Verified::Waiting);
}

#[tokio::test]
async fn guessing_a_code_two_hundred_ways_at_once_compares_five() {
    let desk = Arc::new(TestDesk::new());
    let request = desk.register(&desk.registration(SARA)).await;
    let right = desk.code_to(SARA);
    let guesses = (0..200u64)
        .map(|n| OneTimeCode::draw(n * 4999))
        .filter(|guess| *guess != right);
    let tasks: Vec<_> = guesses
        .map(|code| {
            let desk = Arc::clone(&desk);
            tokio::spawn(async move { desk.type_code(request, code).await })
        })
        .collect();
    for task in tasks {
        assert!(matches!(task.await.unwrap(), Verified::Not(_)));
    }
    assert_eq!(desk.hasher.codes_compared(), 5);
    assert_eq!(
        desk.type_code(request, right).await,
        Verified::Not(CodeTried::Over)
    );
}

#[tokio::test]
async fn two_right_codes_at_once_prove_once() {
    let desk = TestDesk::new();
    let request = desk.register(&desk.registration(SARA)).await;
    let code = desk.code_to(SARA);
    let (one, two) = tokio::join!(desk.type_code(request, code), desk.type_code(request, code));
    let proved = [one, two]
        .into_iter()
        .filter(|answer| *answer == Verified::Waiting);
    assert_eq!((proved.count(), desk.store.clients()), (1, 1));
}

#[tokio::test]
async fn a_code_is_bound_to_its_browser_purpose_and_ten_minutes() {
    let desk = TestDesk::new();
    let mine = desk.register(&desk.registration(SARA)).await;
    let code = desk.code_to(SARA);
    let others = desk.register(&desk.registration("nima@example.com")).await;
    assert_eq!(
        desk.type_code(others, code).await,
        Verified::Not(CodeTried::Wrong)
    );
    let signing_in = desk.app.sign_in_by_code(&mine, code, "Firefox").await.unwrap();
    assert_eq!(signing_in, crate::SignedInByCode::Not(CodeTried::Over));
    desk.clock.advance(Duration::from_secs(601));
    assert_eq!(desk.type_code(mine, code).await, Verified::Not(CodeTried::Over));
}

#[tokio::test]
async fn another_code_comes_after_half_a_minute_and_voids_the_first() {
    let desk = TestDesk::new();
    let request = desk.register(&desk.registration(SARA)).await;
    let first = desk.code_to(SARA);
    let early = desk.resend(&request).await;
    assert!(matches!(early, Err(AppError::Throttled { retry_after }) if retry_after.as_secs() == 30));
    desk.clock.advance(Duration::from_secs(30));
    desk.resend(&request).await.unwrap();
    desk.deliver().await;
    let second = desk.code_to(SARA);
    assert_ne!(first, second);
    assert_eq!(
        desk.type_code(request, first).await,
        Verified::Not(CodeTried::Wrong)
    );
    assert_eq!(desk.type_code(request, second).await, Verified::Waiting);
}

#[tokio::test]
async fn an_address_gets_five_codes_an_hour_known_or_not() {
    let desk = TestDesk::new();
    desk.customer("known@example.com").await;
    for (address, before) in [("known@example.com", 1), ("new@example.com", 0)] {
        for _ in before..5 {
            desk.register(&desk.registration(address)).await;
        }
        let sixth = desk.app.register(&desk.registration(address)).await;
        assert!(matches!(sixth, Err(AppError::Throttled { .. })), "{address}");
    }
}

#[tokio::test]
async fn one_network_registers_twenty_an_hour() {
    let desk = TestDesk::new();
    for n in 0..20 {
        desk.app
            .register(&desk.registration(&format!("p{n}@example.com")))
            .await
            .unwrap();
    }
    let next = desk.app.register(&desk.registration("p21@example.com")).await;
    assert!(matches!(next, Err(AppError::Throttled { .. })));
}

#[tokio::test]
async fn s1_n1_an_unproved_email_blocks_nobody() {
    let desk = TestDesk::new();
    let thief = Register {
        password: password("thief picks this"),
        ..desk.registration(SARA)
    };
    let thiefs = desk.register(&thief).await;
    let (old_code, old_link) = (desk.code_to(SARA), desk.link_to(SARA));
    let mine = desk.register(&desk.registration(SARA)).await;
    assert_eq!(
        desk.type_code(thiefs, old_code).await,
        Verified::Not(CodeTried::Over)
    );
    let link = Proof::Link {
        token: old_link,
        request: Some(thiefs),
        password: Some(thief.password),
    };
    assert!(!matches!(
        desk.app.verify_email(&link).await,
        Ok(Verified::Waiting)
    ));
    assert_eq!(desk.type_code(mine, desk.code_to(SARA)).await, Verified::Waiting);
    let hash = frontdesk_domain::auth::PasswordHash::from_stored(format!("paper:{PASSWORD}"));
    assert_eq!(desk.account(SARA).await.password, hash);
}

#[tokio::test]
async fn unproved_accounts_are_swept_and_free_their_username() {
    let desk = TestDesk::new();
    let form = Register {
        username: Username::parse("sara").ok(),
        ..desk.registration(SARA)
    };
    desk.register(&form).await;
    desk.clock.advance(Duration::from_secs(8 * 24 * 3600));
    desk.app.sweep().await.unwrap();
    desk.register(&Register {
        email: email("other@example.com"),
        ..form
    })
    .await;
}

#[tokio::test]
async fn registering_keeps_the_customer_id_of_the_record_with_that_email() {
    let desk = TestDesk::new();
    let number = desk.submit("0912 345 6789", "It broke").await;
    desk.newcomer(SARA).await;
    assert_eq!(desk.store.clients(), 1);
    let account = desk.account(SARA).await;
    let unit = desk.store.begin().await.unwrap();
    let ticket = unit.tickets().get(number).await.unwrap().unwrap();
    assert_eq!(account.client, Some(ticket.client));
}

#[tokio::test]
async fn nobody_claims_a_record_by_knowing_its_phone() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    let phone = Phone::parse("0912 345 6789", desk.app.rules().region).ok();
    let contact = Contact { phone, address: None };
    let thief = Register {
        contact,
        ..desk.registration("thief@example.com")
    };
    let request = desk.register(&thief).await;
    desk.type_code(request, desk.code_to("thief@example.com")).await;
    assert_eq!(desk.store.clients(), 2);
    let client = desk
        .client(desk.account("thief@example.com").await.client.unwrap())
        .await;
    assert_eq!(client.email, Some(email("thief@example.com")));
}

#[tokio::test]
async fn two_records_with_one_email_are_nobody_in_particular() {
    let desk = TestDesk::new();
    desk.submit("0912 345 6789", "It broke").await;
    desk.submit("0912 345 6780", "It broke too").await;
    desk.newcomer(SARA).await;
    assert_eq!(desk.store.clients(), 3);
}

#[tokio::test]
async fn s4_n2_a_staff_role_is_asked_for_and_never_taken() {
    let desk = TestDesk::new();
    let wish = Wish::parse("I repair the printers").ok();
    let request = desk
        .register(&Register {
            wish,
            ..desk.registration(SARA)
        })
        .await;
    desk.type_code(request, desk.code_to(SARA)).await;
    assert_eq!(desk.account(SARA).await.role, Role::Customer);
    let waiting = desk.app.list_approvals(&Authority::Operator, None).await.unwrap();
    assert_eq!(
        waiting[0].wish.as_ref().map(Wish::as_str),
        Some("I repair the printers")
    );
}

#[tokio::test]
async fn a_wish_that_a_stranger_made_does_not_outlive_their_registration() {
    let desk = TestDesk::new();
    let wish = Wish::parse("I am the boss").ok();
    desk.register(&Register {
        wish,
        ..desk.registration(SARA)
    })
    .await;
    desk.newcomer(SARA).await;
    let waiting = desk.app.list_approvals(&Authority::Operator, None).await.unwrap();
    assert_eq!(waiting[0].wish, None);
}

#[tokio::test]
async fn weak_passwords_are_refused_before_anything_is_kept() {
    let desk = TestDesk::new();
    for weak in [
        "short one",
        "Password12345678",
        "blueharbourworkshop",
        "sara.ahmadi.sara",
    ] {
        let form = Register {
            password: password(weak),
            ..desk.registration(SARA)
        };
        assert!(
            matches!(desk.app.register(&form).await.unwrap(), Registered::Weak(_)),
            "{weak}"
        );
    }
    let anyone = desk
        .app
        .list_people(&Authority::Operator, &PeopleFilter::default(), None)
        .await;
    assert!(anyone.unwrap().is_empty());
}

#[tokio::test]
async fn a_code_too_late_to_be_of_use_is_not_sent() {
    let desk = TestDesk::new();
    desk.app.register(&desk.registration(SARA)).await.unwrap();
    desk.clock.advance(Duration::from_secs(601));
    desk.deliver().await;
    assert_eq!(desk.letters_sent(), 0);
    assert_eq!(desk.deliveries(State::Cancelled).await.len(), 1);
}

#[tokio::test]
async fn a_purpose_is_asked_by_its_own_browser_only() {
    let desk = TestDesk::new();
    let request = desk.register(&desk.registration(SARA)).await;
    let other = desk
        .app
        .resend_code(&request, CodePurpose::SignIn, "192.0.2.1")
        .await;
    assert!(matches!(other, Err(AppError::NotFound)));
}

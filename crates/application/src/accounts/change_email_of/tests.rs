use std::time::Duration;

use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::Role;
use frontdesk_domain::ports::LetterContent;

use super::*;
use crate::testing::TestDesk;
use crate::testing::people::{PASSWORD, email, password};
use crate::{CodeTried, EmailAsked, EmailChanged, PasswordReset, SignInAnswer, SignedInByCode};

const BOSS: &str = "boss@example.com";
const SARA: &str = "sara@example.com";
const NEW: &str = "sara@example.org";

async fn admin(desk: &TestDesk) -> Authority {
    desk.person(BOSS, Role::Admin).await;
    Authority::Person(desk.signed_in(BOSS).await)
}

async fn give(desk: &TestDesk, who: &Authority, to: AccountId, address: &str) -> EmailGiven {
    let given = desk.app.change_email_of(who, to, &email(address)).await;
    given.expect("an answer")
}

async fn asks_for_another(desk: &TestDesk, person: &SignedIn, address: &str) -> EmailAsked {
    let (typed, to) = (password(PASSWORD), email(address));
    let asked = desk.app.ask_email_change(person, &typed, &to, "192.0.2.1").await;
    asked.expect("asked")
}

#[tokio::test]
async fn s4_12_an_admin_gives_someone_another_email() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let sara = desk.customer(SARA).await;
    let session = desk.enter(SARA).await;
    assert_eq!(give(&desk, &boss, sara, NEW).await, EmailGiven::Done);
    let account = desk.account(NEW).await;
    assert_eq!(account.verified_at, Some(account.updated_at), "vouched for");
    assert_eq!(desk.client(account.client.unwrap()).await.email, Some(email(NEW)));
    assert!(desk.who(&session).await.is_none());
    desk.deliver().await;
    assert_eq!(desk.letter_to(SARA).unwrap().content, LetterContent::EmailChanged);
    let old = desk.app.sign_in(&desk.sign_in_form(SARA, PASSWORD)).await;
    assert_eq!(old.unwrap(), SignInAnswer::Wrong);
    assert_eq!(desk.signed_in(NEW).await.account(), Some(sara));
    assert_eq!(give(&desk, &boss, sara, NEW).await, EmailGiven::Same);
}

#[tokio::test]
async fn what_was_under_way_to_the_old_address_opens_nothing() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let sara = desk.customer(SARA).await;
    let client = desk.account(SARA).await.client.unwrap();
    let number = desk.client(client).await.number;
    let network = "192.0.2.1";
    desk.app.forgot_password(SARA, network).await.unwrap();
    desk.deliver().await;
    let link = desk.link_to(SARA);
    let asked = desk.app.ask_sign_in_code(number, network).await.unwrap();
    desk.deliver().await;
    let entered = desk
        .app
        .sign_in_by_code(&asked, desk.code_to(SARA), "Firefox")
        .await;
    let SignedInByCode::In(by_code) = entered.unwrap() else {
        panic!("not in")
    };
    desk.clock.advance(Duration::from_secs(60));
    let asked = desk.app.ask_sign_in_code(number, network).await.unwrap();
    desk.deliver().await;
    let code = desk.code_to(SARA);
    let person = desk.signed_in(SARA).await;
    let other = asks_for_another(&desk, &person, "elsewhere@example.com").await;
    desk.deliver().await;

    assert_eq!(give(&desk, &boss, sara, NEW).await, EmailGiven::Done);

    let reset = desk
        .app
        .reset_password(&link, &password("kettle violet ponder"))
        .await;
    assert_eq!(reset.unwrap(), PasswordReset::LinkOver);
    let late = desk.app.sign_in_by_code(&asked, code, "Firefox").await.unwrap();
    assert_eq!(late, SignedInByCode::Not(CodeTried::Over));
    assert!(desk.who(&by_code).await.is_none(), "the client's own session");
    let person = desk.signed_in(NEW).await;
    let code = desk.code_to("elsewhere@example.com");
    let changed = desk.app.confirm_email_change(&person, &other.0, code).await;
    assert_eq!(changed.unwrap(), EmailChanged::Not(CodeTried::Over));
}

#[tokio::test]
async fn s4_n8_an_address_that_has_an_account_is_refused_and_nothing_changes() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let sara = desk.customer(SARA).await;
    desk.customer("nima@example.com").await;
    desk.register(&desk.registration("new@example.com")).await;
    let session = desk.enter(SARA).await;
    let (before, letters) = (desk.account(SARA).await, desk.letters_sent());
    for taken in ["nima@example.com", "NIMA@Example.com", "new@example.com", BOSS] {
        assert_eq!(
            give(&desk, &boss, sara, taken).await,
            EmailGiven::Taken,
            "{taken}"
        );
    }
    desk.deliver().await;
    assert_eq!((desk.account(SARA).await, desk.letters_sent()), (before, letters));
    assert!(desk.who(&session).await.is_some());
}

#[tokio::test]
async fn s4_n8_of_two_who_are_given_one_address_at_once_one_gets_it() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let sara = desk.customer(SARA).await;
    let nima = desk.customer("nima@example.com").await;
    let (one, two) = tokio::join!(give(&desk, &boss, sara, NEW), give(&desk, &boss, nima, NEW));
    assert_eq!([one, two], [EmailGiven::Done, EmailGiven::Taken]);
    assert_eq!(desk.account(NEW).await.id, sara);
    assert_eq!(desk.account("nima@example.com").await.id, nima);
}

#[tokio::test]
async fn the_last_admin_gives_themselves_another_and_stays_in() {
    let desk = TestDesk::new();
    desk.person(BOSS, Role::Admin).await;
    let (here, elsewhere) = (desk.enter(BOSS).await, desk.enter(BOSS).await);
    let boss = desk.who(&here).await.unwrap();
    let id = boss.account().unwrap();
    let given = give(&desk, &Authority::Person(boss), id, "chief@example.com").await;
    assert_eq!(given, EmailGiven::Done);
    assert!(desk.who(&here).await.is_some_and(|boss| boss.manages_people()));
    assert!(desk.who(&elsewhere).await.is_none());
    let given = give(&desk, &Authority::Operator, id, "head@example.com").await;
    assert_eq!(given, EmailGiven::Done);
    assert!(desk.who(&here).await.is_none());
}

#[tokio::test]
async fn whoever_waits_or_is_closed_may_be_given_one_but_not_whoever_proved_none() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let waits = desk.newcomer(SARA).await;
    assert_eq!(give(&desk, &boss, waits, NEW).await, EmailGiven::Done);
    let state = desk.account(NEW).await.state;
    assert!(matches!(state, AccountState::AwaitingApproval { .. }));
    desk.register(&desk.registration("nima@example.com")).await;
    let nima = desk.account("nima@example.com").await.id;
    let refused = desk
        .app
        .change_email_of(&boss, nima, &email("n@example.com"))
        .await;
    assert!(matches!(refused, Err(AppError::Stale)));
    let nobody = desk.app.change_email_of(&boss, AccountId(99), &email(SARA)).await;
    assert!(matches!(nobody, Err(AppError::NotFound)));
}

#[tokio::test]
async fn only_admins_with_a_fresh_proof_give_one() {
    let desk = TestDesk::new();
    let boss = admin(&desk).await;
    let sara = desk.customer(SARA).await;
    desk.person("ops@example.com", Role::Agent).await;
    for login in [SARA, "ops@example.com"] {
        let who = Authority::Person(desk.signed_in(login).await);
        let refused = desk.app.change_email_of(&who, sara, &email(NEW)).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{login}");
    }
    desk.clock.advance(Duration::from_secs(601));
    let refused = desk.app.change_email_of(&boss, sara, &email(NEW)).await;
    assert!(matches!(refused, Err(AppError::ProofNeeded)));
    assert_eq!(desk.account(SARA).await.id, sara);
}

use std::time::Duration;

use frontdesk_domain::accounts::Role;
use frontdesk_domain::ports::{FrontDeskQueries, LetterContent};

use super::*;
use crate::testing::TestDesk;
use crate::testing::people::email;
use crate::{CodeAsked, SignedInByCode};

const SARA: &str = "sara@example.com";
const OTHER: &str = "other@example.com";
const PHONE: &str = "0912 345 6789";
const FAMILY: &str = "0912 345 6780";

async fn ask(desk: &TestDesk, typed: &str, address: &str) -> RequestId {
    let (who, email) = (desk.request(typed), email(address));
    let request = desk.app.ask_register_code(&who, &email).await.unwrap();
    desk.deliver().await;
    request
}

fn form(desk: &TestDesk, typed: &str, request: RequestId, code: OneTimeCode) -> RegisterAtDesk {
    RegisterAtDesk {
        identifier: desk.identifier(typed),
        name: Name::parse("Sara Ahmadi").unwrap(),
        request,
        code,
        browser: "Firefox".into(),
        network: "192.0.2.1".into(),
    }
}

async fn register(desk: &TestDesk, typed: &str, request: RequestId, code: OneTimeCode) -> RegisteredAtDesk {
    let form = form(desk, typed, request, code);
    desk.app.register_at_desk(&form).await.unwrap()
}

#[tokio::test]
async fn s0_4_someone_new_proves_an_e_mail_and_has_a_customer_id() {
    let desk = TestDesk::verified();
    let request = ask(&desk, PHONE, SARA).await;
    assert_eq!(desk.store.clients(), 0, "nothing is kept before the code");
    let code = desk.code_to(SARA);
    let RegisteredAtDesk::In { session, number } = register(&desk, PHONE, request, code).await else {
        panic!("should be in")
    };
    let person = desk.who(&session).await.unwrap();
    let client = desk.client(person.client.unwrap()).await;
    assert_eq!((client.number, client.email), (number, Some(email(SARA))));
    assert_eq!(client.phone.as_ref(), desk.identifier(PHONE).phone());
    assert_eq!((person.account(), person.works_here()), (None, false));
    let again = register(&desk, PHONE, request, code).await;
    assert_eq!(again, RegisteredAtDesk::Not(CodeTried::Over));

    // From then on the phone leads to a code.
    let asked = desk.app.ask_desk_code(&desk.request(PHONE), None).await.unwrap();
    let CodeAsked::Mailed(request) = asked else {
        panic!("nobody is signed in")
    };
    desk.deliver().await;
    let entered = desk
        .app
        .sign_in_by_code(&request, desk.code_to(SARA), "Firefox", "192.0.2.1")
        .await;
    assert!(matches!(entered, Ok(SignedInByCode::In(_))));
}

#[tokio::test]
async fn whoever_has_the_e_mail_already_is_that_client() {
    let desk = TestDesk::verified();
    let first = desk.newcomer_at_desk(PHONE, SARA).await;
    assert_eq!(
        desk.newcomer_at_desk("0912 345 6781", "SARA@example.com").await,
        first
    );
    assert_eq!(desk.store.clients(), 1);
    let account = desk.customer(SARA).await;
    assert_eq!(desk.newcomer_at_desk("0912 345 6782", SARA).await, first);
    assert_eq!(desk.account(SARA).await.id, account);
    assert_eq!(desk.store.clients(), 1);
}

#[tokio::test]
async fn an_e_mail_of_two_is_nobody_in_particular() {
    let desk = TestDesk::verified();
    for (n, typed) in [(1, PHONE), (2, FAMILY)] {
        desk.keep_client(ClientNumber::draw(n), typed, Some(SARA)).await;
    }
    let third = desk.newcomer_at_desk("0912 345 6781", SARA).await;
    assert_eq!(third, ClientId(3));
}

#[tokio::test]
async fn a_code_of_staff_makes_a_client_and_no_staff() {
    let desk = TestDesk::verified();
    desk.person(SARA, Role::Admin).await;
    let request = ask(&desk, PHONE, SARA).await;
    let RegisteredAtDesk::In { session, .. } = register(&desk, PHONE, request, desk.code_to(SARA)).await
    else {
        panic!("should be in")
    };
    let person = desk.who(&session).await.unwrap();
    assert_eq!((person.account(), person.manages_people()), (None, false));
}

#[tokio::test]
async fn knowing_a_phone_number_claims_no_record_and_spoils_none() {
    let desk = TestDesk::verified();
    let owner = desk.newcomer_at_desk(PHONE, SARA).await;
    let stranger = desk.newcomer_at_desk(PHONE, OTHER).await;
    assert_ne!(owner, stranger);
    assert_eq!(desk.client(stranger).await.phone, None);
    let found = desk.store.look_up(&desk.identifier(PHONE)).await.unwrap();
    assert!(matches!(found, frontdesk_domain::ports::LookUp::Known { client, .. } if client == owner));
    let told = desk.letter_to(SARA).unwrap().content;
    assert!(matches!(told, LetterContent::TriedToRegister { .. }), "{told:?}");
}

#[tokio::test]
async fn the_owner_of_the_e_mail_is_not_told_of_themselves() {
    let desk = TestDesk::verified();
    desk.newcomer_at_desk(PHONE, SARA).await;
    let before = desk.letters_sent();
    ask(&desk, PHONE, "Sara@Example.com").await;
    assert_eq!(desk.letters_sent(), before + 1);
    let sent = desk.letter_to("Sara@example.com").unwrap();
    assert!(matches!(sent.content, LetterContent::Register { .. }));
    assert_eq!(sent.name, None, "no word of a stranger goes to an address");
}

#[tokio::test]
async fn what_is_proved_is_where_the_code_went() {
    let desk = TestDesk::verified();
    let sara = desk.newcomer_at_desk(PHONE, SARA).await;
    let hers = ask(&desk, "0912 345 6781", SARA).await;
    let mine = ask(&desk, "0912 345 6781", OTHER).await;
    let code = desk.code_to(OTHER);
    let crossed = register(&desk, "0912 345 6781", hers, code).await;
    assert_eq!(crossed, RegisteredAtDesk::Not(CodeTried::Wrong));
    let RegisteredAtDesk::In { session, .. } = register(&desk, PHONE, mine, code).await else {
        panic!("should be in")
    };
    assert_ne!(desk.who(&session).await.unwrap().client, Some(sara));
}

#[tokio::test]
async fn a_code_for_registering_signs_nobody_in_and_the_other_way_round() {
    let desk = TestDesk::verified();
    desk.newcomer_at_desk(PHONE, SARA).await;
    let request = ask(&desk, PHONE, SARA).await;
    let code = desk.code_to(SARA);
    let entered = desk
        .app
        .sign_in_by_code(&request, code, "Firefox", "192.0.2.1")
        .await;
    assert_eq!(entered.unwrap(), SignedInByCode::Not(CodeTried::Over));
    let asked = desk.app.ask_desk_code(&desk.request(PHONE), None).await.unwrap();
    let CodeAsked::Mailed(request) = asked else {
        panic!("nobody is signed in")
    };
    desk.deliver().await;
    let entered = register(&desk, PHONE, request, desk.code_to(SARA)).await;
    assert_eq!(entered, RegisteredAtDesk::Not(CodeTried::Over));
}

#[tokio::test]
async fn known_shared_and_unknown_are_the_same_work() {
    let desk = TestDesk::verified();
    desk.newcomer_at_desk(PHONE, SARA).await;
    desk.family(FAMILY, 2).await;
    let mut work = Vec::new();
    for (typed, address) in [
        (PHONE, "a@example.com"),
        (FAMILY, "b@example.com"),
        ("0912 345 6781", "c@example.com"),
        (PHONE, SARA),
    ] {
        desk.clock.advance(Duration::from_secs(25 * 3600));
        desk.app.sweep().await.unwrap();
        let before = desk.store.written_for_codes();
        ask(&desk, typed, address).await;
        let after = desk.store.written_for_codes();
        work.push(std::array::from_fn::<usize, 5, _>(|at| after[at] - before[at]));
    }
    assert!(work.iter().all(|each| *each == work[0]), "{work:?}");
}

#[tokio::test]
async fn a_flood_of_warnings_ends() {
    let desk = TestDesk::verified();
    desk.newcomer_at_desk(PHONE, SARA).await;
    desk.clock.advance(Duration::from_secs(3601));
    for n in 0..5 {
        ask(&desk, PHONE, &format!("new{n}@example.com")).await;
    }
    let asked = desk
        .app
        .ask_register_code(&desk.request(PHONE), &email(OTHER))
        .await;
    assert!(matches!(asked, Err(AppError::Throttled { .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_with_one_new_phone_at_once_one_gets_it() {
    let desk = TestDesk::verified();
    let mut entering = Vec::new();
    for n in 0..4 {
        let address = format!("new{n}@example.com");
        let request = ask(&desk, PHONE, &address).await;
        let form = form(&desk, PHONE, request, desk.code_to(&address));
        let app = std::sync::Arc::clone(&desk.app);
        entering.push(async move { app.register_at_desk(&form).await });
    }
    let entering: Vec<_> = entering.into_iter().map(tokio::spawn).collect();
    for entered in entering {
        let entered = entered.await.unwrap().unwrap();
        assert!(matches!(entered, RegisteredAtDesk::In { .. }), "{entered:?}");
    }
    let mut with_phone = 0;
    for id in 1..=4 {
        with_phone += usize::from(desk.client(ClientId(id)).await.phone.is_some());
    }
    assert_eq!((desk.store.clients(), with_phone), (4, 1));
}

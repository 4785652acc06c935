use std::time::Duration;

use frontdesk_domain::auth::OneTimeCode;
use frontdesk_domain::clients::{ClientId, ClientNumber};
use frontdesk_domain::ports::{FrontDeskQueries, LookUp};
use frontdesk_domain::replies::Sender;
use frontdesk_domain::tickets::Body;

use super::*;
use crate::testing::TestDesk;
use crate::{CodeTried, FromDesk, SignedInByCode, Submission, SubmitTicket};

const SARA: &str = "sara@example.com";
const PHONE: &str = "0912 345 6789";
const FAMILY: &str = "0912 345 6780";
const NOBODYS: &str = "0912 345 6781";

/// A verified desk where Sara has a ticket and several others share a phone.
async fn desk() -> TestDesk {
    let desk = TestDesk::verified();
    let registered = desk.newcomer_at_desk(PHONE, SARA).await;
    desk.family(FAMILY, 2).await;
    let form = SubmitTicket {
        proved: Some(registered),
        ..desk.form(PHONE, "It broke")
    };
    desk.app.submit_ticket(&form).await.unwrap();
    desk
}

async fn ask(desk: &TestDesk, typed: &str) -> RequestId {
    let asked = desk.app.ask_desk_code(&desk.request(typed), None).await;
    match asked.unwrap() {
        CodeAsked::Mailed(request) => request,
        CodeAsked::NotNeeded => panic!("nobody is signed in"),
    }
}

fn refused<T: std::fmt::Debug>(answer: &Result<T, AppError>) -> bool {
    matches!(answer, Err(AppError::ClientNotProved))
}

#[tokio::test]
async fn s0_2_a_verified_desk_shows_the_open_ticket_to_the_client_alone() {
    let desk = desk().await;
    let request = ask(&desk, PHONE).await;
    assert!(refused(&desk.app.visit(&desk.identifier(PHONE), None).await));
    desk.deliver().await;
    let code = desk.code_to(SARA);
    let entered = desk.app.sign_in_by_code(&request, code, "Firefox").await.unwrap();
    let SignedInByCode::In(session) = entered else {
        panic!("should be in")
    };
    let proved = desk.who(&session).await.unwrap().client;
    let found = desk.app.visit(&desk.identifier(PHONE), proved).await.unwrap();
    assert!(matches!(found, LookUp::Known { open: Some(_), .. }));
    let again = SubmitTicket {
        proved,
        ..desk.form(PHONE, "It broke again")
    };
    let answer = desk.app.submit_ticket(&again).await.unwrap();
    assert!(matches!(answer, Submission::AlreadyOpen(_)));
    let asked = desk.app.ask_desk_code(&desk.request(PHONE), proved).await;
    assert_eq!(asked.unwrap(), CodeAsked::NotNeeded);
}

#[tokio::test]
async fn without_proof_of_being_that_client_nothing_is_shown_and_nothing_kept() {
    let desk = desk().await;
    let other = desk.newcomer_at_desk("0912 345 6782", "other@example.com").await;
    for typed in [PHONE, FAMILY, NOBODYS] {
        for proved in [None, Some(other)] {
            let form = SubmitTicket {
                proved,
                ..desk.form(typed, "Let me in")
            };
            assert!(refused(&desk.app.submit_ticket(&form).await), "{typed}");
            let addition = FromDesk {
                identifier: desk.identifier(typed),
                proved,
                key: desk.app.new_submission_key(),
                body: Body::parse("Let me in").unwrap(),
            };
            assert!(refused(&desk.app.add_from_desk(&addition).await), "{typed}");
            assert!(refused(&desk.app.visit(&desk.identifier(typed), proved).await));
        }
    }
    assert_eq!((desk.store.tickets(), desk.store.clients()), (1, 4));
}

#[tokio::test]
async fn what_the_client_adds_is_theirs() {
    let desk = desk().await;
    let LookUp::Known { client, open } = desk.store.look_up(&desk.identifier(PHONE)).await.unwrap() else {
        panic!("known")
    };
    let addition = FromDesk {
        identifier: desk.identifier(PHONE),
        proved: Some(client),
        key: desk.app.new_submission_key(),
        body: Body::parse("It is the tray").unwrap(),
    };
    desk.app.add_from_desk(&addition).await.unwrap();
    let kept = desk.replies(open.unwrap().number).await;
    assert_eq!(kept, [(Sender::Client, "It is the tray".to_owned())]);
}

#[tokio::test]
async fn known_shared_and_unknown_are_the_same_work_and_one_gets_mail() {
    let desk = desk().await;
    // Of the family, one has a customer ID of their own and no e-mail.
    let without_email = desk.client(ClientId(2)).await.number.to_string();
    let unknown_id = ClientNumber::draw(999).to_string();
    let mut work = Vec::new();
    for typed in [PHONE, FAMILY, NOBODYS, &without_email, &unknown_id] {
        desk.clock.advance(Duration::from_secs(25 * 3600));
        desk.app.sweep().await.unwrap();
        let (before, letters) = (desk.store.written_for_codes(), desk.letters_sent());
        let request = ask(&desk, typed).await;
        let after = desk.store.written_for_codes();
        work.push(std::array::from_fn::<usize, 5, _>(|at| after[at] - before[at]));
        desk.deliver().await;
        assert_eq!(
            desk.letters_sent() - letters,
            usize::from(typed == PHONE),
            "{typed}"
        );
        let wrong = OneTimeCode::draw(u64::MAX);
        let tried = desk.app.sign_in_by_code(&request, wrong, "Firefox").await;
        assert_eq!(tried.unwrap(), SignedInByCode::Not(CodeTried::Wrong), "{typed}");
    }
    assert!(work.iter().all(|each| *each == work[0]), "{work:?}");
}

#[tokio::test]
async fn a_right_code_wakes_nobody_elses_record() {
    let desk = desk().await;
    let request = ask(&desk, PHONE).await;
    desk.deliver().await;
    let code = desk.code_to(SARA);
    let another = ask(&desk, NOBODYS).await;
    let tried = desk.app.sign_in_by_code(&another, code, "Firefox").await;
    assert_eq!(tried.unwrap(), SignedInByCode::Not(CodeTried::Wrong));
    let tried = desk.app.sign_in_by_code(&request, code, "Firefox").await;
    assert!(matches!(tried, Ok(SignedInByCode::In(_))));
}

#[tokio::test]
async fn another_code_voids_the_one_before_and_has_its_own_limit() {
    let desk = desk().await;
    let first = ask(&desk, PHONE).await;
    desk.deliver().await;
    let code = desk.code_to(SARA);
    let request = desk.request(PHONE);
    let early = desk.app.ask_desk_code_again(&request, None).await;
    assert!(matches!(early, Err(AppError::Throttled { retry_after }) if retry_after.as_secs() == 30));
    // With the first one that is five; those that came too early are none.
    for _ in 0..4 {
        desk.clock.advance(Duration::from_secs(31));
        desk.app.ask_desk_code_again(&request, None).await.unwrap();
    }
    let tried = desk.app.sign_in_by_code(&first, code, "Firefox").await;
    assert_eq!(tried.unwrap(), SignedInByCode::Not(CodeTried::Over));
    desk.clock.advance(Duration::from_secs(31));
    let sixth = desk.app.ask_desk_code_again(&request, None).await;
    assert!(matches!(sixth, Err(AppError::Throttled { .. })));
}

#[tokio::test]
async fn an_open_desk_asks_for_no_code() {
    let desk = TestDesk::new();
    let asked = desk.app.ask_desk_code(&desk.request(PHONE), None).await;
    assert_eq!(asked.unwrap(), CodeAsked::NotNeeded);
}

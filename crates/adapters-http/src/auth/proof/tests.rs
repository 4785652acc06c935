//! One form that needs a proof, on a desk of its own.

use std::{sync::Arc, time::Duration};

use axum::{Extension, Router, extract::State, http::header, middleware::from_fn_with_state, routing::post};
use frontdesk_application::{
    EventTail,
    testing::{SeededEntropy, TestClock, TestDesk, people::PASSWORD as RIGHT},
};
use frontdesk_domain::{accounts::Role, secrets::SessionToken};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::{
    Seal,
    cookies::Cookies,
    problem::Problem,
    security::Exposure,
    site::Site,
    testing::{self, Answer},
    who::Person,
};

const BOSS: &str = "boss@example.com";

async fn renew(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Person(person): Person,
    mut form: Form,
) -> Response {
    let person = match given(&desk, &visitor, person, &mut form, "/renew").await {
        Ok(person) => person,
        Err(response) => return response,
    };
    let sent = fields(&form);
    match desk.app.offer_second_step(&person).await {
        Ok(_) => form.take("what").into_response(),
        Err(AppError::ProofNeeded) => ask(&desk, &visitor, "/renew", &sent),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// A desk with an admin whose password was typed a while ago.
async fn site() -> (Router, TestDesk, SessionToken) {
    let desk = TestDesk::new();
    desk.person(BOSS, Role::Admin).await;
    let session = desk.enter(BOSS).await;
    desk.clock.advance(Duration::from_secs(11 * 60));
    let clock = Arc::<TestClock>::clone(&desk.clock);
    let shutdown = CancellationToken::new();
    let state = Desk {
        app: Arc::clone(&desk.app),
        site: Arc::new(Site::default()),
        seal: Seal::new(&[5; 32], clock, Arc::new(SeededEntropy::new(7))).unwrap(),
        live: Arc::new(EventTail::start(Arc::new(desk.store.clone()), shutdown.clone())),
        cookies: Cookies::new(false),
        shutdown,
    };
    let router = Router::new()
        .route("/renew", post(renew))
        .layer(from_fn_with_state(state.clone(), who::note))
        .with_state(state);
    (testing::guard(Exposure::default()).protect(router), desk, session)
}

async fn send(router: &Router, session: &SessionToken, form: &str) -> Answer {
    let mut request = testing::post("/renew", form);
    let cookie = format!("sid={}", session.to_text()).parse().unwrap();
    request.headers_mut().insert(header::COOKIE, cookie);
    testing::send(router, request).await
}

#[tokio::test]
async fn what_was_begun_goes_on_once_the_password_is_typed() {
    let (router, _desk, session) = site().await;
    let asked = send(&router, &session, "what=paper+%26+ink").await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    asked.shows(&[
        "Type your password to go on",
        r#"action="/renew""#,
        r#"autocomplete="current-password""#,
    ]);
    assert_eq!(asked.value("what"), "paper &amp; ink");
    let form = format!("what=paper+%26+ink&password={}", RIGHT.replace(' ', "+"));
    let done = send(&router, &session, &form).await;
    assert_eq!((done.status, done.text()), (StatusCode::OK, "paper & ink"));
    let after = send(&router, &session, "what=ink").await;
    assert_eq!(after.text(), "ink", "it counts for a while");
}

#[tokio::test]
async fn a_wrong_password_asks_again_keeps_the_rest_and_is_never_sent_back() {
    let (router, desk, session) = site().await;
    for typed in ["", "not+the+right+one"] {
        let refused = send(&router, &session, &format!("what=ink&password={typed}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.value("what"), "ink");
        refused.hides(&["not the right one"]);
    }
    let person = desk.who(&session).await.unwrap();
    let offer = desk.app.offer_second_step(&person).await;
    assert!(matches!(offer, Err(AppError::ProofNeeded)));
}

#[tokio::test]
async fn passwords_cannot_be_guessed_fast() {
    let (router, _desk, session) = site().await;
    let mut last = send(&router, &session, "what=ink&password=guess").await;
    for _ in 0..6 {
        last = send(&router, &session, "what=ink&password=guess").await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(last.header("retry-after"), "1");
    assert_eq!(last.value("what"), "ink");
}

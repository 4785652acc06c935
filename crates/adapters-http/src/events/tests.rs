//! The live stream through the whole router, over a desk in memory and a clock that runs at once.

use axum::{
    body::Body,
    http::{StatusCode, header},
};
use frontdesk_domain::{
    access::Authority,
    accounts::Role,
    secrets::TrackToken,
    tickets::{TicketNumber, TrackedStatus},
};
use http_body_util::BodyExt;
use tokio::time::timeout;
use tower::ServiceExt;

use super::*;
use crate::testing::{self, TestSite};

struct Stream(Body);

impl Stream {
    async fn of(site: &TestSite, request: axum::http::Request<Body>) -> Self {
        let response = site.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        assert!(!response.headers().contains_key("content-encoding"));
        Self(response.into_body())
    }

    async fn open(site: &TestSite, token: &TrackToken, seen: i32) -> Self {
        Self::of(site, testing::get(&paths::track_events(&token.to_text(), seen))).await
    }

    /// The stream of whoever signed in with that e-mail, in a new session.
    async fn of_person(site: &TestSite, email: &str) -> Self {
        let session = site.desk.enter(email).await.to_text();
        Self::of(site, signed_in(paths::EVENTS, &session)).await
    }

    /// The next thing said, or `None` at the end.
    async fn said(&mut self) -> Option<String> {
        let frame = timeout(Duration::from_secs(60), self.0.frame())
            .await
            .expect("something should be said")?;
        Some(String::from_utf8(frame.unwrap().into_data().unwrap().to_vec()).unwrap())
    }

    async fn event(&mut self) -> String {
        loop {
            let said = self.said().await.expect("an event");
            if !said.starts_with(':') {
                return said;
            }
        }
    }

    async fn hears(&mut self, number: TicketNumber, version: i32) {
        let event = self.event().await;
        let expected = format!("data: ticket {} v{version}\n", number.0);
        assert!(event.contains(&expected), "{event}");
    }

    /// Nothing but signs of life, for longer than it takes to hear of a change.
    async fn is_silent(&mut self) {
        let heard = timeout(Duration::from_secs(10), self.event()).await;
        assert!(heard.is_err(), "{heard:?}");
    }

    async fn ends_within(&mut self, span: Duration) {
        let end = async { while self.said().await.is_some() {} };
        assert!(timeout(span, end).await.is_ok(), "it goes on");
    }
}

fn signed_in(path: &str, session: &str) -> axum::http::Request<Body> {
    let mut request = testing::get(path);
    let cookie = format!("sid={session}").parse().unwrap();
    request.headers_mut().insert(header::COOKIE, cookie);
    request
}

const WITHIN: Duration = Duration::from_secs(5);

#[tokio::test(start_paused = true)]
async fn s4_13_a_page_hears_of_its_own_ticket_and_of_nothing_in_it() {
    let site = TestSite::new();
    let (number, token) = site
        .desk
        .submit_for_link("0912 345 6789", "The printer is on fire")
        .await;
    let mut stream = Stream::open(&site, &token, 1).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    site.desk.submit("0912 345 6780", "Somebody else's").await;
    site.desk.move_ticket(number, TrackedStatus::InProgress).await;
    let event = stream.event().await;
    assert!(
        event.contains("data: ticket 10001 v2") && event.contains("id: 3"),
        "{event}"
    );
    assert!(!event.contains("printer"));
    stream.is_silent().await;
}

#[tokio::test(start_paused = true)]
async fn a_page_that_is_behind_hears_of_it_at_once() {
    let site = TestSite::new();
    let (number, token) = site.desk.submit_for_link("0912 345 6789", "It broke").await;
    site.desk.move_ticket(number, TrackedStatus::InProgress).await;
    let mut stream = Stream::open(&site, &token, 1).await;
    stream.hears(number, 2).await;
    stream.is_silent().await;
}

#[tokio::test(start_paused = true)]
async fn a_quiet_stream_stays_alive_and_ends_with_the_server() {
    let site = TestSite::new();
    let (_, token) = site.desk.submit_for_link("0912 345 6789", "It broke").await;
    site.desk.person("sue@example.com", Role::Agent).await;
    let mut link = Stream::open(&site, &token, 1).await;
    let mut agent = Stream::of_person(&site, "sue@example.com").await;
    agent.hears(TicketNumber(10_001), 1).await;
    assert!(link.said().await.unwrap().starts_with(':'));
    assert!(agent.said().await.unwrap().starts_with(':'));
    site.shutdown.cancel();
    assert_eq!((link.said().await, agent.said().await), (None, None));
}

#[tokio::test]
async fn a_link_that_opens_nothing_has_no_stream() {
    let site = TestSite::new();
    let nobody = TrackToken::from_bytes([1; 32]).to_text();
    for path in [
        paths::track_events(&nobody, 1),
        "/events".into(),
        "/events?track=x".into(),
    ] {
        assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(start_paused = true)]
async fn one_visitor_cannot_take_every_stream_and_what_ends_is_given_back() {
    let site = TestSite::new();
    let (_, token) = site.desk.submit_for_link("0912 345 6789", "It broke").await;
    let mut streams = Vec::new();
    for _ in 0..seats::LINKS {
        streams.push(Stream::open(&site, &token, 1).await);
    }
    let path = paths::track_events(&token.to_text(), 1);
    assert_eq!(site.get(&path).await.status, StatusCode::SERVICE_UNAVAILABLE);
    streams.pop();
    Stream::open(&site, &token, 1).await;
}

#[tokio::test(start_paused = true)]
async fn one_session_has_a_few_streams() {
    let site = TestSite::new();
    site.desk.person("sue@example.com", Role::Agent).await;
    let session = site.desk.enter("sue@example.com").await.to_text();
    let mut streams = Vec::new();
    for _ in 0..standing::PER_SESSION {
        streams.push(Stream::of(&site, signed_in(paths::EVENTS, &session)).await);
    }
    let one_more = testing::send(&site.router, signed_in(paths::EVENTS, &session)).await;
    assert_eq!(one_more.status, StatusCode::SERVICE_UNAVAILABLE);
    streams.pop();
    Stream::of(&site, signed_in(paths::EVENTS, &session)).await;
    Stream::of_person(&site, "sue@example.com").await;
}

/// S3-8: Staff hear of every ticket, a customer of their own and of no other; and only number and version.
#[tokio::test(start_paused = true)]
async fn s3_8_people_hear_of_the_tickets_they_may_see() {
    let site = TestSite::new();
    site.desk.person("sue@example.com", Role::Agent).await;
    site.desk.customer("mina@example.com").await;
    site.desk.customer("theo@example.com").await;
    let mina = site.desk.signed_in("mina@example.com").await;
    let mut agent = Stream::of_person(&site, "sue@example.com").await;
    let mut own = Stream::of_person(&site, "mina@example.com").await;
    let mut other = Stream::of_person(&site, "theo@example.com").await;
    let number = site.desk.open(&mina, "My chair squeaks").await;
    let event = own.event().await;
    let (said, key) = event.split_once("id: ").unwrap();
    assert_eq!(said, format!("data: ticket {} v1\n", number.0));
    key.trim()
        .parse::<i64>()
        .expect("the key of an event, and nothing after it");
    agent.hears(number, 1).await;
    other.is_silent().await;
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_was_cut_goes_on_where_it_was() {
    let site = TestSite::new();
    site.desk.person("sue@example.com", Role::Agent).await;
    let session = site.desk.enter("sue@example.com").await.to_text();
    let mut stream = Stream::of(&site, signed_in(paths::EVENTS, &session)).await;
    site.desk.submit("0912 345 6781", "First").await;
    let event = stream.event().await;
    let key = event.split_once("id: ").unwrap().1.trim();
    drop(stream);
    let missed = site.desk.submit("0912 345 6782", "Second").await;
    let mut again = signed_in(paths::EVENTS, &session);
    again.headers_mut().insert("last-event-id", key.parse().unwrap());
    let handed_over = signed_in(&format!("{}?after={key}&age=9", paths::EVENTS), &session);
    for request in [again, handed_over] {
        let mut stream = Stream::of(&site, request).await;
        stream.hears(missed, 1).await;
        stream.is_silent().await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_with_its_session() {
    let site = TestSite::new();
    site.desk.customer("mina@example.com").await;
    let mut browser = site.browser_of("mina@example.com").await;
    let session = browser.cookie("sid").unwrap().to_owned();
    let mut stream = Stream::of(&site, signed_in(paths::EVENTS, &session)).await;
    let mut elsewhere = Stream::of_person(&site, "mina@example.com").await;
    browser.post(paths::SIGN_OUT, &[]).await;
    stream.ends_within(WITHIN).await;
    elsewhere.is_silent().await;
    let again = testing::send(&site.router, signed_in(paths::EVENTS, &session)).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_when_its_person_may_no_longer_hear_what_it_says() {
    let site = TestSite::new();
    let sue = site.desk.person("sue@example.com", Role::Agent).await;
    let tom = site.desk.person("tom@example.com", Role::Agent).await;
    let mut demoted = Stream::of_person(&site, "sue@example.com").await;
    let mut disabled = Stream::of_person(&site, "tom@example.com").await;
    let app = &site.desk.app;
    app.change_role(&Authority::Operator, sue, Role::Customer)
        .await
        .unwrap();
    app.disable_person(&Authority::Operator, tom).await.unwrap();
    tokio::join!(demoted.ends_within(WITHIN), disabled.ends_within(WITHIN));
}

//! The live stream through the whole router, over a desk in memory and a clock that runs at once.

use axum::{body::Body, http::StatusCode};
use frontdesk_domain::{secrets::TrackToken, tickets::TrackedStatus};
use http_body_util::BodyExt;
use tokio::time::timeout;
use tower::ServiceExt;

use super::*;
use crate::testing::{self, TestSite};

struct Stream(Body);

impl Stream {
    async fn open(site: &TestSite, token: &TrackToken, seen: i32) -> Self {
        let request = testing::get(&paths::track_events(&token.to_text(), seen));
        let response = site.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        assert!(!response.headers().contains_key("content-encoding"));
        Self(response.into_body())
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
}

#[tokio::test(start_paused = true)]
async fn a_page_hears_of_its_own_ticket_and_of_nothing_in_it() {
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
        event.contains("data: ticket 10001 v2") && event.contains("id: 2"),
        "{event}"
    );
    assert!(!event.contains("printer"));
}

#[tokio::test(start_paused = true)]
async fn a_page_that_is_behind_hears_of_it_at_once() {
    let site = TestSite::new();
    let (number, token) = site.desk.submit_for_link("0912 345 6789", "It broke").await;
    site.desk.move_ticket(number, TrackedStatus::InProgress).await;
    assert!(Stream::open(&site, &token, 1).await.event().await.contains("v2"));
}

#[tokio::test(start_paused = true)]
async fn a_quiet_stream_stays_alive_and_ends_with_the_server() {
    let site = TestSite::new();
    let (_, token) = site.desk.submit_for_link("0912 345 6789", "It broke").await;
    let mut stream = Stream::open(&site, &token, 1).await;
    assert!(stream.said().await.unwrap().starts_with(':'));
    site.shutdown.cancel();
    assert_eq!(stream.said().await, None);
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
    for _ in 0..PER_ADDRESS {
        streams.push(Stream::open(&site, &token, 1).await);
    }
    let path = paths::track_events(&token.to_text(), 1);
    assert_eq!(site.get(&path).await.status, StatusCode::SERVICE_UNAVAILABLE);
    streams.pop();
    Stream::open(&site, &token, 1).await;
}

//! Track links through the whole router, over a desk in memory.

use axum::http::{HeaderName, StatusCode, header};
use frontdesk_domain::{
    replies::Sender,
    secrets::TrackToken,
    tickets::{TicketNumber, TrackedStatus},
};

use crate::testing::{self, TestSite};

const PHONE: &str = "0912 345 6789";
const NUMBER: TicketNumber = TicketNumber(10_001);

async fn ticket(site: &TestSite) -> String {
    site.send_ticket(PHONE, "The printer is on fire\n\nSee https://example.com/fire")
        .await
        .replace("/receipt", "")
}

#[tokio::test]
async fn the_trackers_key_appears_once_it_is_there() {
    let site = TestSite::new();
    let receipt = format!("{}/receipt", ticket(&site).await);
    site.get(&receipt).await.shows(&[
        "<dt>Jira</dt><dd>Queued</dd>",
        "It is on its way to our team’s Jira",
    ]);
    site.desk.deliver().await;
    let page = site.get(&receipt).await;
    page.hides(&["Queued", "on its way"]);
    page.shows(&["<dt>Jira</dt><dd><bdi>"]);
}

#[tokio::test]
async fn who_holds_the_link_reads_and_writes() {
    let site = TestSite::new();
    let path = ticket(&site).await;
    let page = site.get(&path).await;
    page.shows(&[
        "The printer is on fire",
        "Conversation",
        r#"<a href="https://example.com/fire""#,
        r#"aria-current="step""#,
    ]);
    let key = page.value("key");
    let sent = site
        .post(
            &format!("{path}/reply"),
            &[("key", &key), ("what", "It went out by itself")],
        )
        .await;
    assert_eq!(
        (sent.status, sent.header("location")),
        (StatusCode::SEE_OTHER, format!("{path}?done=sent#reply").as_str())
    );
    site.get(&path).await.shows(&["It went out by itself"]);
    assert_eq!(
        site.desk.replies(NUMBER).await,
        [(Sender::Client, "It went out by itself".to_owned())]
    );

    let empty = site
        .post(&format!("{path}/reply"), &[("key", &key), ("what", "\n")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    empty.shows(&["<title>Error: ", "Write what you want to tell us"]);
    let reused = site
        .post(
            &format!("{path}/reply"),
            &[("key", &key), ("what", "Other words")],
        )
        .await;
    assert_eq!(reused.status, StatusCode::CONFLICT);
    reused.shows(&["Other words"]);
    assert_ne!(reused.value("key"), key);
}

#[tokio::test]
async fn the_states_on_the_way_are_told_in_the_customers_words() {
    let site = TestSite::new();
    let path = ticket(&site).await;
    site.desk.move_ticket(NUMBER, TrackedStatus::InProgress).await;
    site.get(&path).await.shows(&["We’re on it"]);
    site.desk.move_ticket(NUMBER, TrackedStatus::Resolved).await;
    site.get(&path).await.shows(&["Solved", "Write to us"]);
}

#[tokio::test]
async fn a_link_that_opens_nothing_is_not_found() {
    let site = TestSite::new();
    let path = ticket(&site).await;
    let other = format!("/track/{}", TrackToken::from_bytes([1; 32]).to_text());
    for path in [
        other.as_str(),
        "/track/x",
        &format!("{path}="),
        &path.to_uppercase().replace("/TRACK", "/track"),
        "/track/%ff",
    ] {
        for path in [path.to_owned(), format!("{path}/receipt")] {
            assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        let reply = site.post(&format!("{path}/reply"), &[("what", "x")]).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_link_is_told_to_nobody_and_kept_nowhere() {
    let site = TestSite::new();
    let path = ticket(&site).await;
    for path in [
        path.clone(),
        format!("{path}/receipt"),
        "/track/nothing".to_owned(),
    ] {
        let page = site.get(&path).await;
        assert_eq!(
            (page.header("referrer-policy"), page.header("cache-control")),
            ("no-referrer", "no-store"),
            "{path}"
        );
    }
}

/// Over plain HTTP browsers say where a form comes from in `Origin` alone, and `no-referrer` makes it `null`.
#[tokio::test]
async fn over_plain_http_the_reply_box_still_works() {
    let site =
        TestSite::with(|parts| parts.exposure.public_url = Some("http://desk.example:8080".parse().unwrap()));
    let called = |mut request: axum::http::Request<axum::body::Body>| {
        request
            .headers_mut()
            .insert(header::HOST, "desk.example:8080".parse().unwrap());
        request
    };
    let (_, token) = site.desk.submit_for_link(PHONE, "It broke").await;
    let path = format!("/track/{}", token.to_text());
    let page = testing::send(&site.router, called(testing::get(&path))).await;
    assert_eq!(page.header("referrer-policy"), "same-origin");
    let mut reply = called(testing::post(
        &format!("{path}/reply"),
        &format!("key={}&what=hello", page.value("key")),
    ));
    reply
        .headers_mut()
        .remove(HeaderName::from_static("sec-fetch-site"));
    reply
        .headers_mut()
        .insert(header::ORIGIN, "http://desk.example:8080".parse().unwrap());
    assert_eq!(
        testing::send(&site.router, reply).await.status,
        StatusCode::SEE_OTHER
    );
}

//! What each answer means, to a create and to a question.

use frontdesk_domain::ports::{Tracker, TrackerError};
use rstest::rstest;
use serde_json::json;
use wiremock::{MockServer, ResponseTemplate};

use super::{MARK, answer, cloud, data_center, draft, jira, said, screen, settings, unsigned};

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Rejected,
    Unauthorized,
    Throttled(Option<u64>),
    NotSent,
    Unknown,
}
use Kind::{NotSent, Rejected, Throttled, Unauthorized, Unknown};

fn kind(error: &TrackerError) -> Kind {
    match error {
        TrackerError::Rejected(_) => Rejected,
        TrackerError::Unauthorized(_) => Unauthorized,
        TrackerError::Throttled { retry_after, .. } => Throttled(retry_after.map(|wait| wait.as_secs())),
        TrackerError::NotSent(_) => NotSent,
        TrackerError::Unknown(_) => Unknown,
    }
}

async fn create_told(response: ResponseTemplate) -> TrackerError {
    let server = MockServer::start().await;
    screen(&server, 3, vec![]).await;
    answer(&server, "POST", "/rest/api/3/issue", response).await;
    answer(
        &server,
        "GET",
        "/rest/api/3/myself",
        said(200, json!({ "accountId": "us" })),
    )
    .await;
    jira(cloud(), &server.uri()).create(&draft()).await.unwrap_err()
}

async fn find_told(response: ResponseTemplate) -> TrackerError {
    let server = MockServer::start().await;
    answer(&server, "POST", "/rest/api/3/search/jql", response).await;
    answer(
        &server,
        "GET",
        "/rest/api/3/myself",
        said(200, json!({ "accountId": "us" })),
    )
    .await;
    jira(cloud(), &server.uri())
        .find(draft().ticket, &MARK)
        .await
        .unwrap_err()
}

fn html(status: u16) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_string("<html><body>Sorry: Sara Ahmadi</body></html>")
}

#[rstest]
#[case(400, Rejected, Rejected)]
#[case(401, Unauthorized, Unauthorized)]
#[case(403, Unauthorized, Unauthorized)]
#[case(404, Rejected, Rejected)]
#[case(408, Unknown, Unknown)]
#[case(409, Throttled(None), Throttled(None))]
#[case(410, Rejected, Rejected)]
#[case(413, Rejected, Rejected)]
#[case(422, Rejected, Rejected)]
#[case(425, Throttled(None), Throttled(None))]
#[case(429, Throttled(None), Throttled(None))]
#[case(302, Unauthorized, Unauthorized)]
#[case(500, Unknown, Unknown)]
#[case(502, Unknown, Unknown)]
#[case(503, Unknown, Unknown)]
#[case(504, Unknown, Unknown)]
#[case(599, Unknown, Unknown)]
#[tokio::test]
async fn a_status_has_one_meaning(#[case] status: u16, #[case] create: Kind, #[case] find: Kind) {
    for body in [
        html(status),
        said(status, json!({ "errorMessages": ["No."], "errors": {} })),
        unsigned(status, json!([])),
    ] {
        assert_eq!(kind(&create_told(body.clone()).await), create);
        assert_eq!(kind(&find_told(body).await), find);
    }
}

#[tokio::test]
async fn waits_are_passed_on_where_nothing_was_done() {
    let busy = || said(503, json!({})).insert_header("Retry-After", "9");
    assert_eq!(kind(&find_told(busy()).await), Throttled(Some(9)));
    assert_eq!(
        kind(&create_told(busy()).await),
        Unknown,
        "it may say so after it acted"
    );
    let limited = said(429, json!({})).insert_header("Retry-After", "30");
    assert_eq!(kind(&create_told(limited).await), Throttled(Some(30)));
    let dated = said(429, json!({}))
        .insert_header("Date", "Thu, 20 Nov 2025 20:00:00 GMT")
        .insert_header("X-RateLimit-Reset", "2025-11-20T20:00:45Z");
    assert_eq!(kind(&create_told(dated).await), Throttled(Some(45)));
}

#[tokio::test]
async fn the_reason_of_a_limit_is_named() {
    let limited = said(429, json!({})).insert_header("RateLimit-Reason", "jira-burst-based");
    let TrackerError::Throttled { reason, .. } = create_told(limited).await else {
        panic!("not throttled")
    };
    assert_eq!(reason, "Jira answered 429: jira-burst-based");
}

#[tokio::test]
async fn fields_are_named_and_pages_are_not_quoted() {
    let refused = said(
        400,
        json!({ "errors": { "components": "Component/s is required." } }),
    );
    assert_eq!(
        create_told(refused).await,
        TrackerError::Rejected("Jira answered 400: components: Component/s is required.".into())
    );
    assert_eq!(
        find_told(html(500)).await,
        TrackerError::Unknown("Jira answered 500".into())
    );
    let long = said(400, json!({ "errorMessages": ["x".repeat(10_000)] }));
    assert!(create_told(long).await.to_string().chars().count() < 320);
}

#[tokio::test]
async fn a_success_that_says_something_else_is_unclear() {
    for body in [
        html(201),
        said(201, json!({ "id": 5 })),
        said(201, json!({ "id": "x", "key": "SUP-1" })),
        said(200, json!([])),
        ResponseTemplate::new(204),
    ] {
        assert_eq!(kind(&create_told(body).await), Unknown);
    }
    assert_eq!(kind(&find_told(html(200)).await), Unknown);
}

/// Jira Cloud with a bad credential: everything is answered as to a stranger, only `/myself` says 401.
#[tokio::test]
async fn answers_given_to_a_stranger_are_not_believed() {
    let server = MockServer::start().await;
    let none = json!({ "issues": [], "isLast": true });
    answer(&server, "POST", "/rest/api/3/search/jql", unsigned(200, none)).await;
    answer(&server, "GET", "/rest/api/3/myself", html(401)).await;
    let refused = json!({ "errors": { "project": "valid project is required" } });
    answer(&server, "POST", "/rest/api/3/issue", unsigned(400, refused)).await;
    let jira = jira(cloud(), &server.uri());
    let id = frontdesk_domain::tickets::ExternalId("10007".into());
    assert_eq!(
        kind(&jira.find(draft().ticket, &MARK).await.unwrap_err()),
        Unauthorized
    );
    assert_eq!(kind(&jira.statuses(&[id]).await.unwrap_err()), Unauthorized);
    assert_eq!(kind(&jira.create(&draft()).await.unwrap_err()), Unauthorized);
    assert_eq!(kind(&jira.check().await.unwrap_err()), Unauthorized);
}

/// The create was certainly refused; if the question who we are has no answer, asking again later is safe.
#[tokio::test]
async fn a_refusal_whose_reader_is_unknown_is_no_refusal_and_no_riddle() {
    let server = MockServer::start().await;
    screen(&server, 3, vec![]).await;
    answer(&server, "POST", "/rest/api/3/issue", unsigned(400, json!({}))).await;
    answer(&server, "GET", "/rest/api/3/myself", html(502)).await;
    let error = jira(cloud(), &server.uri()).create(&draft()).await.unwrap_err();
    assert_eq!(kind(&error), NotSent);
}

#[tokio::test]
async fn a_fault_before_the_create_is_no_riddle() {
    let server = MockServer::start().await;
    answer(
        &server,
        "GET",
        "/rest/api/3/issue/createmeta/SUP/issuetypes",
        html(500),
    )
    .await;
    let error = jira(cloud(), &server.uri()).create(&draft()).await.unwrap_err();
    assert_eq!(kind(&error), NotSent);
    let posts = server.received_requests().await.unwrap();
    assert!(posts.iter().all(|request| request.method.as_str() != "POST"));
}

#[tokio::test]
async fn a_page_of_another_site_is_not_jira() {
    let server = MockServer::start().await;
    answer(&server, "GET", "/rest/api/2/myself", html(200)).await;
    let error = jira(data_center(), &server.uri()).check().await.unwrap_err();
    assert_eq!(kind(&error), Unauthorized);
    assert!(error.to_string().contains("jira.url"), "{error}");
}

#[tokio::test]
async fn no_secret_is_ever_printed() {
    let server = MockServer::start().await;
    for flavor in [cloud(), data_center()] {
        let tracker = jira(flavor.clone(), &server.uri());
        let error = tracker.check().await.unwrap_err();
        let printed = format!(
            "{tracker:?} {error:?} {error} {:?}",
            settings(flavor, &server.uri())
        );
        for secret in ["s3cret", "desk@example.com", "ZGVza0"] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}

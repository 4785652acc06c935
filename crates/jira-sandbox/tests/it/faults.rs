//! Trouble on demand: each kind looks as it should and leaves the world as it says.

use std::time::{Duration, Instant};

use jira_sandbox::{Fault, FaultKind, Operation, RetryAfter};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Jira, read, try_read};

async fn hit(jira: &Jira, kind: FaultKind) -> Result<crate::support::Answer, reqwest::Error> {
    jira.sandbox.inject(Fault::once(Operation::CreateIssue, kind));
    try_read(
        jira.request(Method::POST, &jira.rest("issue"))
            .json(&jira.new_issue("x")),
    )
    .await
}

#[tokio::test]
async fn a_rate_limit_states_when_to_come_back_in_each_form() {
    let jira = Jira::cloud().await;
    let limited = |retry_after, reason: Option<&str>| FaultKind::RateLimited {
        retry_after,
        reason: reason.map(str::to_owned),
    };
    let seconds = hit(&jira, limited(RetryAfter::Seconds(7), Some("jira-burst-based")))
        .await
        .unwrap();
    assert_eq!(
        (seconds.status.as_u16(), seconds.header("retry-after")),
        (429, Some("7"))
    );
    assert_eq!(seconds.header("ratelimit-reason"), Some("jira-burst-based"));
    let date = hit(&jira, limited(RetryAfter::HttpDate(60), None)).await.unwrap();
    let at = httpdate(date.header("retry-after").unwrap());
    assert!((55..=61).contains(&at), "{at}");
    assert_eq!(date.header("ratelimit-reason"), None);
    let bare = hit(&jira, limited(RetryAfter::Missing, None)).await.unwrap();
    assert_eq!((bare.status.as_u16(), bare.header("retry-after")), (429, None));
    assert!(bare.header("x-ratelimit-reset").is_some());
    let hostile = hit(
        &jira,
        limited(RetryAfter::HttpDate(u64::MAX), Some("line\nbreak")),
    )
    .await
    .unwrap();
    assert_eq!(hostile.status, 429);
    assert_eq!(jira.sandbox.log().creates, 0);
}

/// Seconds from the answer's own date to the one given, both RFC 9110 dates.
fn httpdate(text: &str) -> i64 {
    let at = jiff::fmt::rfc2822::parse(text)
        .expect("an RFC 9110 date")
        .timestamp();
    #[expect(clippy::disallowed_methods, reason = "a test of a real clock")]
    let now = jiff::Timestamp::now();
    at.as_second() - now.as_second()
}

#[tokio::test]
async fn refusals_are_not_processed() {
    let jira = Jira::cloud().await;
    let errors = [(
        "customfield_10010".to_owned(),
        "Affected service is required.".to_owned(),
    )]
    .into();
    let gateway = |status| FaultKind::ServerError {
        status,
        retry_after: RetryAfter::Missing,
    };
    let cases = [
        (gateway(500), 500),
        (gateway(502), 502),
        (
            FaultKind::ServerError {
                status: 503,
                retry_after: RetryAfter::Seconds(3),
            },
            503,
        ),
        (gateway(504), 504),
        (FaultKind::Unauthorized, 401),
        (FaultKind::Forbidden, 403),
        (FaultKind::FieldErrors { errors }, 400),
        (FaultKind::TooLarge, 413),
    ];
    for (kind, status) in cases {
        let answer = hit(&jira, kind).await.unwrap();
        assert_eq!(answer.status, status);
        if status > 499 {
            assert!(
                answer.text.starts_with("<!doctype html>"),
                "a gateway speaks HTML"
            );
        }
        if status == 503 {
            assert_eq!(answer.header("retry-after"), Some("3"));
        }
    }
    assert_eq!(jira.sandbox.log().creates, 0);
    jira.create("x").await;
}

#[tokio::test]
async fn lost_answers_leave_an_issue_behind() {
    let jira = Jira::cloud().await;
    assert!(hit(&jira, FaultKind::CommitThenReset).await.is_err());
    assert_eq!(jira.sandbox.log().creates, 1);
    assert!(
        hit(&jira, FaultKind::CommitThenTimeout { hold_ms: 100 })
            .await
            .is_err()
    );
    assert_eq!(jira.sandbox.log().creates, 2);
    let failed = hit(&jira, FaultKind::CommitThenServerError { status: 500 })
        .await
        .unwrap();
    assert_eq!((failed.status.as_u16(), jira.sandbox.log().creates), (500, 3));
    let cut = hit(&jira, FaultKind::TruncatedJson).await.unwrap();
    assert_eq!((cut.status.as_u16(), cut.body.clone()), (201, Value::Null));
    assert!(cut.text.starts_with('{'), "{}", cut.text);
    let log = jira.sandbox.log();
    assert_eq!((log.creates, log.creates_per_label["x"]), (4, 4));
    assert!(hit(&jira, FaultKind::ResetBeforeRead).await.is_err());
    assert_eq!(jira.sandbox.log().creates, 4);
}

#[tokio::test]
async fn a_client_that_gives_up_early_finds_the_issue_made() {
    let jira = Jira::cloud().await;
    jira.sandbox.inject(Fault::once(
        Operation::CreateIssue,
        FaultKind::CommitThenTimeout { hold_ms: 60_000 },
    ));
    let request = jira
        .request(Method::POST, &jira.rest("issue"))
        .json(&jira.new_issue("x"));
    let error = try_read(request.timeout(Duration::from_millis(300)))
        .await
        .err()
        .unwrap();
    assert!(error.is_timeout());
    let log = jira.sandbox.log();
    assert_eq!(
        (
            log.creates,
            log.recent[0].status,
            log.faults["commit_then_timeout"]
        ),
        (1, None, 1)
    );
}

#[tokio::test]
async fn slow_answers_are_whole_but_late() {
    let jira = Jira::cloud().await;
    for kind in [
        FaultKind::Slow { delay_ms: 300 },
        FaultKind::SlowBody { delay_ms: 300 },
    ] {
        let start = Instant::now();
        let answer = hit(&jira, kind).await.unwrap();
        assert_eq!(answer.status, 201);
        assert!(start.elapsed() >= Duration::from_millis(300));
        assert!(answer.body["id"].is_string());
    }
}

/// Which of 40 creates lost their answer.
async fn losses(seed: u64) -> Vec<bool> {
    let jira = Jira::cloud().await;
    jira.sandbox.inject(Fault::seeded(
        Operation::CreateIssue,
        FaultKind::CommitThenReset,
        0.3,
        seed,
    ));
    let mut lost = Vec::new();
    for _ in 0..40 {
        let request = jira
            .request(Method::POST, &jira.rest("issue"))
            .json(&jira.new_issue("x"));
        lost.push(try_read(request).await.is_err());
    }
    assert_eq!(
        jira.sandbox.log().creates,
        40,
        "no client library repeats a create by itself"
    );
    lost
}

#[tokio::test]
async fn a_seed_decides_which_answers_are_lost() {
    let first = losses(11).await;
    assert_eq!(first, losses(11).await);
    assert!(first.contains(&true) && first.contains(&false));
}

#[tokio::test]
async fn trouble_can_be_caused_and_seen_over_http_without_an_account() {
    let jira = Jira::cloud().await;
    let control = |path: &str| format!("{}/__sandbox/{path}", jira.sandbox.base_url());
    let trouble = json!({
        "faults": [
            {"kind": "rate_limited", "operation": "myself", "retry_after": {"seconds": 1}, "times": 2},
            {"kind": "server_error", "operation": "myself", "status": 503, "retry_after": {"http_date": 1}},
        ],
        "modes": {"token": "valid", "index_lag": {"min_ms": 0, "max_ms": 5, "seed": 3}},
    });
    assert_eq!(
        read(jira.http.post(control("faults")).json(&trouble))
            .await
            .status,
        204
    );
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(jira.get("myself").await.status.as_u16());
    }
    assert_eq!(statuses, [429, 429, 503, 200]);
    let typo = json!({"faults": [{"kind": "gremlins"}]});
    assert_eq!(
        read(jira.http.post(control("faults")).json(&typo)).await.status,
        400
    );
    jira.create("seen").await;
    let state = read(jira.http.get(control("state"))).await;
    assert_eq!(state.text_of("/issues/0/labels/0"), "seen");
    let log = read(jira.http.get(control("log"))).await;
    assert_eq!(log.body["creates_per_label"]["seen"], json!(1));
    assert_eq!(log.body["requests"]["myself"], json!(4));
    assert_eq!(read(jira.http.delete(control("faults"))).await.status, 204);
    assert_eq!(
        read(jira.http.get(control("modes"))).await.body["index_lag"]["max_ms"],
        json!(0)
    );
}

#[tokio::test]
async fn a_skewed_clock_shows_in_every_time() {
    let jira = Jira::cloud().await;
    jira.sandbox.set_modes(|modes| modes.clock_skew_ms = -3_600_000);
    jira.create("x").await;
    assert_eq!(jira.keys("created >= -1m").await, ["SUP-1"]);
    jira.sandbox.set_modes(|modes| modes.clock_skew_ms = 0);
    assert!(jira.keys("created >= -1m").await.is_empty());
}

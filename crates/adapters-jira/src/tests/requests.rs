//! What is sent, and what is made of good answers.

use std::collections::BTreeMap;

use frontdesk_domain::ports::Tracker;
use frontdesk_domain::tickets::{ExternalId, TrackedStatus};
use serde_json::{Value, json};
use wiremock::matchers::{body_partial_json, header, method, path, query_param};
use wiremock::{Mock, MockServer, Request};

use super::{
    MARK, answer, cloud, data_center, draft, jira, priority_field, said, screen, settings, unsigned,
};
use crate::JiraTracker;

const LABEL: &str = "frontdesk-070w3ge1r70w3ge1r70w3ge1r7";

async fn sent(server: &MockServer, verb: &str, at: &str) -> Vec<Request> {
    let all = server.received_requests().await.unwrap();
    all.into_iter()
        .filter(|request| request.method.as_str() == verb && request.url.path() == at)
        .collect()
}

#[tokio::test]
async fn cloud_is_sent_a_document_with_label_and_property() {
    let server = MockServer::start().await;
    screen(&server, 3, vec![priority_field()]).await;
    let created = said(
        201,
        json!({ "id": "10007", "key": "SUP-7", "self": "https://x.example/7" }),
    );
    answer(&server, "POST", "/rest/api/3/issue", created).await;
    let tracker = jira(cloud(), &server.uri());
    let reference = tracker.create(&draft()).await.unwrap();
    assert_eq!(
        (
            reference.tracker.as_str(),
            reference.id.0.as_str(),
            reference.key.as_str()
        ),
        ("jira", "10007", "SUP-7")
    );
    assert_eq!(reference.url, format!("{}/browse/SUP-7", server.uri()));
    tracker.create(&draft()).await.unwrap();
    let kinds = sent(&server, "GET", "/rest/api/3/issue/createmeta/SUP/issuetypes").await;
    assert_eq!(kinds.len(), 1, "the screen is read once");

    let posts = sent(&server, "POST", "/rest/api/3/issue").await;
    assert_eq!(
        posts[0].headers["authorization"],
        "Basic ZGVza0BleGFtcGxlLmNvbTpzM2NyZXQ="
    );
    assert!(
        posts[0].headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("frontdesk/")
    );
    let body: Value = posts[0].body_json().unwrap();
    let fields = &body["fields"];
    assert_eq!(fields["project"], json!({ "key": "SUP" }));
    assert_eq!(fields["issuetype"], json!({ "id": "10001" }));
    assert_eq!(fields["summary"], "Printer offline");
    assert_eq!(fields["priority"], json!({ "id": "1" }));
    assert_eq!(fields["labels"], json!([LABEL]));
    assert_eq!(fields["description"]["type"], "doc");
    let value = json!({ "instance": "ab".repeat(16), "ticket": 10472, "token": &LABEL[10..] });
    assert_eq!(
        body["properties"],
        json!([{ "key": "frontdesk.ticket", "value": value }])
    );
}

#[tokio::test]
async fn data_center_is_sent_text_below_its_prefix() {
    let server = MockServer::start().await;
    let created = unsigned(201, json!({ "id": "7", "key": "SUP-7", "self": "x" }));
    answer(&server, "POST", "/jira/rest/api/2/issue", created).await;
    answer(
        &server,
        "GET",
        "/jira/rest/api/2/myself",
        unsigned(200, json!({ "name": "desk" })),
    )
    .await;
    let reference = jira(data_center(), &format!("{}/jira/", server.uri()))
        .create(&draft())
        .await
        .unwrap();
    assert_eq!(reference.url, format!("{}/jira/browse/SUP-7", server.uri()));
    let posts = sent(&server, "POST", "/jira/rest/api/2/issue").await;
    assert_eq!(posts[0].headers["authorization"], "Bearer s3cret");
    let body: Value = posts[0].body_json().unwrap();
    assert!(
        body["fields"]["description"]
            .as_str()
            .unwrap()
            .contains("{noformat}")
    );
    assert_eq!(
        body["fields"]["issuetype"],
        json!({ "name": "Task" }),
        "no screen was shown to us"
    );
    assert!(
        body["fields"].get("priority").is_none(),
        "nor whether it takes a priority"
    );
}

#[tokio::test]
async fn a_priority_that_the_screen_does_not_take_is_not_sent() {
    let server = MockServer::start().await;
    screen(&server, 3, vec![]).await;
    answer(
        &server,
        "POST",
        "/rest/api/3/issue",
        said(201, json!({ "id": "7", "key": "SUP-7" })),
    )
    .await;
    jira(cloud(), &server.uri()).create(&draft()).await.unwrap();
    let posts = sent(&server, "POST", "/rest/api/3/issue").await;
    let body: Value = posts[0].body_json().unwrap();
    assert!(body["fields"].get("priority").is_none());
}

fn issue(id: &str, creator: &str, created: &str) -> Value {
    json!({ "id": id, "key": format!("SUP-{id}"),
            "fields": { "creator": { "accountId": creator }, "created": created } })
}

async fn property(server: &MockServer, id: &str, ticket: i64) {
    let value = json!({ "instance": "ab".repeat(16), "ticket": ticket, "token": &LABEL[10..] });
    let body = said(200, json!({ "key": "frontdesk.ticket", "value": value }));
    let at = format!("/rest/api/3/issue/{id}/properties/frontdesk.ticket");
    answer(server, "GET", &at, body).await;
}

#[tokio::test]
async fn only_our_own_issues_for_this_ticket_are_found_the_earliest_first() {
    let server = MockServer::start().await;
    let first = json!({ "issues": [
        issue("9", "us", "2025-11-20T20:00:09.000+0000"),
        issue("3", "someone", "2025-11-20T20:00:01.000+0000"),
        issue("5", "us", "2025-11-20T20:00:05.000+0000"),
    ], "nextPageToken": "more" });
    let second = json!({ "issues": [
        issue("6", "us", "2025-11-20T20:00:06.000+0000"),
        issue("9", "us", "2025-11-20T20:00:09.000+0000"),
        issue("4", "us", "2025-11-20T20:00:04.000+0000"),
    ], "isLast": true });
    let at = "/rest/api/3/search/jql";
    Mock::given(method("POST"))
        .and(path(at))
        .and(body_partial_json(json!({ "nextPageToken": "more" })))
        .respond_with(said(200, second))
        .with_priority(1)
        .mount(&server)
        .await;
    answer(&server, "POST", at, said(200, first)).await;
    property(&server, "9", 10_472).await;
    property(&server, "5", 10_472).await;
    property(&server, "6", 99).await;
    // The fourth carries the label only: a clone.
    let missing = "/rest/api/3/issue/4/properties/frontdesk.ticket";
    answer(&server, "GET", missing, said(404, json!({}))).await;

    let found = jira(cloud(), &server.uri())
        .find(draft().ticket, &MARK)
        .await
        .unwrap();
    let keys: Vec<&str> = found.iter().map(|issue| issue.key.as_str()).collect();
    assert_eq!(keys, ["SUP-5", "SUP-9"]);
    let asked: Value = sent(&server, "POST", at).await[0].body_json().unwrap();
    assert_eq!(
        asked["jql"],
        format!(r#"project = "SUP" AND labels = "{LABEL}" ORDER BY created ASC"#)
    );
    assert_eq!(asked["fields"], json!(["creator", "created"]));
}

#[tokio::test]
async fn a_search_without_end_is_left() {
    let server = MockServer::start().await;
    let page = json!({ "issues": [issue("3", "someone", "")], "nextPageToken": "again" });
    answer(&server, "POST", "/rest/api/3/search/jql", said(200, page)).await;
    let found = jira(cloud(), &server.uri())
        .find(draft().ticket, &MARK)
        .await
        .unwrap();
    assert_eq!(found, []);
    assert_eq!(sent(&server, "POST", "/rest/api/3/search/jql").await.len(), 4);
}

#[tokio::test]
async fn data_center_proves_its_reader_by_asking() {
    let server = MockServer::start().await;
    let none = unsigned(
        200,
        json!({ "issues": [], "startAt": 0, "maxResults": 50, "total": 0 }),
    );
    answer(&server, "POST", "/rest/api/2/search", none).await;
    let us = unsigned(200, json!({ "key": "JIRAUSER1", "name": "desk" }));
    answer(&server, "GET", "/rest/api/2/myself", us).await;
    let found = jira(data_center(), &server.uri())
        .find(draft().ticket, &MARK)
        .await
        .unwrap();
    assert_eq!(found, []);
    assert_eq!(sent(&server, "GET", "/rest/api/2/myself").await.len(), 1);
}

fn standing(id: &str, status: &str, category: &str) -> Value {
    json!({ "id": id, "key": "SUP-1", "fields": { "status":
        { "id": status, "name": format!("S{status}"), "statusCategory": { "key": category } } } })
}

#[tokio::test]
async fn statuses_are_read_by_category_unless_the_settings_say_otherwise() {
    let server = MockServer::start().await;
    let issues = json!({ "issues": [
        standing("11", "1", "new"), standing("12", "3", "indeterminate"), standing("13", "5", "done"),
        standing("14", "6", "undefined"), standing("15", "7", "indeterminate"),
    ], "isLast": true });
    answer(&server, "POST", "/rest/api/3/search/jql", said(200, issues)).await;
    let mut settings = settings(cloud(), &server.uri());
    settings.status_overrides = BTreeMap::from([("7".to_owned(), TrackedStatus::OnHold)]);
    let tracker = JiraTracker::new(settings).unwrap();
    let ids: Vec<ExternalId> = ["11", "12", "13", "14", "15", "1) OR (1=1", ""]
        .map(|id| ExternalId(id.to_owned()))
        .into();
    let told = tracker.statuses(&ids).await.unwrap();
    let means: Vec<_> = told
        .iter()
        .map(|(id, status)| (id.0.as_str(), status.means))
        .collect();
    assert_eq!(
        means,
        [
            ("11", Some(TrackedStatus::Open)),
            ("12", Some(TrackedStatus::InProgress)),
            ("13", Some(TrackedStatus::Resolved)),
            ("14", None),
            ("15", Some(TrackedStatus::OnHold)),
        ]
    );
    let asked: Value = sent(&server, "POST", "/rest/api/3/search/jql").await[0]
        .body_json()
        .unwrap();
    assert_eq!(asked["jql"], "id in (11, 12, 13, 14, 15)");
    assert_eq!(asked["reconcileIssues"], json!([11, 12, 13, 14, 15]));
    assert_eq!(tracker.statuses(&[]).await.unwrap(), []);
}

#[tokio::test]
async fn one_deleted_issue_does_not_hide_the_others() {
    let server = MockServer::start().await;
    let gone = json!({ "errorMessages": ["An issue with id '11' does not exist for field 'id'."] });
    answer(&server, "POST", "/rest/api/3/search/jql", said(400, gone)).await;
    answer(&server, "GET", "/rest/api/3/issue/11", said(404, json!({}))).await;
    Mock::given(method("GET"))
        .and(path("/rest/api/3/issue/12"))
        .and(query_param("fields", "status"))
        .and(header("accept", "application/json"))
        .respond_with(said(200, standing("12", "5", "done")))
        .mount(&server)
        .await;
    let ids = ["11", "12"].map(|id| ExternalId(id.to_owned()));
    let told = jira(cloud(), &server.uri()).statuses(&ids).await.unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0.0, "12");
}

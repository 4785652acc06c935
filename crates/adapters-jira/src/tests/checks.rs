//! What a check finds, and what it tells people to mend.

use frontdesk_domain::ports::{Tracker, TrackerError};
use serde_json::{Value, json};
use wiremock::MockServer;

use super::{answer, cloud, jira, priority_field, said, screen, settings};
use crate::JiraTracker;

async fn checked(more: Vec<Value>) -> Result<String, TrackerError> {
    let server = MockServer::start().await;
    screen(&server, 3, more).await;
    let us = json!({ "accountId": "us", "emailAddress": "desk@example.com" });
    answer(&server, "GET", "/rest/api/3/myself", said(200, us)).await;
    jira(cloud(), &server.uri())
        .check()
        .await
        .map(|health| health.summary)
}

#[tokio::test]
async fn a_check_says_who_and_where() {
    let summary = checked(vec![priority_field()]).await.unwrap();
    assert_eq!(summary, "signed in as desk@example.com, project SUP, type Task");
}

#[tokio::test]
async fn a_check_names_the_fields_that_nobody_fills() {
    let field = |id: &str, default: bool| json!({ "fieldId": id, "name": format!("Field {id}"), "required": true, "hasDefaultValue": default });
    let error = checked(vec![field("customfield_1", false), field("customfield_2", true)])
        .await
        .unwrap_err();
    let TrackerError::Rejected(why) = error else {
        panic!("{error}")
    };
    assert!(
        why.contains("Field customfield_1") && !why.contains("customfield_2"),
        "{why}"
    );
}

#[tokio::test]
async fn a_check_lists_the_types_there_are() {
    let server = MockServer::start().await;
    screen(&server, 3, vec![]).await;
    answer(
        &server,
        "GET",
        "/rest/api/3/myself",
        said(200, json!({ "accountId": "us" })),
    )
    .await;
    let mut settings = settings(cloud(), &server.uri());
    settings.issue_type = "Incident".into();
    let error = JiraTracker::new(settings).unwrap().check().await.unwrap_err();
    assert!(error.to_string().contains("it has: Task, Bug"), "{error}");
}

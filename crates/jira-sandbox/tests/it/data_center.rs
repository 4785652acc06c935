//! Where Data Center differs from Cloud.

use jira_sandbox::TokenState;
use serde_json::json;

use crate::support::{Jira, document, read};

#[tokio::test]
async fn it_signs_in_by_bearer_and_refuses_in_xml() {
    let jira = Jira::data_center().await;
    let myself = jira.get("myself").await;
    assert_eq!(myself.text_of("/name"), "frontdesk");
    assert!(myself.body.get("accountId").is_none());
    let basic = jira
        .http
        .get(jira.rest("myself"))
        .basic_auth("frontdesk@example.com", Some("sandbox-token"));
    let refused = read(basic).await;
    assert_eq!(refused.status, 401);
    assert!(
        refused
            .header("content-type")
            .unwrap()
            .starts_with("application/xml")
    );
    assert!(
        refused.text.contains("<message>Client must be authenticated"),
        "{}",
        refused.text
    );
    jira.sandbox.set_token(TokenState::Revoked);
    assert_eq!(jira.get("myself").await.status, 401);
}

#[tokio::test]
async fn texts_are_strings_and_documents_are_refused() {
    let jira = Jira::data_center().await;
    jira.create("x").await;
    let issue = jira.get("issue/SUP-1").await;
    assert_eq!(issue.text_of("/fields/description"), "It does not print.");
    assert!(issue.text_of("/self").contains("/rest/api/2/issue/"));
    let mut request = jira.new_issue("x");
    request["fields"]["description"] = document("no");
    let refused = jira.post("issue", &request).await;
    assert_eq!(
        refused.body["errors"]["description"],
        json!("Operation value must be a string")
    );
    assert_eq!(
        jira.post("issue/SUP-1/comment", &json!({"body": "*hello*"}))
            .await
            .status,
        201
    );
    assert_eq!(
        jira.post("issue/SUP-1/comment", &json!({"body": document("no")}))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn search_pages_by_position_and_tells_the_total() {
    let jira = Jira::data_center().await;
    for _ in 0..3 {
        jira.create("x").await;
    }
    let page = jira
        .get("search?jql=labels%3Dx%20ORDER%20BY%20key&startAt=1&maxResults=1")
        .await;
    assert_eq!(
        (&page.body["total"], &page.body["startAt"]),
        (&json!(3), &json!(1))
    );
    assert_eq!(page.text_of("/issues/0/key"), "SUP-2");
    assert_eq!(page.text_of("/issues/0/fields/summary"), "The printer is broken");
    assert_eq!(jira.keys("labels = x ORDER BY key").await.len(), 3);
    // Unbounded queries are allowed here.
    assert_eq!(jira.get("search").await.body["total"], json!(3));
    assert_eq!(
        jira.post("search/jql", &json!({"jql": "labels = x"}))
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn meta_data_is_listed_as_values() {
    let jira = Jira::data_center().await;
    assert_eq!(jira.get("serverInfo").await.text_of("/deploymentType"), "Server");
    let kinds = jira.get("issue/createmeta/SUP/issuetypes").await;
    assert_eq!(
        (kinds.text_of("/values/0/name"), &kinds.body["isLast"]),
        ("Task", &json!(true))
    );
    let fields = jira.get("issue/createmeta/SUP/issuetypes/10101").await;
    assert_eq!(fields.text_of("/values/2/fieldId"), "summary");
    assert!(jira.get("project").await.body.is_array());
}

//! Creating, reading, editing, moving and deleting issues.

use reqwest::Method;
use serde_json::json;

use crate::support::{Jira, document, read};

#[tokio::test]
async fn a_created_issue_is_read_back_whole() {
    let jira = Jira::cloud().await;
    let created = jira.post("issue", &jira.new_issue("frontdesk-01")).await;
    assert_eq!(created.status, 201);
    let (id, key) = (created.text_of("/id"), created.text_of("/key"));
    assert_eq!(key, "SUP-1");
    assert!(
        id.parse::<u64>().is_ok_and(|id| id > 1_000),
        "{id} is numeric and unlike the key"
    );
    assert!(created.text_of("/self").starts_with(&jira.sandbox.base_url()));
    for name in [id, key, "sup-1"] {
        let issue = jira.get(&format!("issue/{name}?properties=*all")).await;
        assert_eq!(issue.text_of("/key"), "SUP-1");
        assert_eq!(issue.text_of("/fields/summary"), "The printer is broken");
        assert_eq!(
            issue.body["fields"]["description"],
            document("It does not print.")
        );
        assert_eq!(issue.body["fields"]["labels"], json!(["frontdesk-01"]));
        assert_eq!(issue.text_of("/fields/status/statusCategory/key"), "new");
        assert_eq!(
            issue.text_of("/fields/creator/accountId"),
            jira.sandbox.account_id()
        );
        assert_eq!(issue.body["properties"]["frontdesk.ticket"], json!({"ticket": 1}));
    }
    assert_eq!(jira.create("x").await, "SUP-2");
}

#[tokio::test]
async fn fields_can_be_chosen() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    let some = jira.get("issue/SUP-1?fields=summary,labels").await;
    assert_eq!(some.body["fields"].as_object().unwrap().len(), 2);
    let others = jira.get("issue/SUP-1?fields=-summary").await;
    assert!(others.body["fields"].get("summary").is_none());
    assert!(others.body["fields"].get("labels").is_some());
}

#[tokio::test]
async fn every_fault_of_a_create_is_named_by_its_field() {
    let jira = Jira::cloud().await;
    let cases = [
        (
            json!({"summary": null}),
            "summary",
            "You must specify a summary of the issue.",
        ),
        (
            json!({"summary": "   "}),
            "summary",
            "You must specify a summary of the issue.",
        ),
        (json!({"summary": "a\nb"}), "summary", "contains newline"),
        (json!({"summary": "x".repeat(256)}), "summary", "255 characters"),
        // 128 characters outside the basic plane are 256 code units, which is how Jira counts.
        (json!({"summary": "😀".repeat(128)}), "summary", "255 characters"),
        (
            json!({"description": "plain"}),
            "description",
            "Atlassian Document",
        ),
        (json!({"labels": ["two words"]}), "labels", "contains spaces"),
        (json!({"labels": "x"}), "labels", "array"),
        (json!({"project": {"key": "NONE"}}), "project", "valid project"),
        (json!({"issuetype": {"name": "Saga"}}), "issuetype", "issue type"),
        (json!({"priority": {"name": "Whenever"}}), "priority", "invalid"),
        (json!({"duedate": "tomorrow"}), "duedate", "yyyy-MM-dd"),
        (
            json!({"customfield_99999": "x"}),
            "customfield_99999",
            "cannot be set",
        ),
        (json!({"status": {"name": "Done"}}), "status", "cannot be set"),
    ];
    for (change, field, message) in cases {
        let mut request = jira.new_issue("x");
        for (name, value) in change.as_object().unwrap() {
            request["fields"][name] = value.clone();
        }
        let answer = jira.post("issue", &request).await;
        assert_eq!(answer.status, 400, "{change}");
        assert_eq!(answer.body["errorMessages"], json!([]));
        assert!(
            answer.text_of(&format!("/errors/{field}")).contains(message),
            "{}",
            answer.text
        );
    }
    assert_eq!(jira.sandbox.log().creates, 0);
    assert!(jira.sandbox.snapshot().issues.is_empty());
}

#[tokio::test]
async fn a_summary_of_255_is_accepted_and_all_faults_come_at_once() {
    let jira = Jira::cloud().await;
    let mut request = jira.new_issue("x");
    request["fields"]["summary"] = json!("x".repeat(255));
    assert_eq!(jira.post("issue", &request).await.status, 201);
    let answer = jira
        .post("issue", &json!({"fields": {"foo": 1, "labels": ["a b"]}}))
        .await;
    let named: Vec<_> = answer.body["errors"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(named, ["foo", "issuetype", "labels", "project", "summary"]);
}

#[tokio::test]
async fn bodies_that_are_not_json_objects_are_refused() {
    let jira = Jira::cloud().await;
    for body in ["", "{", "[]", "7", "{\"fields\":[]}", "\u{0}"] {
        let request = jira.request(Method::POST, &jira.rest("issue")).body(body);
        assert_eq!(read(request).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn a_field_made_required_shows_in_the_meta_data_and_is_demanded() {
    let jira = Jira::cloud().await;
    jira.sandbox.require_fields(["customfield_10010".to_owned()]);
    let meta = jira.get("issue/createmeta/SUP/issuetypes/10101").await;
    let required = |name: &str| {
        let fields = meta.body["fields"].as_array().unwrap();
        fields
            .iter()
            .any(|field| field["fieldId"] == name && field["required"] == true)
    };
    assert!(required("customfield_10010") && !required("duedate"));
    let mut request = jira.new_issue("x");
    let refused = jira.post("issue", &request).await;
    assert_eq!(
        refused.body["errors"],
        json!({"customfield_10010": "Affected service is required."})
    );
    request["fields"]["customfield_10010"] = json!("Printing");
    assert_eq!(jira.post("issue", &request).await.status, 201);
}

#[tokio::test]
async fn an_edit_changes_fields_and_is_logged() {
    let jira = Jira::cloud().await;
    let key = jira.create("a").await;
    let path = format!("issue/{key}");
    let edit = json!({"fields": {"summary": "New"}, "update": {"labels": [{"add": "b"}, {"remove": "a"}]}});
    assert_eq!(jira.put(&path, &edit).await.status, 204);
    let issue = jira.get(&format!("{path}?expand=changelog")).await;
    assert_eq!(issue.text_of("/fields/summary"), "New");
    assert_eq!(issue.body["fields"]["labels"], json!(["b"]));
    let items = issue.body["changelog"]["histories"][0]["items"]
        .as_array()
        .unwrap();
    let fields: Vec<_> = items.iter().map(|item| &item["field"]).collect();
    assert_eq!(fields, ["summary", "labels"]);
    let status = json!({"fields": {"status": {"name": "Done"}}});
    assert_eq!(jira.put(&path, &status).await.status, 400);
}

#[tokio::test]
async fn a_deleted_issue_is_gone_and_its_key_is_not_used_again() {
    let jira = Jira::cloud().await;
    let key = jira.create("x").await;
    assert_eq!(jira.delete(&format!("issue/{key}")).await.status, 204);
    assert_eq!(jira.get(&format!("issue/{key}")).await.status, 404);
    assert_eq!(jira.create("x").await, "SUP-2");
    assert_eq!(jira.sandbox.log().creates_per_label["x"], 2);
}

#[tokio::test]
async fn a_moved_issue_keeps_its_id_and_answers_to_both_keys() {
    let jira = Jira::cloud().await;
    jira.sandbox.add_project("OPS", "Operations");
    let id = jira
        .post("issue", &jira.new_issue("x"))
        .await
        .text_of("/id")
        .to_owned();
    assert_eq!(jira.sandbox.move_issue("SUP-1", "OPS").unwrap(), "OPS-1");
    for name in [id.as_str(), "SUP-1", "OPS-1"] {
        let issue = jira.get(&format!("issue/{name}")).await;
        assert_eq!(issue.text_of("/key"), "OPS-1");
        assert_eq!(issue.text_of("/id"), id);
        assert_eq!(issue.text_of("/fields/project/key"), "OPS");
    }
}

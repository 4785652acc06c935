//! Transitions: which there are, what they demand, what they change.

use serde_json::{Value, json};

use crate::support::{Answer, Jira, document};

fn names(answer: &Answer) -> Vec<&str> {
    let transitions = answer.body["transitions"].as_array().expect("transitions");
    transitions
        .iter()
        .map(|t| t["name"].as_str().expect("a name"))
        .collect()
}

async fn category(jira: &Jira, key: &str) -> String {
    jira.get(&format!("issue/{key}"))
        .await
        .text_of("/fields/status/statusCategory/key")
        .to_owned()
}

#[tokio::test]
async fn an_issue_goes_through_the_workflow_and_back() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    let path = "issue/SUP-1/transitions";
    assert_eq!(names(&jira.get(path).await), ["Start work", "Done", "Park"]);
    for (id, expected) in [
        ("11", "indeterminate"),
        ("51", "undefined"),
        ("31", "done"),
        ("71", "new"),
    ] {
        let moved = jira.post(path, &json!({"transition": {"id": id}})).await;
        assert_eq!((moved.status.as_u16(), moved.text.as_str()), (204, ""));
        assert_eq!(category(&jira, "SUP-1").await, expected);
    }
}

#[tokio::test]
async fn a_transition_that_does_not_leave_the_status_is_refused() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    for body in [
        json!({"transition": {"id": "71"}}),
        json!({"transition": {"id": "999"}}),
        json!({"transition": {}}),
        json!({}),
        json!({"transition": {"id": "31"}, "fields": {"summary": "no"}}),
    ] {
        assert_eq!(
            jira.post("issue/SUP-1/transitions", &body).await.status,
            400,
            "{body}"
        );
    }
    assert_eq!(category(&jira, "SUP-1").await, "new");
}

#[tokio::test]
async fn one_transition_demands_a_resolution_and_one_is_never_available() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    jira.sandbox.transition("SUP-1", "11").unwrap();
    let path = "issue/SUP-1/transitions";
    let shown = jira.get(&format!("{path}?expand=transitions.fields")).await;
    let reason = |t: &&Value| t["name"] == "Resolve with a reason";
    let resolve = shown.body["transitions"]
        .as_array()
        .unwrap()
        .iter()
        .find(reason)
        .unwrap();
    assert_eq!(resolve["hasScreen"], json!(true));
    assert_eq!(resolve["fields"]["resolution"]["required"], json!(true));
    assert!(!names(&shown).contains(&"Hand over"));
    let all = jira
        .get(&format!("{path}?includeUnavailableTransitions=true"))
        .await;
    assert!(names(&all).contains(&"Hand over"));
    assert_eq!(
        jira.post(path, &json!({"transition": {"id": "61"}})).await.status,
        400
    );

    let refused = jira.post(path, &json!({"transition": {"id": "41"}})).await;
    assert_eq!(
        refused.body["errors"],
        json!({"resolution": "Resolution is required."})
    );
    let with = json!({"transition": {"id": "41"}, "fields": {"resolution": {"name": "Won't Do"}}});
    assert_eq!(jira.post(path, &with).await.status, 204);
    let issue = jira.get("issue/SUP-1").await;
    assert_eq!(issue.text_of("/fields/resolution/name"), "Won't Do");
    assert!(issue.body["fields"]["resolutiondate"].is_string());
}

#[tokio::test]
async fn done_sets_a_resolution_and_reopening_clears_it() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    jira.sandbox.transition("SUP-1", "31").unwrap();
    assert_eq!(
        jira.get("issue/SUP-1").await.text_of("/fields/resolution/name"),
        "Done"
    );
    jira.sandbox.transition("SUP-1", "71").unwrap();
    let issue = jira.get("issue/SUP-1").await;
    assert_eq!(
        (
            &issue.body["fields"]["resolution"],
            &issue.body["fields"]["resolutiondate"]
        ),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test]
async fn a_comment_can_come_with_the_transition_and_a_bad_one_stops_both() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    let with =
        |body: Value| json!({"transition": {"id": "31"}, "update": {"comment": [{"add": {"body": body}}]}});
    assert_eq!(
        jira.post("issue/SUP-1/transitions", &with(json!("plain")))
            .await
            .status,
        400
    );
    assert_eq!(category(&jira, "SUP-1").await, "new");
    assert_eq!(
        jira.post("issue/SUP-1/transitions", &with(document("Fixed")))
            .await
            .status,
        204
    );
    assert_eq!(jira.sandbox.snapshot().issues[0].comments, ["Fixed"]);
}

#[tokio::test]
async fn statuses_and_categories_have_the_keys_of_real_sites() {
    let jira = Jira::cloud().await;
    let keys = |answer: &Answer, pointer: &str| -> Vec<String> {
        let list = answer.body.as_array().unwrap();
        list.iter()
            .map(|item| item.pointer(pointer).unwrap().as_str().unwrap().to_owned())
            .collect()
    };
    let categories = jira.get("statuscategory").await;
    assert_eq!(
        keys(&categories, "/key"),
        ["undefined", "new", "indeterminate", "done"]
    );
    let statuses = jira.get("status").await;
    assert_eq!(
        keys(&statuses, "/statusCategory/key"),
        ["new", "indeterminate", "done", "undefined"]
    );
}

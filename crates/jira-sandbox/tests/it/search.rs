//! JQL, pages and the lag of the index.

use std::collections::BTreeSet;

use jira_sandbox::IndexLag;
use serde_json::{Value, json};

use crate::support::Jira;

/// Three issues: SUP-1 (a, to do), SUP-2 (b, in progress), SUP-3 (a and b, done).
async fn three() -> Jira {
    let jira = Jira::cloud().await;
    jira.create("a").await;
    jira.create("b").await;
    jira.create("a").await;
    jira.put("issue/SUP-3", &json!({"update": {"labels": [{"add": "b"}]}}))
        .await;
    jira.sandbox.transition("SUP-2", "11").expect("it leaves To Do");
    jira.sandbox.transition("SUP-3", "31").expect("it leaves To Do");
    jira
}

#[tokio::test]
async fn the_query_language_finds_what_it_says() {
    let jira = three().await;
    let cases: [(&str, &[&str]); 24] = [
        ("project = SUP ORDER BY key", &["SUP-1", "SUP-2", "SUP-3"]),
        ("project = sup order by key desc", &["SUP-3", "SUP-2", "SUP-1"]),
        (
            "project = SUP AND labels = \"a\" ORDER BY key ASC",
            &["SUP-1", "SUP-3"],
        ),
        ("labels in (a) and labels in (b)", &["SUP-3"]),
        (
            "labels = a OR labels = b ORDER BY key",
            &["SUP-1", "SUP-2", "SUP-3"],
        ),
        // AND binds tighter than OR.
        (
            "labels = b OR labels = a AND statusCategory = new ORDER BY key",
            &["SUP-1", "SUP-2", "SUP-3"],
        ),
        ("(labels = b OR labels = a) AND statusCategory = new", &["SUP-1"]),
        ("NOT labels = a", &["SUP-2"]),
        ("labels != a", &["SUP-2"]),
        ("labels not in (b)", &["SUP-1"]),
        ("labels = A", &[]),
        ("labels = nobody", &[]),
        ("status = \"in progress\"", &["SUP-2"]),
        ("status = 3", &["SUP-2"]),
        ("statusCategory = Done", &["SUP-3"]),
        ("statusCategory != \"Done\" ORDER BY key", &["SUP-1", "SUP-2"]),
        ("key = SUP-2", &["SUP-2"]),
        ("issuekey in (SUP-1, 'SUP-3') ORDER BY key", &["SUP-1", "SUP-3"]),
        ("issuetype = Bug", &[]),
        (
            "updated >= -5m AND created >= -1h ORDER BY key",
            &["SUP-1", "SUP-2", "SUP-3"],
        ),
        ("created < \"2020-01-01\"", &[]),
        ("resolution is EMPTY ORDER BY key", &["SUP-1", "SUP-2"]),
        (
            "creator = currentUser() AND assignee is empty AND labels is not empty AND key = SUP-1",
            &["SUP-1"],
        ),
        ("summary ~ \"PRINTER broken\" AND key = SUP-1", &["SUP-1"]),
    ];
    for (jql, expected) in cases {
        assert_eq!(jira.keys(jql).await, expected, "{jql}");
    }
}

#[tokio::test]
async fn what_the_language_does_not_know_is_refused() {
    let jira = three().await;
    let cases = [
        ("", "Unbounded"),
        ("ORDER BY created", "Unbounded"),
        ("colour = red", "Field 'colour' does not exist"),
        (
            "project = NONE",
            "The value 'NONE' does not exist for the field 'project'.",
        ),
        ("status = Sleeping", "does not exist for the field 'status'"),
        ("key = SUP-99", "does not exist for field 'key'"),
        ("labels", "Expecting an operator"),
        ("labels =", "Expecting a value"),
        ("labels = a b", "Expecting 'AND', 'OR' or 'ORDER BY'"),
        ("labels = \"a", "has not been completed"),
        ("labels in (a", "Expecting ')'"),
        ("labels > a", "operator '>' is not supported"),
        ("updated >= soon", "Date value 'soon'"),
        ("labels = a@b", "reserved JQL character"),
        ("project = SUP ORDER BY colour", "Field 'colour' does not exist"),
    ];
    for (jql, message) in cases {
        let answer = jira
            .post("search/jql", &json!({"jql": jql, "fields": ["summary"]}))
            .await;
        assert_eq!(answer.status, 400, "{jql}");
        assert!(
            answer.text_of("/errorMessages/0").contains(message),
            "{jql}: {}",
            answer.text
        );
    }
    let deep = format!("{}labels = a{}", "(".repeat(5_000), ")".repeat(5_000));
    assert_eq!(
        jira.post("search/jql", &json!({"jql": deep, "fields": ["summary"]}))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn only_ids_come_back_unless_fields_are_asked() {
    let jira = three().await;
    let bare = jira.post("search/jql", &json!({"jql": "key = SUP-1"})).await;
    let members: Vec<_> = bare.body["issues"][0]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(members, ["id"]);
    let with = jira
        .get("search/jql?jql=key%3DSUP-1&fields=labels&properties=frontdesk.ticket")
        .await;
    assert_eq!(with.body["issues"][0]["fields"], json!({"labels": ["a"]}));
    assert_eq!(
        with.body["issues"][0]["properties"],
        json!({"frontdesk.ticket": {"ticket": 1}})
    );
}

#[tokio::test]
async fn pages_are_walked_by_token_and_capped_at_a_hundred() {
    let jira = Jira::cloud().await;
    for _ in 0..105 {
        jira.create("x").await;
    }
    let mut request = json!({"jql": "labels = x", "fields": ["summary"], "maxResults": 5000});
    let mut seen = BTreeSet::new();
    let mut sizes = Vec::new();
    loop {
        let page = jira.post("search/jql", &request).await;
        let issues = page.body["issues"].as_array().unwrap();
        sizes.push(issues.len());
        seen.extend(
            issues
                .iter()
                .map(|issue| issue["key"].as_str().unwrap().to_owned()),
        );
        assert!(page.body.get("total").is_none());
        match page.body.get("nextPageToken") {
            Some(token) => request["nextPageToken"] = token.clone(),
            None => break assert_eq!(page.body["isLast"], json!(true)),
        }
    }
    assert_eq!((sizes, seen.len()), (vec![100, 5], 105));
    request["nextPageToken"] = json!("made-up");
    assert_eq!(jira.post("search/jql", &request).await.status, 400);
    let ids = jira
        .post("search/jql", &json!({"jql": "labels = x", "maxResults": 5000}))
        .await;
    assert_eq!(ids.body["issues"].as_array().map(Vec::len), Some(105));
}

#[tokio::test]
async fn the_old_search_is_gone_and_start_at_is_not_understood() {
    let jira = Jira::cloud().await;
    assert_eq!(jira.get("search?jql=project%3DSUP").await.status, 410);
    assert_eq!(
        jira.post("search", &json!({"jql": "project = SUP"})).await.status,
        410
    );
    assert_eq!(
        jira.get("search/jql?jql=project%3DSUP&fields=key&startAt=0")
            .await
            .status,
        400
    );
    let body = json!({"jql": "project = SUP", "startAt": 0});
    assert_eq!(jira.post("search/jql", &body).await.status, 400);
}

#[tokio::test]
async fn a_lagging_index_hides_writes_that_reading_by_id_shows() {
    let jira = Jira::cloud().await;
    jira.sandbox.set_index_lag(IndexLag::fixed(3_600_000));
    let id = jira
        .post("issue", &jira.new_issue("late"))
        .await
        .text_of("/id")
        .to_owned();
    assert_eq!(jira.get(&format!("issue/{id}")).await.status, 200);
    assert!(jira.keys("labels = late").await.is_empty());
    let reconciled = json!({
        "jql": "labels = late", "fields": ["summary"], "reconcileIssues": [id.parse::<u64>().unwrap()],
    });
    let found = jira.post("search/jql", &reconciled).await;
    assert_eq!(found.text_of("/issues/0/key"), "SUP-1");
    jira.sandbox.catch_up_index();
    assert_eq!(jira.keys("labels = late").await, ["SUP-1"]);
}

#[tokio::test]
async fn the_lag_passes_by_itself_and_covers_edits_and_deletions() {
    let jira = three().await;
    jira.sandbox.set_index_lag(IndexLag::fixed(300));
    jira.put("issue/SUP-1", &json!({"fields": {"labels": ["c"]}}))
        .await;
    jira.delete("issue/SUP-3").await;
    assert_eq!(jira.keys("labels = a ORDER BY key").await, ["SUP-1", "SUP-3"]);
    assert!(jira.keys("labels = c").await.is_empty());
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    assert!(jira.keys("labels = a").await.is_empty());
    assert_eq!(jira.keys("labels = c").await, ["SUP-1"]);
}

#[tokio::test]
async fn counting_and_matching_use_the_same_language() {
    let jira = three().await;
    let count = jira
        .post("search/approximate-count", &json!({"jql": "labels = a"}))
        .await;
    assert_eq!(count.body, json!({"count": 2}));
    let id: u64 = jira.get("issue/SUP-1").await.text_of("/id").parse().unwrap();
    let matched = jira
        .post(
            "jql/match",
            &json!({"jqls": ["labels = a", "labels = b"], "issueIds": [id]}),
        )
        .await;
    let lists: Vec<&Value> = matched.body["matches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| &m["matchedIssues"])
        .collect();
    assert_eq!(lists, [&json!([id]), &json!([])]);
}

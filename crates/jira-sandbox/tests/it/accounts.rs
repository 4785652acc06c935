//! Signing in, and what the ones who are not signed in are told.

use jira_sandbox::TokenState;
use reqwest::Method;
use serde_json::json;

use crate::support::{Jira, read};

#[tokio::test]
async fn every_authenticated_answer_names_the_account() {
    let jira = Jira::cloud().await;
    let myself = jira.get("myself").await;
    assert_eq!(myself.status, 200);
    assert_eq!(myself.text_of("/accountId"), jira.sandbox.account_id());
    for answer in [
        myself,
        jira.get("issue/SUP-404").await,
        jira.post("issue", &json!({})).await,
    ] {
        assert_eq!(
            answer.header("x-aaccountid"),
            Some(jira.sandbox.account_id()),
            "{}",
            answer.text
        );
    }
}

#[tokio::test]
async fn a_wrong_token_is_refused_in_plain_text() {
    let jira = Jira::cloud().await;
    for request in [
        jira.http.get(jira.rest("myself")),
        jira.http
            .get(jira.rest("myself"))
            .basic_auth("frontdesk@example.com", Some("other")),
        jira.http
            .get(jira.rest("myself"))
            .basic_auth("other@example.com", Some("sandbox-token")),
        jira.http.get(jira.rest("myself")).bearer_auth("sandbox-token"),
    ] {
        let answer = read(request).await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.header("x-aaccountid"), None);
        assert!(
            answer.text.contains("Client must be authenticated"),
            "{}",
            answer.text
        );
        assert!(answer.body.is_null(), "not JSON");
    }
}

#[tokio::test]
async fn a_revoked_token_gets_401_everywhere_until_it_is_restored() {
    let jira = Jira::cloud().await;
    jira.sandbox.set_token(TokenState::Revoked);
    assert_eq!(jira.get("myself").await.status, 401);
    assert_eq!(jira.post("issue", &jira.new_issue("x")).await.status, 401);
    assert_eq!(jira.sandbox.log().creates, 0);
    jira.sandbox.set_token(TokenState::Valid);
    jira.create("x").await;
}

#[tokio::test]
async fn a_masked_401_looks_like_missing_things_and_lacks_the_account() {
    let jira = Jira::cloud().await;
    let key = jira.create("frontdesk-1").await;
    jira.sandbox.set_token(TokenState::Masked);
    let issue = jira.get(&format!("issue/{key}")).await;
    assert_eq!(issue.status, 404);
    let projects = jira.get("project/search").await;
    assert_eq!(
        (projects.status.as_u16(), &projects.body["total"]),
        (200, &json!(0))
    );
    let found = jira
        .post(
            "search/jql",
            &json!({"jql": "labels = frontdesk-1", "fields": ["summary"]}),
        )
        .await;
    assert_eq!((found.status.as_u16(), &found.body["issues"]), (200, &json!([])));
    let created = jira.post("issue", &jira.new_issue("x")).await;
    assert_eq!(created.status, 400);
    for answer in [issue, projects, found, created] {
        assert_eq!(answer.header("x-aaccountid"), None);
    }
    assert_eq!(jira.get("myself").await.status, 401);
}

#[tokio::test]
async fn lost_permissions_show_in_every_place() {
    let jira = Jira::cloud().await;
    let key = jira.create("x").await;
    jira.sandbox.set_modes(|modes| modes.forbidden = true);
    assert_eq!(jira.post("issue", &jira.new_issue("x")).await.status, 403);
    assert_eq!(jira.get(&format!("issue/{key}")).await.status, 404);
    let permissions = jira
        .get("mypermissions?permissions=CREATE_ISSUES,BROWSE_PROJECTS")
        .await;
    assert_eq!(
        permissions.body["permissions"]["CREATE_ISSUES"]["havePermission"],
        json!(false)
    );
    assert_eq!(
        permissions.header("x-aaccountid"),
        Some(jira.sandbox.account_id())
    );
}

#[tokio::test]
async fn permissions_must_be_asked_for_by_name() {
    let jira = Jira::cloud().await;
    assert_eq!(jira.get("mypermissions").await.status, 400);
    assert_eq!(jira.get("mypermissions?permissions=NO_SUCH").await.status, 400);
    let answer = jira.get("mypermissions?permissions=CREATE_ISSUES").await;
    assert_eq!(
        answer.body["permissions"]["CREATE_ISSUES"]["havePermission"],
        json!(true)
    );
    assert_eq!(answer.body["permissions"].as_object().unwrap().len(), 1);
}

#[tokio::test]
async fn the_project_and_what_it_takes_can_be_read() {
    let jira = Jira::cloud().await;
    assert_eq!(
        jira.get("serverInfo").await.body["deploymentType"],
        json!("Cloud")
    );
    assert_eq!(jira.get("project/SUP").await.text_of("/key"), "SUP");
    assert_eq!(jira.get("project/NONE").await.status, 404);
    assert_eq!(jira.get("project/search").await.body["total"], json!(1));
    let kinds = jira.get("issue/createmeta/SUP/issuetypes").await;
    let names: Vec<_> = kinds.body["issueTypes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|k| &k["name"])
        .collect();
    assert_eq!(names, ["Task", "Bug", "Story"]);
    let id = kinds.text_of("/issueTypes/0/id");
    let fields = jira.get(&format!("issue/createmeta/SUP/issuetypes/{id}")).await;
    let required: Vec<_> = fields.body["fields"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|field| field["required"] == true)
        .map(|field| &field["fieldId"])
        .collect();
    assert_eq!(required, ["project", "issuetype", "summary"]);
}

#[tokio::test]
async fn paths_of_the_other_product_do_not_exist() {
    let cloud = Jira::cloud().await;
    let url = format!("{}/rest/api/2/myself", cloud.sandbox.base_url());
    assert_eq!(read(cloud.request(Method::GET, &url)).await.status, 404);
    let server = Jira::data_center().await;
    let url = format!("{}/rest/api/3/myself", server.sandbox.base_url());
    assert_eq!(read(server.request(Method::GET, &url)).await.status, 404);
}

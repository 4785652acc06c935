//! What hangs on issues: properties, remote links, comments, attachments.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Jira, document, read};

#[tokio::test]
async fn properties_are_set_listed_replaced_and_removed() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    let path = "issue/SUP-1/properties/frontdesk.state";
    assert_eq!(jira.get(path).await.status, 404);
    assert_eq!(jira.put(path, &json!({"n": 1})).await.status, 201);
    assert_eq!(jira.put(path, &json!({"n": 2})).await.status, 200);
    assert_eq!(
        jira.get(path).await.body,
        json!({"key": "frontdesk.state", "value": {"n": 2}})
    );
    let keys = jira.get("issue/SUP-1/properties").await;
    let names: Vec<_> = keys.body["keys"]
        .as_array()
        .unwrap()
        .iter()
        .map(|k| &k["key"])
        .collect();
    assert_eq!(names, ["frontdesk.state", "frontdesk.ticket"]);
    assert_eq!(jira.delete(path).await.status, 204);
    assert_eq!(jira.delete(path).await.status, 404);
    assert_eq!(jira.put(path, &json!("x".repeat(32_768))).await.status, 400);
}

#[tokio::test]
async fn a_remote_link_is_made_once_per_global_id() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    let link = |title: &str| json!({"globalId": "system=http://desk&id=1", "object": {"url": "http://desk/1", "title": title}});
    let first = jira.post("issue/SUP-1/remotelink", &link("Ticket 1")).await;
    assert_eq!(first.status, 201);
    let again = jira.post("issue/SUP-1/remotelink", &link("Ticket one")).await;
    assert_eq!(
        (again.status.as_u16(), &again.body["id"]),
        (200, &first.body["id"])
    );
    let links = jira.get("issue/SUP-1/remotelink").await;
    assert_eq!(links.body.as_array().map(Vec::len), Some(1));
    assert_eq!(links.text_of("/0/object/title"), "Ticket one");
    let found = jira
        .get("issue/SUP-1/remotelink?globalId=system%3Dhttp%3A%2F%2Fdesk%26id%3D1")
        .await;
    assert_eq!(found.text_of("/globalId"), "system=http://desk&id=1");
    assert_eq!(
        jira.post("issue/SUP-1/remotelink", &json!({"object": {"url": "x"}}))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn comments_are_added_edited_and_listed_in_order() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    let comment = json!({
        "body": document("First"),
        "properties": [{"key": "frontdesk.comment", "value": {"id": "c1"}}],
    });
    let first = jira.post("issue/SUP-1/comment", &comment).await;
    assert_eq!(first.status, 201);
    jira.post("issue/SUP-1/comment", &json!({"body": document("Second")}))
        .await;
    let list = jira.get("issue/SUP-1/comment?expand=properties").await;
    assert_eq!(list.body["total"], json!(2));
    assert_eq!(list.body["comments"][0]["body"], document("First"));
    assert_eq!(list.text_of("/comments/0/properties/0/key"), "frontdesk.comment");
    let path = format!("issue/SUP-1/comment/{}", first.text_of("/id"));
    assert_eq!(
        jira.put(&path, &json!({"body": document("Changed")}))
            .await
            .status,
        200
    );
    assert_eq!(jira.get(&path).await.body["body"], document("Changed"));
    assert_eq!(jira.delete(&path).await.status, 204);
    assert_eq!(jira.get(&path).await.status, 404);
    for bad in [json!({}), json!({"body": null}), json!({"body": "plain"})] {
        assert_eq!(jira.post("issue/SUP-1/comment", &bad).await.status, 400, "{bad}");
    }
}

/// The upload in the form a browser or client sends it.
fn upload(jira: &Jira, boundary: &str) -> reqwest::RequestBuilder {
    let body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
         Content-Type: text/plain\r\n\r\nhello\r\n--{boundary}--\r\n"
    );
    jira.request(Method::POST, &jira.rest("issue/SUP-1/attachments"))
        .header(
            "content-type",
            format!("multipart/form-data; boundary={boundary}"),
        )
        .body(body)
}

#[tokio::test]
async fn an_attachment_needs_the_no_check_header_and_comes_back_as_sent() {
    let jira = Jira::cloud().await;
    jira.create("x").await;
    assert_eq!(read(upload(&jira, "b1")).await.status, 403);
    let added = read(upload(&jira, "b1").header("x-atlassian-token", "no-check")).await;
    assert_eq!(
        (added.status.as_u16(), &added.body[0]["size"]),
        (200, &json!(5)),
        "{}",
        added.text
    );
    let id = added.text_of("/0/id").to_owned();
    assert_eq!(jira.get(&format!("attachment/content/{id}")).await.status, 303);
    assert_eq!(
        jira.get(&format!("attachment/content/{id}?redirect=false"))
            .await
            .text,
        "hello"
    );
    assert_eq!(
        jira.get("issue/SUP-1").await.body["fields"]["attachment"][0]["id"],
        Value::String(id)
    );
}

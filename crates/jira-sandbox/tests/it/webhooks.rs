//! Webhooks: registration, signature, repetition, and the ways they go wrong.

use std::time::Duration;

use jira_sandbox::{Flavor, SandboxOptions, Signature, WebhookModes, hub_signature};
use reqwest::Method;
use serde_json::json;

use crate::subscriber::Subscriber;
use crate::support::{Answer, Jira, document, read};

const SECRET: &str = "frontdesk-test-secret";

async fn jira() -> Jira {
    let retry = Duration::from_millis(20);
    Jira::start(SandboxOptions {
        webhook_retry: retry,
        ..SandboxOptions::loopback(Flavor::Cloud)
    })
    .await
}

async fn register(jira: &Jira, url: &str, events: &[&str], filter: &str) -> Answer {
    let body = json!({
        "name": "Frontdesk", "url": url, "events": events, "excludeBody": false, "secret": SECRET,
        "filters": {"issue-related-events-section": filter},
    });
    let address = format!("{}/rest/webhooks/1.0/webhook", jira.sandbox.base_url());
    read(jira.request(Method::POST, &address).json(&body)).await
}

#[tokio::test]
async fn a_registration_says_that_it_is_signed_but_never_the_secret() {
    let jira = jira().await;
    let made = register(
        &jira,
        "https://desk.example/hooks/jira",
        &["jira:issue_updated"],
        "project = SUP",
    )
    .await;
    assert_eq!(
        (made.status.as_u16(), &made.body["isSigned"]),
        (201, &json!(true)),
        "{}",
        made.text
    );
    assert!(!made.text.contains(SECRET));
    let changed = json!({"name": "Renamed", "url": "https://desk.example/hooks/jira", "events": []});
    let changed = read(jira.request(Method::PUT, made.text_of("/self")).json(&changed)).await;
    assert_eq!(
        (changed.text_of("/name"), &changed.body["isSigned"]),
        ("Renamed", &json!(true))
    );
    assert_eq!(
        read(jira.request(Method::DELETE, made.text_of("/self")))
            .await
            .status,
        204
    );
    assert_eq!(
        read(jira.request(Method::GET, made.text_of("/self")))
            .await
            .status,
        404
    );
    let bad = [
        ("ftp://x", "jira:issue_updated", ""),
        ("https://x", "issue_updated", ""),
        ("https://x", "jira:issue_updated", "colour = red"),
    ];
    for (url, event, filter) in bad {
        assert_eq!(
            register(&jira, url, &[event], filter).await.status,
            400,
            "{url} {event} {filter}"
        );
    }
}

#[tokio::test]
async fn an_empty_secret_signs_nothing() {
    let jira = jira().await;
    let mut subscriber = Subscriber::start(&[]).await;
    let body = json!({"name": "x", "url": subscriber.url, "events": ["jira:issue_created"], "secret": ""});
    let address = format!("{}/rest/webhooks/1.0/webhook", jira.sandbox.base_url());
    let made = read(jira.request(Method::POST, &address).json(&body)).await;
    assert_eq!(made.body["isSigned"], json!(false));
    jira.create("x").await;
    assert_eq!(subscriber.next().await.header("x-hub-signature"), None);
}

#[tokio::test]
async fn a_delivery_is_signed_over_its_exact_bytes() {
    let jira = jira().await;
    let mut subscriber = Subscriber::start(&[]).await;
    register(&jira, &subscriber.url, &["jira:issue_created"], "").await;
    let mut request = jira.new_issue("x");
    request["fields"]["summary"] = json!("Café – can’t log in");
    jira.post("issue", &request).await;
    let arrived = subscriber.next().await;
    assert_eq!(
        arrived.header("x-hub-signature"),
        Some(hub_signature(SECRET, &arrived.raw).as_str())
    );
    assert_eq!(
        (arrived.event(), arrived.header("x-atlassian-webhook-flow")),
        ("jira:issue_created", Some("Primary"))
    );
    assert_eq!(arrived.header("x-atlassian-webhook-retry"), None);
    assert_eq!(
        arrived.body["issue"]["fields"]["summary"],
        json!("Café – can’t log in")
    );
    assert_eq!(
        arrived.body["issue"]["fields"]["description"],
        json!("It does not print."),
        "a string, not a document"
    );
    assert_eq!(
        arrived.body["user"]["accountId"],
        json!(jira.sandbox.account_id())
    );
    assert!(arrived.body["user"].get("emailAddress").is_none());
}

#[tokio::test]
async fn a_transition_and_a_comment_look_as_jira_tells_them() {
    let jira = jira().await;
    let mut subscriber = Subscriber::start(&[]).await;
    let events = [
        "jira:issue_updated",
        "jira:issue_deleted",
        "comment_created",
        "comment_deleted",
    ];
    register(&jira, &subscriber.url, &events, "project = SUP").await;
    jira.create("x").await;
    jira.sandbox.transition("SUP-1", "31").unwrap();
    let moved = subscriber.next().await;
    assert_eq!(moved.body["issue_event_type_name"], json!("issue_generic"));
    let item = &moved.body["changelog"]["items"][0];
    assert_eq!(
        (&item["field"], &item["toString"]),
        (&json!("status"), &json!("Done"))
    );
    assert_ne!(
        moved.body["user"]["accountId"],
        json!(jira.sandbox.account_id()),
        "a person did it"
    );

    let comment = jira
        .post("issue/SUP-1/comment", &json!({"body": document("Hello")}))
        .await;
    let both = subscriber.take(2).await;
    assert_eq!(
        [both[0].event(), both[1].event()],
        ["comment_created", "jira:issue_updated"]
    );
    assert_eq!(both[1].body["issue_event_type_name"], json!("issue_commented"));
    for arrived in &both {
        assert_eq!(
            (&arrived.body["comment"]["id"], &arrived.body["comment"]["body"]),
            (&comment.body["id"], &json!("Hello"))
        );
    }

    jira.sandbox.delete_issue("SUP-1").unwrap();
    let gone = subscriber.take(2).await;
    assert_eq!(
        [gone[0].event(), gone[1].event()],
        ["jira:issue_deleted", "comment_deleted"]
    );
    assert_eq!(gone[1].header("x-atlassian-webhook-flow"), Some("Secondary"));
}

#[tokio::test]
async fn a_refused_delivery_is_repeated_under_the_same_identifier() {
    let jira = jira().await;
    let mut subscriber = Subscriber::start(&[503, 429]).await;
    register(&jira, &subscriber.url, &["jira:issue_created"], "").await;
    jira.create("x").await;
    let tries = subscriber.take(3).await;
    let retries: Vec<_> = tries
        .iter()
        .map(|t| t.header("x-atlassian-webhook-retry"))
        .collect();
    assert_eq!(retries, [None, Some("1"), Some("2")]);
    let identifier = tries[0].header("x-atlassian-webhook-identifier").unwrap();
    for arrived in &tries {
        assert_eq!(arrived.header("x-atlassian-webhook-identifier"), Some(identifier));
        assert_eq!(arrived.raw, tries[0].raw);
    }
    jira.create("x").await;
    let other = subscriber.next().await;
    assert_ne!(other.header("x-atlassian-webhook-identifier"), Some(identifier));
}

#[tokio::test]
async fn a_refusal_that_is_final_is_not_repeated() {
    let jira = jira().await;
    let mut subscriber = Subscriber::start(&[400]).await;
    register(&jira, &subscriber.url, &["jira:issue_created"], "").await;
    jira.create("one").await;
    jira.create("two").await;
    let both = subscriber.take(2).await;
    assert_eq!(both[1].body["issue"]["fields"]["labels"], json!(["two"]));
    assert_eq!(both[1].header("x-atlassian-webhook-retry"), None);
}

#[tokio::test]
async fn only_matching_issues_and_chosen_events_are_told() {
    let jira = jira().await;
    let mut subscriber = Subscriber::start(&[]).await;
    register(&jira, &subscriber.url, &["jira:issue_created"], "labels = wanted").await;
    jira.create("other").await;
    jira.create("wanted").await;
    assert_eq!(subscriber.next().await.body["issue"]["key"], json!("SUP-2"));
}

#[tokio::test]
async fn deliveries_go_wrong_as_asked() {
    let jira = jira().await;
    let mut subscriber = Subscriber::start(&[]).await;
    register(&jira, &subscriber.url, &["jira:issue_created"], "").await;

    jira.sandbox.set_webhooks(WebhookModes {
        duplicates: 2,
        ..WebhookModes::default()
    });
    jira.create("x").await;
    let copies = subscriber.take(3).await;
    let identifiers: Vec<_> = copies
        .iter()
        .map(|c| c.header("x-atlassian-webhook-identifier"))
        .collect();
    assert!(identifiers.iter().all(|id| id == &identifiers[0]));

    jira.sandbox.set_webhooks(WebhookModes {
        reorder: true,
        ..WebhookModes::default()
    });
    jira.create("x").await;
    jira.create("x").await;
    let swapped = subscriber.take(2).await;
    assert_eq!(
        [&swapped[0].body["issue"]["key"], &swapped[1].body["issue"]["key"]],
        ["SUP-3", "SUP-2"]
    );

    jira.sandbox.set_webhooks(WebhookModes {
        signature: Signature::Wrong,
        ..WebhookModes::default()
    });
    jira.create("x").await;
    let wrong = subscriber.next().await;
    let signature = wrong.header("x-hub-signature").unwrap();
    assert!(signature.starts_with("sha256=") && signature != hub_signature(SECRET, &wrong.raw));

    jira.sandbox.set_webhooks(WebhookModes {
        signature: Signature::Missing,
        ..WebhookModes::default()
    });
    jira.create("x").await;
    assert_eq!(subscriber.next().await.header("x-hub-signature"), None);
}

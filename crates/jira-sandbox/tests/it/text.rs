//! Which documents are accepted.

use serde_json::{Value, json};

use crate::support::Jira;

fn doc(content: Value) -> Value {
    json!({"type": "doc", "version": 1, "content": content})
}

fn paragraph(content: Value) -> Value {
    json!({"type": "paragraph", "content": content})
}

async fn status(jira: &Jira, description: &Value) -> u16 {
    let mut request = jira.new_issue("x");
    request["fields"]["description"] = description.clone();
    let created = jira.post("issue", &request).await.status.as_u16();
    let commented = jira
        .post("issue/SUP-1/comment", &json!({"body": description}))
        .await
        .status
        .as_u16();
    assert_eq!(
        created, commented,
        "descriptions and comments follow the same rules: {description}"
    );
    created
}

/// Here and below: the verdicts of `@atlaskit/adf-schema` 57.7.22 on the same documents, except for
/// depth and length, which a schema does not bound.
#[tokio::test]
async fn sound_documents_are_accepted() {
    let jira = Jira::cloud().await;
    jira.create("first").await;
    let text = json!({"type": "text", "text": "a\nb"});
    let strong = json!({"type": "text", "text": "b", "marks": [{"type": "strong"}]});
    let link =
        json!({"type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": "http://x"}}]});
    let list = json!({"type": "bulletList", "content": [
        {"type": "listItem", "content": [paragraph(json!([text]))]},
    ]});
    let table = json!({"type": "table", "content": [{"type": "tableRow", "content": [
        {"type": "tableCell", "content": [paragraph(json!([text]))]},
    ]}]});
    for content in [
        json!([]),
        json!([paragraph(json!([]))]),
        json!([{"type": "paragraph"}]),
        json!([paragraph(json!([text, {"type": "hardBreak"}, strong]))]),
        json!([{"type": "heading", "attrs": {"level": 2}, "content": [text]}]),
        json!([{"type": "codeBlock", "content": [text]}, {"type": "rule"}]),
        json!([list, table]),
        json!([paragraph(json!([link]))]),
        json!([{"type": "panel", "attrs": {"panelType": "info"}, "content": [paragraph(json!([]))]}]),
    ] {
        assert_eq!(status(&jira, &doc(content.clone())).await, 201, "{content}");
    }
}

#[tokio::test]
async fn broken_documents_are_refused() {
    let jira = Jira::cloud().await;
    jira.create("first").await;
    let text = json!({"type": "text", "text": "x"});
    let empty = json!({"type": "text", "text": ""});
    let strong = json!({"type": "text", "text": "b", "marks": [{"type": "strong"}]});
    let mut deep = paragraph(json!([text]));
    for _ in 0..40 {
        deep = json!({"type": "bulletList", "content": [{"type": "listItem", "content": [deep]}]});
    }
    for description in [
        json!("plain"),
        json!(7),
        json!({"type": "doc", "content": []}),
        json!({"type": "doc", "version": 2, "content": []}),
        json!({"version": 1, "content": []}),
        json!({"type": "doc", "version": 1}),
        doc(json!([text])),
        doc(json!([paragraph(json!([empty]))])),
        doc(json!([paragraph(json!([{"type": "text"}]))])),
        doc(json!([paragraph(json!([paragraph(json!([]))]))])),
        doc(json!([{"type": "bulletList", "content": [paragraph(json!([]))]}])),
        doc(json!([{"type": "heading", "attrs": {"level": 9}, "content": []}])),
        doc(json!([{"type": "rule", "content": [text]}])),
        doc(json!([{"type": "marquee"}])),
        doc(json!([{"type": "bulletList", "content": []}])),
        doc(json!([{"type": "blockquote", "content": []}])),
        doc(json!([{"type": "table", "content": []}])),
        doc(json!([{"type": "orderedList", "content": [{"type": "listItem", "content": []}]}])),
        doc(json!([{"type": "nestedExpand", "content": [paragraph(json!([]))]}])),
        doc(json!([{"type": "panel", "content": [paragraph(json!([]))]}])),
        doc(json!([{"type": "heading", "content": []}])),
        doc(json!([{"type": "codeBlock", "content": [strong]}])),
        doc(
            json!([{"type": "blockquote", "content": [{"type": "blockquote", "content": [paragraph(json!([]))]}]}]),
        ),
        doc(json!([paragraph(
            json!([{"type": "text", "text": "x", "foo": 1}])
        )])),
        doc(json!([paragraph(
            json!([{"type": "text", "text": "x", "marks": [{"type": "blink"}]}])
        )])),
        doc(json!([paragraph(json!([{"type": "mention"}]))])),
        doc(json!([{"type": "paragraph", "foo": 1}])),
        json!({"type": "doc", "version": 1, "content": [], "extra": 1}),
        doc(json!(["x"])),
        doc(json!([deep])),
        doc(json!([paragraph(
            json!([{"type": "text", "text": "x".repeat(32_768)}])
        )])),
    ] {
        assert_eq!(status(&jira, &description).await, 400, "{description}");
    }
}

//! The JSON that a delivery carries.

use serde_json::{Value, json};

use crate::adf::plain_text;
use crate::clock::jira_time;
use crate::events::{Event, What};
use crate::model::{Change, Comment, Project};
use crate::render;
use crate::site::Site;

/// The body of one event. Texts are plain strings here even on Cloud, as in Jira's own example.
pub(crate) fn payload(site: &Site, projects: &[Project], event: &Event) -> Value {
    let mut body = json!({
        "timestamp": event.at.as_millisecond(),
        "webhookEvent": event.what.name(),
    });
    if let Some(kind) = event.what.issue_event_type() {
        body["issue_event_type_name"] = json!(kind);
        body["user"] = render::user(site, event.actor);
    }
    match &event.what {
        What::PropertySet(key) | What::PropertyDeleted(key) => {
            body["issueProperty"] = json!({"issueId": event.issue.id, "key": key});
            return body;
        }
        What::AttachmentCreated(id) => {
            let file = event.issue.attachments.iter().find(|file| file.id == *id);
            body["attachment"] = json!(file.map(|file| render::attachment(site, file)));
            return body;
        }
        What::IssueUpdated(change) => {
            body["changelog"] = changelog(site, change);
        }
        What::IssueCommented(comment)
        | What::CommentCreated(comment)
        | What::CommentUpdated(comment)
        | What::CommentDeleted(comment) => body["comment"] = self::comment(site, event, comment),
        What::IssueCreated | What::IssueDeleted => {}
    }
    body["issue"] = issue(site, projects, event);
    body
}

/// The change log of an update; here missing values are nulls, as in Jira's own example.
fn changelog(site: &Site, change: &Change) -> Value {
    let mut log = render::change(site, change);
    for item in log["items"]
        .as_array_mut()
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
    {
        for name in render::CHANGE_MEMBERS {
            item.entry(name).or_insert(Value::Null);
        }
    }
    json!({"id": log["id"].take(), "items": log["items"].take()})
}

fn comment(site: &Site, event: &Event, comment: &Comment) -> Value {
    let mut shown = render::comment(site, &event.issue, comment);
    shown["body"] = json!(plain_text(&comment.body));
    shown["updated"] = json!(jira_time(comment.updated));
    shown
}

/// Issue events carry all fields; comment events only enough to know the issue.
fn issue(site: &Site, projects: &[Project], event: &Event) -> Value {
    let issue = &event.issue;
    let mut fields = render::issue_fields(site, projects, issue);
    if event.what.issue_event_type().is_some() {
        for text in ["description", "environment"] {
            if fields.get(text).is_some_and(Value::is_object) {
                fields.insert(text.into(), json!(plain_text(&fields[text])));
            }
        }
        fields.remove("comment");
    } else {
        fields.retain(|name, _| {
            matches!(
                name.as_str(),
                "summary" | "issuetype" | "project" | "status" | "updated"
            )
        });
    }
    json!({
        "id": issue.id.to_string(),
        "key": issue.key,
        "self": site.rest(&format!("issue/{}", issue.id)),
        "fields": fields,
    })
}

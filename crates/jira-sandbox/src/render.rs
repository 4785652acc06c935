//! Answers in Jira's shapes. Every `self` is an absolute address: `jira.js` refuses others.

use serde_json::{Map, Value, json};

use crate::clock::jira_time;
use crate::fields::AFFECTED_SERVICE;
use crate::model::{Attachment, Change, ChangedField, Comment, Issue, IssueType, PRIORITIES, Project, User};
use crate::site::Site;
use crate::workflow::{Category, Status};

/// A person, by account id on Cloud and by user name on Data Center.
pub(crate) fn user(site: &Site, user: User) -> Value {
    let common = json!({
        "displayName": user.display_name(),
        "active": true,
        "timeZone": "Etc/UTC",
        "avatarUrls": avatars(site),
    });
    let own = if site.is_cloud() {
        json!({
            "self": site.rest(&format!("user?accountId={}", user.account_id())),
            "accountId": user.account_id(),
            "accountType": "atlassian",
        })
    } else {
        json!({
            "self": site.rest(&format!("user?username={}", user.login())),
            "name": user.login(),
            "key": user.login(),
        })
    };
    merged(own, common)
}

fn avatars(site: &Site) -> Value {
    let sizes = ["16x16", "24x24", "32x32", "48x48"];
    let url = format!("{}/static/avatar.svg", site.origin);
    Value::Object(
        sizes
            .iter()
            .map(|size| ((*size).to_owned(), json!(url)))
            .collect(),
    )
}

pub(crate) fn category(site: &Site, category: Category) -> Value {
    json!({
        "self": site.rest(&format!("statuscategory/{}", category.id())),
        "id": category.id(),
        "key": category.key(),
        "colorName": category.color(),
        "name": category.name(),
    })
}

pub(crate) fn status(site: &Site, status: Status) -> Value {
    json!({
        "self": site.rest(&format!("status/{}", status.id())),
        "description": "",
        "iconUrl": format!("{}/static/avatar.svg", site.origin),
        "name": status.name(),
        "id": status.id(),
        "statusCategory": category(site, status.category()),
    })
}

pub(crate) fn issue_type(site: &Site, kind: IssueType) -> Value {
    json!({
        "self": site.rest(&format!("issuetype/{}", kind.id())),
        "id": kind.id(),
        "description": "",
        "iconUrl": format!("{}/static/avatar.svg", site.origin),
        "name": kind.name(),
        "subtask": false,
        "hierarchyLevel": 0,
    })
}

pub(crate) fn project(site: &Site, project: &Project) -> Value {
    json!({
        "self": site.rest(&format!("project/{}", project.id)),
        "id": project.id,
        "key": project.key,
        "name": project.name,
        "projectTypeKey": "software",
        "simplified": false,
        "avatarUrls": avatars(site),
    })
}

pub(crate) fn priority(site: &Site, index: usize) -> Value {
    let (id, name) = PRIORITIES[index];
    let icon = format!("{}/static/avatar.svg", site.origin);
    json!({"self": site.rest(&format!("priority/{id}")), "iconUrl": icon, "name": name, "id": id})
}

/// All fields of an issue, as *Get issue* shows them.
pub(crate) fn issue_fields(site: &Site, projects: &[Project], issue: &Issue) -> Map<String, Value> {
    let fields = &issue.fields;
    let home = projects
        .iter()
        .find(|p| p.id == issue.project)
        .map(|p| project(site, p));
    let comments: Vec<Value> = issue.comments.iter().map(|c| comment(site, issue, c)).collect();
    let count = comments.len();
    let files: Vec<Value> = issue.attachments.iter().map(|a| attachment(site, a)).collect();
    let all = json!({
        "summary": fields.summary,
        "description": fields.description,
        "environment": fields.environment,
        "labels": fields.labels,
        "project": home,
        "issuetype": issue_type(site, issue.kind),
        "status": status(site, issue.status),
        "statusCategory": category(site, issue.status.category()),
        "priority": priority(site, fields.priority),
        "assignee": fields.assignee.map(|u| user(site, u)),
        "reporter": user(site, fields.reporter),
        "creator": user(site, issue.creator),
        "created": jira_time(issue.created),
        "updated": jira_time(issue.updated),
        "resolution": fields.resolution.as_ref().map(|name| resolution(site, name)),
        "resolutiondate": issue.resolved.map(jira_time),
        "duedate": fields.due_date,
        "comment": {
            "comments": comments, "maxResults": count, "total": count, "startAt": 0,
            "self": site.rest(&format!("issue/{}/comment", issue.id)),
        },
        "attachment": files,
        AFFECTED_SERVICE.0: fields.affected_service,
    });
    match all {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn resolution(site: &Site, name: &str) -> Value {
    json!({"self": site.rest("resolution/10000"), "id": "10000", "description": "", "name": name})
}

pub(crate) fn comment(site: &Site, issue: &Issue, comment: &Comment) -> Value {
    let mut answer = json!({
        "self": site.rest(&format!("issue/{}/comment/{}", issue.id, comment.id)),
        "id": comment.id.to_string(),
        "author": user(site, comment.author),
        "updateAuthor": user(site, comment.author),
        "body": comment.body,
        "created": jira_time(comment.created),
        "updated": jira_time(comment.updated),
    });
    if site.is_cloud() {
        answer["jsdPublic"] = json!(true);
    }
    if let Some(visibility) = &comment.visibility {
        answer["visibility"] = visibility.clone();
    }
    answer
}

pub(crate) fn attachment(site: &Site, file: &Attachment) -> Value {
    json!({
        "self": site.rest(&format!("attachment/{}", file.id)),
        "id": file.id.to_string(),
        "filename": file.file_name,
        "author": user(site, file.author),
        "created": jira_time(file.created),
        "size": file.content.len(),
        "mimeType": file.media_type,
        "content": site.rest(&format!("attachment/content/{}", file.id)),
    })
}

/// A change-log entry. Ids and texts that there are none of are left out: the contract knows only
/// strings here, although real Jira also sends nulls.
pub(crate) fn change(site: &Site, change: &Change) -> Value {
    let items: Vec<Value> = change.items.iter().map(changed_field).collect();
    json!({
        "id": change.id.to_string(),
        "author": user(site, change.author),
        "created": jira_time(change.created),
        "items": items,
    })
}

fn changed_field(item: &ChangedField) -> Value {
    let mut shown = json!({"field": item.field, "fieldId": item.field, "fieldtype": "jira"});
    for (name, value) in CHANGE_MEMBERS
        .iter()
        .zip([&item.from, &item.from_text, &item.to, &item.to_text])
    {
        if let Some(value) = value {
            shown[*name] = json!(value);
        }
    }
    shown
}

/// The members of a changed field that may be missing, or null in a webhook.
pub(crate) const CHANGE_MEMBERS: [&str; 4] = ["from", "fromString", "to", "toString"];

/// Both objects in one; members of `first` win.
fn merged(first: Value, second: Value) -> Value {
    match (first, second) {
        (Value::Object(mut first), Value::Object(second)) => {
            for (name, value) in second {
                first.entry(name).or_insert(value);
            }
            Value::Object(first)
        }
        (first, _) => first,
    }
}

//! What the sandbox holds, for a test's ledger.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::adf::plain_text;
use crate::clock::jira_time;
use crate::world::World;

/// Everything the sandbox holds, oldest issue first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Snapshot {
    /// Keys of the projects.
    pub projects: Vec<String>,
    /// The issues that exist, whatever the search index shows.
    pub issues: Vec<IssueSnapshot>,
}

/// One issue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IssueSnapshot {
    /// Numeric id as the REST interface writes it.
    pub id: String,
    /// Its key now.
    pub key: String,
    /// One line.
    pub summary: String,
    /// The description's words.
    pub description: String,
    /// Name of the status.
    pub status: &'static str,
    /// Key of the status category.
    pub category: &'static str,
    /// Name of the issue type.
    pub issue_type: &'static str,
    /// Labels in the order given.
    pub labels: Vec<String>,
    /// Issue properties.
    pub properties: BTreeMap<String, Value>,
    /// The comments' words, oldest first.
    pub comments: Vec<String>,
    /// The remote links as they were sent, with `globalId` when there is one.
    pub remote_links: Vec<Value>,
    /// When it was created, as the REST interface writes it.
    pub created: String,
}

impl Snapshot {
    pub(crate) fn of(world: &World) -> Self {
        let issues = world.issues.values().map(|issue| IssueSnapshot {
            id: issue.id.to_string(),
            key: issue.key.clone(),
            summary: issue.fields.summary.clone(),
            description: plain_text(&issue.fields.description),
            status: issue.status.name(),
            category: issue.status.category().key(),
            issue_type: issue.kind.name(),
            labels: issue.fields.labels.clone(),
            properties: issue.properties.clone(),
            comments: issue
                .comments
                .iter()
                .map(|comment| plain_text(&comment.body))
                .collect(),
            remote_links: issue.links.iter().map(link).collect(),
            created: jira_time(issue.created),
        });
        let projects = world.projects.iter().map(|project| project.key.clone()).collect();
        Self {
            projects,
            issues: issues.collect(),
        }
    }
}

fn link(link: &crate::model::RemoteLink) -> Value {
    let mut shown = link.body.clone();
    if let Some(global_id) = &link.global_id {
        shown["globalId"] = Value::String(global_id.clone());
    }
    shown
}

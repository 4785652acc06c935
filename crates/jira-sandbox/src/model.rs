//! What the sandbox remembers: projects, people, issues and what hangs on them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use crate::workflow::Status;

/// A person or program with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum User {
    /// The account the token belongs to: Frontdesk itself.
    Integration,
    /// The person who uses the sandbox's own pages.
    Agent,
}

impl User {
    pub(crate) const ALL: [Self; 2] = [Self::Integration, Self::Agent];

    pub(crate) const fn account_id(self) -> &'static str {
        match self {
            Self::Integration => "712020:5a6d0b1e-0f27-4d0c-9e55-3f6a1c2b7d01",
            Self::Agent => "712020:5a6d0b1e-0f27-4d0c-9e55-3f6a1c2b7d02",
        }
    }

    pub(crate) const fn login(self) -> &'static str {
        match self {
            Self::Integration => "frontdesk",
            Self::Agent => "agent",
        }
    }

    pub(crate) const fn display_name(self) -> &'static str {
        match self {
            Self::Integration => "Frontdesk",
            Self::Agent => "Sandbox Agent",
        }
    }

    /// Finds an account by Cloud account id or Data Center user name.
    pub(crate) fn find(id: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|user| user.account_id() == id || user.login() == id)
    }
}

/// A kind of issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IssueType {
    Task,
    Bug,
    Story,
}

impl IssueType {
    pub(crate) const ALL: [Self; 3] = [Self::Task, Self::Bug, Self::Story];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Task => "10101",
            Self::Bug => "10102",
            Self::Story => "10103",
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Task => "Task",
            Self::Bug => "Bug",
            Self::Story => "Story",
        }
    }

    pub(crate) fn find(name_or_id: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|t| t.id() == name_or_id || t.name().eq_ignore_ascii_case(name_or_id))
    }
}

/// The priorities of a fresh Jira site, by id and name.
pub(crate) const PRIORITIES: [(&str, &str); 5] = [
    ("1", "Highest"),
    ("2", "High"),
    ("3", "Medium"),
    ("4", "Low"),
    ("5", "Lowest"),
];

/// A project; `next_number` feeds its issue keys.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    pub(crate) id: String,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) next_number: u64,
}

/// An issue with everything attached to it.
#[derive(Debug, Clone)]
pub(crate) struct Issue {
    pub(crate) id: u64,
    pub(crate) key: String,
    /// Id of the project it lives in now.
    pub(crate) project: String,
    pub(crate) kind: IssueType,
    pub(crate) status: Status,
    pub(crate) fields: Fields,
    pub(crate) creator: User,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) resolved: Option<Timestamp>,
    pub(crate) comments: Vec<Comment>,
    pub(crate) properties: BTreeMap<String, Value>,
    pub(crate) links: Vec<RemoteLink>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) history: Vec<Change>,
}

/// The fields a caller may set.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fields {
    pub(crate) summary: String,
    /// ADF document (Cloud), string (Data Center), or null.
    pub(crate) description: Value,
    pub(crate) environment: Value,
    pub(crate) labels: Vec<String>,
    /// Index into [`PRIORITIES`].
    pub(crate) priority: usize,
    pub(crate) assignee: Option<User>,
    pub(crate) reporter: User,
    pub(crate) resolution: Option<String>,
    pub(crate) due_date: Value,
    /// The one custom field, `customfield_10010`.
    pub(crate) affected_service: Value,
}

/// A comment; `body` is a document or a string like a description.
#[derive(Debug, Clone)]
pub(crate) struct Comment {
    pub(crate) id: u64,
    pub(crate) author: User,
    pub(crate) body: Value,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    pub(crate) visibility: Option<Value>,
    /// `{key, value}` pairs as they were sent.
    pub(crate) properties: Vec<Value>,
}

/// A link from an issue to something outside Jira.
#[derive(Debug, Clone)]
pub(crate) struct RemoteLink {
    pub(crate) id: u64,
    pub(crate) global_id: Option<String>,
    /// The members `application`, `relationship` and `object` as they were sent.
    pub(crate) body: Value,
}

/// A file on an issue.
#[derive(Debug, Clone)]
pub(crate) struct Attachment {
    pub(crate) id: u64,
    pub(crate) file_name: String,
    pub(crate) media_type: String,
    pub(crate) author: User,
    pub(crate) created: Timestamp,
    pub(crate) content: bytes::Bytes,
}

/// One entry of an issue's change log.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) id: u64,
    pub(crate) author: User,
    pub(crate) created: Timestamp,
    pub(crate) items: Vec<ChangedField>,
}

/// One field that a change touched; ids where the field has them, texts for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChangedField {
    pub(crate) field: &'static str,
    pub(crate) from: Option<String>,
    pub(crate) from_text: Option<String>,
    pub(crate) to: Option<String>,
    pub(crate) to_text: Option<String>,
}

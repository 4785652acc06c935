//! What happened, as webhooks tell it.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::{Change, Comment, Issue, User};

/// A change that subscribers are told about.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) at: Timestamp,
    pub(crate) actor: User,
    /// The issue after the change; for a deletion, before it.
    pub(crate) issue: Arc<Issue>,
    pub(crate) what: What,
}

/// The kinds of change, with what the payload adds to the issue.
#[derive(Debug, Clone)]
pub(crate) enum What {
    IssueCreated,
    IssueUpdated(Change),
    /// The second event a comment causes.
    IssueCommented(Comment),
    IssueDeleted,
    CommentCreated(Comment),
    CommentUpdated(Comment),
    CommentDeleted(Comment),
    AttachmentCreated(u64),
    PropertySet(String),
    PropertyDeleted(String),
}

impl What {
    /// The value of `webhookEvent`. Issue events carry the prefix `jira:`, the others do not.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::IssueCreated => "jira:issue_created",
            Self::IssueUpdated(_) | Self::IssueCommented(_) => "jira:issue_updated",
            Self::IssueDeleted => "jira:issue_deleted",
            Self::CommentCreated(_) => "comment_created",
            Self::CommentUpdated(_) => "comment_updated",
            Self::CommentDeleted(_) => "comment_deleted",
            Self::AttachmentCreated(_) => "attachment_created",
            Self::PropertySet(_) => "issue_property_set",
            Self::PropertyDeleted(_) => "issue_property_deleted",
        }
    }

    /// The value of `issue_event_type_name`, which only issue events carry.
    pub(crate) const fn issue_event_type(&self) -> Option<&'static str> {
        match self {
            Self::IssueCreated => Some("issue_created"),
            Self::IssueUpdated(_) => Some("issue_generic"),
            Self::IssueCommented(_) => Some("issue_commented"),
            Self::IssueDeleted => Some("issue_deleted"),
            _ => None,
        }
    }

    /// `Secondary` for the fallout of a deletion, which Jira may deliver minutes later.
    pub(crate) const fn flow(&self) -> &'static str {
        match self {
            Self::CommentDeleted(_) => "Secondary",
            _ => "Primary",
        }
    }
}

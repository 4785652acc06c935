//! Names for what a request asks, so that faults and counters can speak about it.

use axum::http::Method;
use serde::{Deserialize, Serialize};

/// One operation of the REST interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the operation's own")]
pub enum Operation {
    Myself,
    MyPermissions,
    ServerInfo,
    SearchProjects,
    GetProject,
    CreateMeta,
    CreateIssue,
    GetIssue,
    EditIssue,
    DeleteIssue,
    GetTransitions,
    DoTransition,
    GetComments,
    AddComment,
    GetProperties,
    SetProperty,
    DeleteProperty,
    GetRemoteLinks,
    SetRemoteLink,
    AddAttachment,
    GetAttachment,
    Search,
    Webhooks,
    /// Anything else: status lists, change logs, users, unknown paths.
    Other,
}

impl Operation {
    /// What a request with this method and path asks. `None` outside `/rest/`.
    pub(crate) fn of(method: &Method, path: &str) -> Option<Self> {
        let rest = path.strip_prefix("/rest/")?;
        if rest.starts_with("webhooks/1.0/webhook") {
            return Some(Self::Webhooks);
        }
        let segments: Vec<&str> = rest.trim_end_matches('/').split('/').skip(2).collect();
        Some(Self::of_segments(method.as_str(), &segments))
    }

    fn of_segments(method: &str, segments: &[&str]) -> Self {
        match (method, segments) {
            (_, ["myself"]) => Self::Myself,
            (_, ["mypermissions"]) => Self::MyPermissions,
            (_, ["serverInfo"]) => Self::ServerInfo,
            (_, ["project", "search"] | ["project"]) => Self::SearchProjects,
            (_, ["project", ..]) => Self::GetProject,
            (_, ["issue", "createmeta", ..]) => Self::CreateMeta,
            (_, ["search", ..]) => Self::Search,
            (_, ["attachment", ..]) => Self::GetAttachment,
            (_, ["webhook", ..]) => Self::Webhooks,
            ("POST", ["issue"]) => Self::CreateIssue,
            (_, ["issue", _, rest @ ..]) => Self::of_issue(method, rest),
            _ => Self::Other,
        }
    }

    fn of_issue(method: &str, rest: &[&str]) -> Self {
        match (method, rest) {
            ("GET", []) => Self::GetIssue,
            ("PUT", []) => Self::EditIssue,
            ("DELETE", []) => Self::DeleteIssue,
            ("GET", ["transitions"]) => Self::GetTransitions,
            ("POST", ["transitions"]) => Self::DoTransition,
            ("GET", ["comment", ..]) => Self::GetComments,
            ("POST", ["comment"]) => Self::AddComment,
            ("GET", ["properties", ..]) => Self::GetProperties,
            ("PUT", ["properties", _]) => Self::SetProperty,
            ("DELETE", ["properties", _]) => Self::DeleteProperty,
            ("GET", ["remotelink", ..]) => Self::GetRemoteLinks,
            ("POST", ["remotelink"]) => Self::SetRemoteLink,
            ("POST", ["attachments"]) => Self::AddAttachment,
            _ => Self::Other,
        }
    }
}

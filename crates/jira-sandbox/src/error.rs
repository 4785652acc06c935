//! Refusals in Jira's form.

use std::collections::BTreeMap;
use std::fmt;

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// A request the sandbox refuses: general messages and messages by field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ApiError {
    status: StatusCode,
    messages: Vec<String>,
    fields: BTreeMap<String, String>,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            messages: vec![message.into()],
            fields: BTreeMap::new(),
        }
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, message)
    }

    /// Real Jira does not tell a missing issue from a hidden one.
    pub(crate) fn no_issue() -> Self {
        Self::not_found("Issue does not exist or you do not have permission to see it.")
    }

    pub(crate) fn field(name: &str, message: impl Into<String>) -> Self {
        Self::fields(BTreeMap::from([(name.to_owned(), message.into())]))
    }

    pub(crate) fn fields(fields: BTreeMap<String, String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            messages: Vec::new(),
            fields,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let messages = self.messages.iter().chain(self.fields.values());
        f.write_str(&messages.map(String::as_str).collect::<Vec<_>>().join(" "))
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        // Both members are always present, as the strict contract file demands.
        let body = json!({ "errorMessages": self.messages, "errors": self.fields });
        (self.status, Json(body)).into_response()
    }
}

//! Trouble on demand: what can go wrong, and when.

mod act;
mod modes;
mod rules;

pub(crate) use act::{Cut, gate};
pub use modes::{Modes, Signature, TokenState, WebhookModes};
pub(crate) use rules::Rules;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::operation::Operation;

/// A fault and the requests it hits. In JSON the members of [`FaultKind`] lie beside the others:
/// `{"kind":"rate_limited","operation":"create_issue","retry_after":{"seconds":2},"times":1}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    /// What happens.
    #[serde(flatten)]
    pub kind: FaultKind,
    /// The operation it hits; `None` for all.
    #[serde(default)]
    pub operation: Option<Operation>,
    /// How many requests it hits before it is used up. `None`: one, or without end when
    /// `probability` is given.
    #[serde(default)]
    pub times: Option<u32>,
    /// Chance per matching request, 0 to 1; `None` hits each one.
    #[serde(default)]
    pub probability: Option<f64>,
    /// Seed of the sequence that decides: the same requests in the same order fare the same.
    #[serde(default)]
    pub seed: u64,
}

impl Fault {
    /// Hits the next request for `operation`, once.
    #[must_use]
    pub const fn once(operation: Operation, kind: FaultKind) -> Self {
        Self {
            kind,
            operation: Some(operation),
            times: Some(1),
            probability: None,
            seed: 0,
        }
    }

    /// Hits each request for `operation` with the given chance, until cleared.
    #[must_use]
    pub const fn seeded(operation: Operation, kind: FaultKind, probability: f64, seed: u64) -> Self {
        Self {
            kind,
            operation: Some(operation),
            times: None,
            probability: Some(probability),
            seed,
        }
    }
}

/// What goes wrong. "Commit" means that the sandbox has done what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FaultKind {
    /// 429, nothing processed.
    RateLimited {
        /// The `Retry-After` header, in one of its forms or missing.
        #[serde(default)]
        retry_after: RetryAfter,
        /// The `RateLimit-Reason` header, e.g. `jira-burst-based`.
        #[serde(default)]
        reason: Option<String>,
    },
    /// A 5xx with an HTML body as a gateway sends it, nothing processed.
    ServerError {
        /// 500, 502, 503 or 504.
        status: u16,
        /// The `Retry-After` header.
        #[serde(default)]
        retry_after: RetryAfter,
    },
    /// 401 for this request although the token is good.
    Unauthorized,
    /// 403, nothing processed.
    Forbidden,
    /// 400 with these messages by field, nothing processed.
    FieldErrors {
        /// Message by field name.
        errors: BTreeMap<String, String>,
    },
    /// 413, nothing processed.
    TooLarge,
    /// The connection is reset before the body is read; nothing processed.
    ResetBeforeRead,
    /// Processed, and answered after a pause.
    Slow {
        /// Milliseconds before the first byte of the answer.
        delay_ms: u64,
    },
    /// Processed; the head of the answer comes at once, its body after a pause.
    SlowBody {
        /// Milliseconds between head and body.
        delay_ms: u64,
    },
    /// Processed; the answer ends in the middle of its JSON.
    TruncatedJson,
    /// Processed; the answer is held back, then the connection closes without one.
    CommitThenTimeout {
        /// Milliseconds until the connection closes; more than the client's timeout, to be one.
        hold_ms: u64,
    },
    /// Processed; the connection is reset at once.
    CommitThenReset,
    /// Processed; the answer is a 5xx.
    CommitThenServerError {
        /// 500, 502, 503 or 504.
        status: u16,
    },
}

impl FaultKind {
    /// The name used in the log, equal to the JSON `kind`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::RateLimited { .. } => "rate_limited",
            Self::ServerError { .. } => "server_error",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::FieldErrors { .. } => "field_errors",
            Self::TooLarge => "too_large",
            Self::ResetBeforeRead => "reset_before_read",
            Self::Slow { .. } => "slow",
            Self::SlowBody { .. } => "slow_body",
            Self::TruncatedJson => "truncated_json",
            Self::CommitThenTimeout { .. } => "commit_then_timeout",
            Self::CommitThenReset => "commit_then_reset",
            Self::CommitThenServerError { .. } => "commit_then_server_error",
        }
    }
}

/// The forms of a `Retry-After` header (RFC 9110, 10.2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RetryAfter {
    /// No such header.
    #[default]
    Missing,
    /// A number of seconds.
    Seconds(u64),
    /// An HTTP date this many seconds ahead.
    HttpDate(u64),
}

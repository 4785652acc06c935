//! Lasting states of the sandbox, as opposed to faults that hit single requests.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::index::IndexLag;

/// How the sandbox behaves until told otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Modes {
    /// Whether the token works.
    pub token: TokenState,
    /// The account has lost its permissions: 403 on every write, 404 on every read of an issue.
    pub forbidden: bool,
    /// Optional fields that the project now demands, e.g. `customfield_10010` or `duedate`.
    pub required_fields: BTreeSet<String>,
    /// How long searches do not see a write.
    pub index_lag: IndexLag,
    /// Added to every time the sandbox states, in milliseconds.
    pub clock_skew_ms: i64,
    /// How webhooks are delivered.
    pub webhooks: WebhookModes,
}

/// What the configured token is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenState {
    /// It signs in; any other token gets 401.
    #[default]
    Valid,
    /// 401 for everything.
    Revoked,
    /// Cloud's trap: the caller counts as anonymous. Only `/myself` says 401, an issue is 404, a
    /// search finds nothing, and `X-AAccountId` is missing.
    Masked,
}

/// How deliveries go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookModes {
    /// Further copies of each delivery, under the same identifier.
    pub duplicates: u8,
    /// Milliseconds before a delivery leaves.
    pub delay_ms: u64,
    /// Each two deliveries to one address change places.
    pub reorder: bool,
    /// Whether the signature is right.
    pub signature: Signature,
}

/// What stands in `X-Hub-Signature`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// The HMAC of the body.
    #[default]
    Right,
    /// The HMAC of something else.
    Wrong,
    /// No header although a secret is set.
    Missing,
}

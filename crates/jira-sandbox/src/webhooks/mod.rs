//! Admin webhooks: who is told about changes, and how.

mod courier;
mod payload;
mod sign;

pub(crate) use courier::{Courier, deliver_all};
pub use sign::hub_signature;

use serde_json::{Value, json};

use crate::site::Site;

/// A registered webhook. No `Debug`: it holds a secret.
#[derive(Clone)]
pub(crate) struct Webhook {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) events: Vec<String>,
    /// JQL that issues must match; empty for all.
    pub(crate) filter: String,
    pub(crate) exclude_body: bool,
    pub(crate) enabled: bool,
    /// Never empty: an empty secret is no secret.
    pub(crate) secret: Option<String>,
}

impl Webhook {
    /// The registration as Jira shows it: whether there is a secret, not which.
    pub(crate) fn describe(&self, site: &Site) -> Value {
        json!({
            "name": self.name,
            "url": self.url,
            "excludeBody": self.exclude_body,
            "events": self.events,
            "filters": {"issue-related-events-section": self.filter},
            "enabled": self.enabled,
            "isSigned": self.secret.is_some(),
            "self": format!("{}/rest/webhooks/1.0/webhook/{}", site.origin, self.id),
        })
    }
}

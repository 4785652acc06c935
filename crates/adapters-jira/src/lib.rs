//! The tracker port on Jira Cloud (REST v3) and Data Center (REST v2).
//!
//! Invariants:
//! - an answer that was not certainly given to our own account is never read as "not there" or "nothing
//!   found" ([`identity`]);
//! - nothing is retried here, and a create whose end is not known is `Unknown`, never an error that invites
//!   a second one ([`failure`]);
//! - customer text reaches Jira only as text: ADF text nodes on Cloud, a closed `{noformat}` block on Data
//!   Center ([`adf`], [`wiki`]);
//! - credentials are never in an error, a log line or a `Debug` output.

mod adf;
mod check;
mod create;
mod description;
mod failure;
mod find;
mod http;
mod identity;
mod jql;
mod messages;
mod retry_after;
mod screen;
mod settings;
mod statuses;
mod summary;
mod tracker;
mod wiki;

#[cfg(test)]
mod tests;

pub use settings::{Flavor, JiraSettings, JiraSettingsError, Timeouts};
pub use tracker::JiraTracker;

//! A stateful stand-in for Jira, Cloud (REST v3) or Data Center (REST v2), for the demo and the
//! tests: issues, transitions, comments, properties, links, search with a lagging index, signed
//! webhooks, and faults on demand.
//!
//! ```no_run
//! # async fn example() -> Result<(), jira_sandbox::SandboxError> {
//! use jira_sandbox::{Fault, FaultKind, Flavor, Operation, Sandbox, SandboxOptions};
//!
//! let sandbox = Sandbox::start(SandboxOptions::loopback(Flavor::Cloud)).await?;
//! sandbox.inject(Fault::once(Operation::CreateIssue, FaultKind::CommitThenReset));
//! // … a client at sandbox.base_url() creates an issue and loses the answer …
//! assert_eq!(sandbox.log().creates, 1);
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

mod adf;
mod app;
mod auth;
mod changes;
mod clock;
mod control;
mod dice;
mod error;
mod events;
mod faults;
mod fields;
mod index;
mod journal;
mod jql;
mod model;
mod operation;
mod options;
mod pages;
mod render;
mod routes;
mod sandbox;
mod selection;
mod server;
mod site;
mod snapshot;
mod webhooks;
mod workflow;
mod world;

pub use faults::{Fault, FaultKind, Modes, RetryAfter, Signature, TokenState, WebhookModes};
pub use index::IndexLag;
pub use journal::{Log, LogEntry};
pub use operation::Operation;
pub use options::{Flavor, SandboxOptions};
pub use sandbox::{Sandbox, SandboxError};
pub use snapshot::{IssueSnapshot, Snapshot};
pub use webhooks::hub_signature;
pub use workflow::{Category, Status};

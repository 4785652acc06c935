//! What the proofs on the whole program share: they start the real binaries, walk the journey over HTTP
//! as a visitor does, keep a ledger of what was acknowledged, and compare it with the database and with
//! what the Jira stand-in holds.

pub mod audit;
pub mod browser;
pub mod database;
pub mod desk;
pub mod html;
pub mod kept_logs;
pub mod launch;
pub mod leaks;
pub mod ledger;
pub mod load;
pub mod mailbox;
pub mod random;
pub mod ranks;
pub mod report;
pub mod sandbox;
pub mod settings;
pub mod strace;
pub mod visitor;

use std::error::Error;

/// What went wrong in the rig itself, or made a proof impossible.
pub type Fault = Box<dyn Error + Send + Sync>;

/// What most of the rig returns.
pub type Result<T> = std::result::Result<T, Fault>;

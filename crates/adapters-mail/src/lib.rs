//! The mailer port: SMTP, and a mailbox that keeps mail on this server.
//!
//! Invariants:
//! - every name and subject passes through [`header::clean_header`], because a line break in one makes lettre
//!   panic;
//! - a mail is composed the same way on every attempt, with ids that come from its ticket, so that a mail
//!   sent twice is seen once;
//! - nothing goes over the network unencrypted, except to loopback where the settings say so; certificates
//!   are always checked;
//! - no reason of a failure holds an address, and nothing is logged.

mod failure;
mod header;
mod look;
mod mailbox;
mod messages;
mod session;
mod smtp;
mod smtp_url;

pub use look::{MailLook, MailSettingsError};
pub use mailbox::MailboxMailer;
pub use smtp::{SmtpMailer, SmtpSettings};
pub use smtp_url::SmtpUrl;

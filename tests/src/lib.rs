//! What the tests of more than one crate share.

pub mod databases;
pub mod mailer_contract;
pub mod site;
pub mod skipped;
pub mod smtp_sink;
pub mod store_contract;
pub mod tracker_contract;

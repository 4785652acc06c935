//! Frontdesk's vocabulary, its rules, and the ports through which the rules meet the outside.
//!
//! Invariants:
//! - nothing here does I/O, reads a clock or draws a random number: time, new ids and random bytes are
//!   arguments, or come through a port;
//! - text from outside becomes a type here, once (`parse`), and is trusted from then on;
//! - rules are plain functions over values. A page asks, it never decides.

pub mod access;
pub mod accounts;
pub mod auth;
pub mod bulk;
pub mod clients;
pub mod counters;
pub mod deliveries;
pub mod feedback;
pub mod letters;
pub mod notices;
pub mod ports;
pub mod presence;
pub mod queue;
pub mod replies;
pub mod search;
pub mod secrets;
pub mod tasks;
pub mod text;
pub mod tickets;
pub mod time;

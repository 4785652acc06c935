//! Tickets.

mod submit_ticket;

pub use submit_ticket::{Registration, Submission, SubmitTicket};

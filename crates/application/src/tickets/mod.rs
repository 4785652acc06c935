//! Tickets.

mod keep;
mod submit_ticket;

pub(crate) use keep::{keep, keep_new};
pub use submit_ticket::{Registration, Submission, SubmitTicket};

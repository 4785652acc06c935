//! Tickets.

mod change;
mod delete_ticket;
mod hand_back;
mod keep;
mod list;
mod merge_ticket;
mod open_ticket;
mod pages;
mod rate_ticket;
mod submit_ticket;
mod take_next;
mod work;

pub(crate) use change::At;
pub use change::TicketSaved;
pub(crate) use keep::keep;
pub use list::ListedTicket;
pub use open_ticket::{OpenTicket, Opened};
pub use pages::{DeskHead, PortalHead, QueuePage, StatusCounts};
pub use submit_ticket::{Registration, Submission, SubmitTicket};

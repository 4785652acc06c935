//! Tickets: what someone asked for, and what becomes of it.

mod category;
mod event;
mod external;
mod number;
mod one_open;
mod priority;
mod status;
mod text;
mod ticket;

pub use category::{Category, CategoryId, CategoryKey};
pub use event::{Actor, EventKind, TicketEvent};
pub use external::{ExternalId, ExternalReference, TrackedStatus, TrackerMark, TrackerStatus};
pub use number::TicketNumber;
pub use one_open::OneOpenRule;
pub use priority::Priority;
pub use status::Status;
pub use text::{Body, Subject};
pub use ticket::{NewTicket, Source, Ticket};

//! Tickets: what someone asked for, and what becomes of it. `docs/TICKETS.md` has the tables.

mod actor;
mod category;
mod changes;
mod event;
mod external;
mod new_ticket;
mod number;
mod one_open;
mod priority;
mod source;
mod standing;
mod status;
mod text;
mod ticket;
mod turn;
mod worked_by;

pub use actor::Actor;
pub use category::{Category, CategoryEntry, CategoryId, CategoryKey, CategoryLabel};
pub use changes::{ClientWrote, Edit, ReopenWindow, Restore, Slot, StaffChange};
pub use event::{EventKind, TaskLine, TicketEvent};
pub use external::{ExternalId, ExternalReference, TrackedStatus, TrackerMark, TrackerStatus};
pub use new_ticket::NewTicket;
pub use number::TicketNumber;
pub use one_open::OneOpenRule;
pub use priority::Priority;
pub use source::Source;
pub use standing::{Ending, Standing};
pub use status::{Status, StatusKind};
pub use text::{Body, Subject};
pub use ticket::{Changed, NotNow, Ticket};
pub use turn::Turn;
pub use worked_by::WorkedBy;

//! Tickets, their history and their track links.

mod delete;
mod event;
mod repository;
mod row;
mod save;
mod texts;

pub(crate) use event::{EventRow, event_columns};
pub(crate) use row::{TicketRow, external, precedence, status, ticket_columns};
pub(crate) use texts::TextsRead;

#[cfg(test)]
pub(crate) use repository::{STALEST, UNRESOLVED_OF};

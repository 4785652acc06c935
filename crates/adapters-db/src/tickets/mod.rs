//! Tickets, their history and their track links.

mod repository;
mod row;

pub(crate) use row::{TicketRow, external, status, ticket_columns};

#[cfg(test)]
pub(crate) use repository::STALEST;

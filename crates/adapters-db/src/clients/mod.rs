//! Clients.

mod repository;
mod row;

pub(crate) use repository::stored;
pub(crate) use row::{ClientRow, client_columns, email, name, number};

//! Clients.

mod repository;
mod row;

#[cfg(test)]
pub(crate) use repository::WITHOUT_ACCOUNT;
pub(crate) use repository::stored;
pub(crate) use row::{ClientRow, client_columns, email, name, number};

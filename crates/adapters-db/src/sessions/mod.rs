//! Sessions.

mod held;
mod queries;
mod repository;
mod row;

#[cfg(test)]
pub(crate) use queries::{HELD, OF_ACCOUNT, OF_CLIENT};
#[cfg(test)]
pub(crate) use repository::{END_ALL_OF_ACCOUNT, END_ALL_OF_CLIENT, SWEEP};

//! Recovery codes.

mod repository;

#[cfg(test)]
pub(crate) use repository::{LEFT, TAKE_ALL, USE_UP};

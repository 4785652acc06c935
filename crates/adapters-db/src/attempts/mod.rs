//! Attempts at what may be guessed.

mod repository;

#[cfg(test)]
pub(crate) use repository::{READ, SWEEP};

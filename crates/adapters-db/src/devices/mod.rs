//! Browsers from which people signed in before.

mod repository;

#[cfg(test)]
pub(crate) use repository::{IS_KNOWN, SWEEP};

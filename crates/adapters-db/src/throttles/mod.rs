//! Throttles and the audit of look-ups.

mod repository;

#[cfg(test)]
pub(crate) use repository::{COUNT, SWEEP_LOOK_UPS, SWEEP_WINDOWS};

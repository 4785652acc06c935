//! Mailed links: what makes each work once.

mod repository;

#[cfg(test)]
pub(crate) use repository::{GOOD, SWEEP, USE_UP, VOID, VOID_OF_NOBODY};

//! Unfinished texts.

mod repository;

#[cfg(test)]
pub(crate) use repository::SWEEP;
pub(crate) use repository::draft;

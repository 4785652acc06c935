//! Unfinished texts.

mod repository;

pub(crate) use repository::draft;
#[cfg(test)]
pub(crate) use repository::SWEEP;

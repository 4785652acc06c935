//! The figures at the heads of pages.

mod queries;
mod repository;

#[cfg(test)]
pub(crate) use queries::{AND_OF, OF};

//! Categories.

mod repository;

pub(crate) use repository::entry;

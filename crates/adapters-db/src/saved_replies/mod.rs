//! Saved replies.

mod repository;

pub(crate) use repository::saved;

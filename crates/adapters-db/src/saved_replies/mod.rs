//! Saved replies.

mod repository;

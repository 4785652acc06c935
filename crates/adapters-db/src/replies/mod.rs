//! Replies.

mod repository;

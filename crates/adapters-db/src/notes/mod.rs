//! Internal notes.

mod repository;

//! Categories.

mod repository;

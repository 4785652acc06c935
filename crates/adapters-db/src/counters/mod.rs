//! The figures at the heads of pages.

mod queries;
mod repository;

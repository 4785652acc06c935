//! Letters.

mod repository;

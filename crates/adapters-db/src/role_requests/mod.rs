//! Requests for staff roles.

mod repository;

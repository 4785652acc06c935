//! Throttles and the audit of look-ups.

mod repository;

//! The outbox.

mod claim;
mod queries;
mod repository;
mod rest;
mod row;

#[cfg(test)]
pub(crate) use {
    claim::DUE,
    queries::{COUNTS, DOSSIER, LIST},
};

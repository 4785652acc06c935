//! The storage ports on SeaORM: SQLite, PostgreSQL and MySQL or MariaDB.
//!
//! [`connect`] opens a [`Database`]; [`Database::migrate`] brings its schema up to date;
//! [`Database::store`] and [`Database::queries`] are the ports. Every statement is a constant text with
//! bound values ([`sql`](self)), so nothing that comes from outside can become part of one. Rows and their
//! reading are private to this crate, one folder per feature.

mod accounts;
mod attempts;
mod backup;
mod bulks;
mod categories;
mod clients;
mod codes;
mod connect;
mod counters;
mod database;
mod deliveries;
mod devices;
mod drafts;
mod engine;
mod error;
mod front_desk;
mod group;
mod holder;
mod letters;
mod links;
mod mailbox;
mod notes;
mod notices;
mod presences;
mod queries;
mod queue;
mod ratings;
mod recovery_codes;
mod replies;
mod role_requests;
mod saved_replies;
mod schema;
mod search;
mod sessions;
mod settings;
mod sql;
mod submissions;
mod sweep;
mod tasks;
mod throttles;
mod ticket_pages;
mod tickets;
mod track;
mod unit_of_work;

#[cfg(test)]
mod tests;

pub use connect::connect;
pub use database::Database;
pub use engine::Engine;
pub use error::DatabaseError;
pub use queries::SeaQueries;
pub use schema::{Migrated, SCHEMA_VERSION};
pub use settings::DatabaseSettings;
pub use unit_of_work::SeaStore;

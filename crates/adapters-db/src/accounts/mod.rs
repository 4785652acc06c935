//! Accounts, and what admins ask about people.

mod queries;
mod repository;
mod row;
mod waits;
mod words;

pub(crate) use row::{ON, name, role, state, theme};

#[cfg(test)]
pub(crate) use {
    queries::{ALL, APPROVALS, BY_BOTH, BY_ROLE, BY_STATE, PERSON, SEARCH, TICKETS, WAITING},
    repository::{ADMINS, BY_CLIENT, BY_EMAIL, BY_USERNAME, SWEEP},
};

//! Lists of tickets for staff.

mod choices;
mod filter;
mod queries;
mod row;
mod search;

pub(crate) use filter::{last_changed_first, with_status};
pub(crate) use queries::seen_since;
pub(crate) use row::named;

#[cfg(test)]
pub(crate) use {
    filter::{Source, WITH_THE_REST, page},
    queries::BOARD,
};

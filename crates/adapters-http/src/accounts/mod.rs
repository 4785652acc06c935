//! Accounts: making one, looking after one's own, and looking after everybody's.

mod approvals;
pub(crate) mod details;
mod office;
mod people;
mod profile;
mod register;
mod words;

use axum::Router;

use crate::state::Desk;

pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .merge(register::router())
        .merge(profile::router())
        .merge(people::router())
        .merge(approvals::router())
}

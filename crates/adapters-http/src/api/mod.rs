//! What programs read: JSON, under `/api/v1`. `docs/API.md` describes it.

mod problem;
#[cfg(test)]
mod tests;
mod tickets;

use axum::{Router, routing::get};

use crate::{paths, state::Desk};

pub(crate) fn router() -> Router<Desk> {
    Router::new().route(paths::API_TICKETS, get(tickets::list))
}

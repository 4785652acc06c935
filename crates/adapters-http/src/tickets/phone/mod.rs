//! Opening a ticket for a client who calls: who they are, and what is wrong, on one page.

mod form;
mod send;
#[cfg(test)]
mod tests;
mod views;

use axum::{Router, routing::get};

use crate::{paths, state::Desk};

pub(super) fn router() -> Router<Desk> {
    Router::new().route(paths::DESK_NEW, get(send::show).post(send::send))
}

//! The board: a column for each status.

mod cards;
#[cfg(test)]
mod tests;
mod views;

use axum::{Router, routing::get};

use crate::{paths, state::Desk};

pub(super) fn router() -> Router<Desk> {
    Router::new().route(paths::DESK_BOARD, get(cards::show).post(cards::move_one))
}

//! The queue: every ticket, for staff.

mod bulk;
mod change;
mod choices;
mod list;
mod looked_for;
mod next;
mod outcome;
#[cfg(test)]
mod tests;
mod views;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{paths, state::Desk};

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::DESK, get(list::show))
        .route(paths::DESK_NEXT, post(next::take))
        .route(paths::DESK_BULK, post(bulk::change))
        .route(paths::DESK_BULK_UNDO, post(bulk::undo))
}

//! The keys, and whether they are on.

use axum::Router;

use crate::state::Desk;

pub(super) fn router() -> Router<Desk> {
    Router::new()
}

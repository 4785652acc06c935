//! What programs read.

use axum::Router;

use crate::state::Desk;

pub(crate) fn router() -> Router<Desk> {
    Router::new()
}

//! Who waits to be let in, and the answer.

use axum::Router;

use crate::state::Desk;

pub(super) fn router() -> Router<Desk> {
    Router::new()
}

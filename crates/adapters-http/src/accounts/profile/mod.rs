//! What someone signed in looks after about themselves.

use axum::Router;

use crate::state::Desk;

pub(super) fn router() -> Router<Desk> {
    Router::new()
}

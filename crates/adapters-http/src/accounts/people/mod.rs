//! Everyone with an account, for admins.

use axum::Router;

use crate::state::Desk;

pub(super) fn router() -> Router<Desk> {
    Router::new()
}

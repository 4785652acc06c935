//! Making an account, and proving its e-mail.

use axum::Router;

use crate::state::Desk;

pub(super) fn router() -> Router<Desk> {
    Router::new()
}

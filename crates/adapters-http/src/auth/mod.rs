//! Signing in and out, and choosing a new password.

pub(crate) mod proof;

use axum::Router;

use crate::state::Desk;

pub(crate) fn router() -> Router<Desk> {
    Router::new()
}

//! What staff work with besides tickets.

mod keys;
mod saved_replies;
mod settings;

use axum::Router;

use crate::state::Desk;

pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .merge(saved_replies::router())
        .merge(settings::router())
        .merge(keys::router())
}

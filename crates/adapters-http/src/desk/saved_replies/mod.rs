//! Replies kept to be used again: one's own, and everybody's, which admins look after.

mod keep;
#[cfg(test)]
mod tests;
mod views;

use axum::{Router, routing::get};

use crate::{paths, state::Desk};

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::SAVED_REPLIES, get(keep::show).post(keep::add))
        .route(paths::SAVED_REPLY, get(keep::one).post(keep::change))
}

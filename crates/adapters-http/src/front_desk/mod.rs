//! The front desk: who is it, have they a ticket already, and what is wrong?

mod add;
mod forms;
mod landing;
mod present;
mod submit;
#[cfg(test)]
mod tests;
mod ticket;
pub(crate) mod views;
mod visit;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{paths, state::Desk};

pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::FRONT_DESK, get(landing::show).post(landing::look_up))
        .route(paths::TICKET, get(ticket::show).post(submit::send))
        .route(paths::TICKET_ADD, post(add::send))
        .route(paths::TICKET_ADDED, get(add::added))
}

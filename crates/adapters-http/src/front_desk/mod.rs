//! The front desk: who is it, have they a ticket already, and what is wrong?
//!
//! An open desk answers at once; a verified one when a mailed code was typed (`code.rs`).

mod add;
mod code;
mod forms;
mod landing;
mod present;
mod register;
mod submit;
#[cfg(test)]
mod tests;
mod ticket;
pub(crate) mod views;
mod visit;
mod waiting;

use axum::{
    Router,
    routing::{get, post},
};
use frontdesk_domain::access::DeskIdentity;

use crate::{paths, state::Desk};

pub(crate) fn router(identity: DeskIdentity) -> Router<Desk> {
    let router = Router::new()
        .route(paths::FRONT_DESK, get(landing::show).post(landing::look_up))
        .route(paths::TICKET, get(ticket::show).post(submit::send))
        .route(paths::TICKET_ADD, post(add::send))
        .route(paths::TICKET_ADDED, get(add::added));
    match identity {
        DeskIdentity::Open => router,
        DeskIdentity::Verified => router
            .route(paths::TICKET_CODE, get(code::show).post(code::send))
            .route(paths::TICKET_CODE_AGAIN, post(code::again))
            .route(paths::TICKET_REGISTER, post(register::send)),
    }
}

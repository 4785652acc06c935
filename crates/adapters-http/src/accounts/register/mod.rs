//! Making an account, and proving its e-mail.

mod form;
mod sign_up;
#[cfg(test)]
mod tests;
mod verify;
mod views;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{paths, state::Desk};

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::REGISTER, get(sign_up::show).post(sign_up::send))
        .route(paths::VERIFY, get(verify::show).post(verify::prove))
        .route(paths::VERIFY_AGAIN, post(verify::send_again))
}

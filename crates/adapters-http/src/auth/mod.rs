//! Signing in and out, and choosing a new password.

mod code;
mod door;
mod forgot;
pub(crate) mod kept;
pub(crate) mod proof;
mod reset;
mod second_step;
mod set_up;
mod sign_in;
mod sign_out;
#[cfg(test)]
mod tests;
mod views;

pub(crate) use self::{
    door::{Door, Entry, Next, redirect},
    views::{SIGNED_OUT, VERIFIED},
};
use axum::{
    Router,
    routing::{get, post},
};

use crate::{paths, state::Desk};

pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::SIGN_IN, get(sign_in::show).post(sign_in::send))
        .route(paths::SECOND_STEP, get(second_step::show).post(second_step::send))
        .route(paths::SIGN_IN_CODE, get(code::show).post(code::ask))
        .route(paths::SIGN_IN_CODE_TYPE, get(code::show_typing).post(code::send))
        .route(paths::SIGN_IN_CODE_AGAIN, post(code::again))
        .route(paths::SIGN_OUT, get(sign_out::show).post(sign_out::send))
        .route(paths::FORGOT_PASSWORD, get(forgot::show).post(forgot::send))
        .route(paths::RESET_PASSWORD, get(reset::show).post(reset::send))
        .route(paths::SET_UP, get(set_up::show).post(set_up::send))
}

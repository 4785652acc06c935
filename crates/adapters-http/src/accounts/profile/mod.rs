//! What someone signed in looks after about themselves.

mod details;
mod email;
mod mails;
mod own;
mod password;
mod second_step;
mod sessions;
#[cfg(test)]
mod tests;
mod views;

use axum::{
    Router,
    routing::{get, post},
};

use crate::{paths, state::Desk};

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::PROFILE, get(details::show).post(details::save))
        .route(
            paths::PROFILE_PASSWORD,
            get(password::show).post(password::change),
        )
        .route(paths::PROFILE_EMAIL, get(email::show).post(email::ask))
        .route(
            paths::PROFILE_EMAIL_CONFIRM,
            get(email::show_code).post(email::confirm),
        )
        .route(paths::PROFILE_MAILS, get(mails::show).post(mails::save))
        .route(paths::SESSIONS, get(sessions::show))
        .route(paths::SESSIONS_END, post(sessions::end_all))
        .route(paths::SESSION_END, post(sessions::end))
        .route(
            paths::SECOND_STEP_SET_UP,
            get(second_step::show).post(second_step::offer),
        )
        .route(
            paths::SECOND_STEP_CONFIRM,
            get(second_step::show_offer).post(second_step::confirm),
        )
        .route(paths::SECOND_STEP_OFF, post(second_step::switch_off))
        .route(paths::RECOVERY_CODES, post(second_step::renew_codes))
}

//! The keys, and whether they are on.

#[cfg(test)]
mod tests;
mod views;

use axum::{
    Router,
    http::{HeaderValue, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::get,
};

use crate::{cookies, paths, security::Form, state::Desk, tickets::Staff};

const YEAR: u32 = 365 * 24 * 3600;

pub(super) fn router() -> Router<Desk> {
    Router::new().route(paths::DESK_KEYS, get(show).post(switch))
}

async fn show(staff: Staff) -> Response {
    let page = views::keys(staff.visitor.keys_are_off);
    staff.lay(StatusCode::OK, &page).await
}

/// Kept by this browser only: another one may stand where nobody types by accident.
async fn switch(_staff: Staff, mut form: Form) -> impl IntoResponse {
    let is_off = form.take(views::KEYS) == cookies::OFF;
    let cookie = keep(is_off).map(|cookie| (header::SET_COOKIE, cookie));
    (AppendHeaders(cookie), Redirect::to(paths::DESK_KEYS))
}

fn keep(is_off: bool) -> Option<HeaderValue> {
    let (value, age) = if is_off { (cookies::OFF, YEAR) } else { ("", 0) };
    let cookie = format!(
        "{}={value}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax",
        cookies::KEYS
    );
    HeaderValue::try_from(cookie).ok()
}

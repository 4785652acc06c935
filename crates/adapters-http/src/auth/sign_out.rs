//! `/sign-out`: asked first, so that no link and no picture signs anybody out.

use axum::{
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    door::{Door, redirect},
    views,
};
use crate::{paths, problem::Problem};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Nothing of a person stays in the browser. Not `"cookies"`: a browser would take every cookie of the whole
/// registered domain, of its other sites too, and ours that make the browser known, by which its owner gets in
/// while a stranger tries their password. What holds the session is forgotten by name.
const CLEARED: HeaderValue = HeaderValue::from_static(r#""cache", "storage""#);

pub(super) async fn show(door: Door) -> Response {
    match &door.visitor.person {
        Some(person) => door.show(StatusCode::OK, &views::sign_out(person)),
        None => Redirect::to(paths::SIGN_IN).into_response(),
    }
}

pub(super) async fn send(door: Door) -> Result<Response, Problem> {
    // Should this fail, they are told so and still have their session: better than to believe it over.
    door.end_session().await?;
    let cookies = door.desk.cookies;
    let forgotten = [cookies.forget_session(), cookies.forget_request()];
    let mut response = redirect(forgotten, &paths::done(paths::SIGN_IN, views::SIGNED_OUT));
    response.headers_mut().insert(CLEAR_SITE_DATA, CLEARED);
    Ok(response)
}

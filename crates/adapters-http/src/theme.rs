//! Light or dark: chosen by a button, applied by the server, so no page flashes. Someone signed in has it on
//! every device; everybody else in a cookie.

use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderValue, header},
    response::{AppendHeaders, IntoResponse, Redirect},
    routing::post,
};
use frontdesk_domain::accounts::Theme;

use crate::{cookies, paths, problem::Problem, security::Form, site::Visitor, state::Desk};

const YEAR: u32 = 365 * 24 * 3600;

/// `POST /theme`.
pub(crate) fn router() -> Router<Desk> {
    Router::new().route(paths::THEME, post(choose))
}

async fn choose(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    mut form: Form,
) -> Result<impl IntoResponse, Problem> {
    let theme = Theme::from_key(&form.take("theme")).unwrap_or_default();
    if let Some(person) = visitor.person.filter(|person| person.account().is_some()) {
        desk.detached(|app| async move { app.choose_theme(&person, theme).await })
            .await?;
    }
    let back = form.take("back");
    let back = paths::local(&back).unwrap_or(paths::FRONT_DESK);
    let cookie = keep(theme).map(|cookie| (header::SET_COOKIE, cookie));
    Ok((AppendHeaders(cookie), Redirect::to(back)))
}

fn keep(theme: Theme) -> Option<HeaderValue> {
    let age = if theme == Theme::Device { 0 } else { YEAR };
    let cookie = format!(
        "{}={}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax",
        cookies::THEME,
        theme.key()
    );
    HeaderValue::try_from(cookie).ok()
}

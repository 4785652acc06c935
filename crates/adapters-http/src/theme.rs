//! Light or dark: chosen by a button, kept in a cookie, applied by the server, so no page flashes.

use axum::{
    Router,
    http::{HeaderValue, header},
    response::{AppendHeaders, IntoResponse, Redirect},
    routing::post,
};

use crate::{paths, security::Form, site::Theme};

/// The cookie's name. It holds one word and means nothing to anyone else, so it needs no `__Host-` prefix, which
/// would also keep it from working without TLS.
pub const COOKIE: &str = "theme";
const YEAR: u32 = 365 * 24 * 3600;

/// `POST /theme`.
pub(crate) fn router() -> Router {
    Router::new().route(paths::THEME, post(choose))
}

async fn choose(mut form: Form) -> impl IntoResponse {
    let (age, theme) = match Theme::read(&form.take("theme")) {
        Theme::System => (0, Theme::System),
        theme => (YEAR, theme),
    };
    let cookie = format!(
        "{COOKIE}={}; Path=/; Max-Age={age}; HttpOnly; SameSite=Lax",
        theme.word()
    );
    let back = form.take("back");
    let back = if is_local(&back) {
        back.as_str()
    } else {
        paths::FRONT_DESK
    };
    let cookie = HeaderValue::try_from(cookie)
        .ok()
        .map(|cookie| (header::SET_COOKIE, cookie));
    (AppendHeaders(cookie), Redirect::to(back))
}

/// A place on this server and nowhere else, whatever a browser makes of slashes, backslashes and control
/// characters.
fn is_local(place: &str) -> bool {
    let is_path = place.starts_with('/') && !place.starts_with("//");
    is_path && place.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_on_this_server_are_led_back_to() {
        assert!(is_local("/ticket?visit=abc") && is_local("/"));
        for place in [
            "",
            "//evil",
            "https:evil",
            "https://evil",
            "/\\evil",
            "\\\\evil",
            "/\r\nX: y",
            "/a b",
            "/\u{2028}",
        ] {
            assert!(!is_local(place), "{place:?}");
        }
    }
}

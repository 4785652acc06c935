//! Changing requests must come from our own pages: the scheme of Go 1.25's `CrossOriginProtection`. The browser
//! says where a request comes from, so no token has to be carried by the pages.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;

use crate::{cookies, problem::Problem, site::Visitor};

pub(super) async fn refuse(request: Request, next: Next) -> Response {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let origin = request
        .extensions()
        .get::<Visitor>()
        .map_or("", |visitor| visitor.origin.as_str());
    if is_safe || is_our_page(request.headers(), origin) {
        next.run(request).await
    } else {
        Problem::OtherSite.into_response()
    }
}

/// `same-site` is refused too: a neighbour under the same domain is not us.
fn is_our_page(headers: &HeaderMap, ours: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return matches!(site.as_bytes(), b"same-origin" | b"none");
    }
    if let Some(origin) = headers.get(header::ORIGIN) {
        return origin.as_bytes() == ours.as_bytes();
    }
    // A request without any cookie of ours cannot act in anybody's name.
    let sent = CookieJar::from_headers(headers);
    cookies::NAMES.iter().all(|name| sent.get(name).is_none())
}

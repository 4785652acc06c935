//! One ticket, for who holds its link: its receipt here, its page and all below it in [`portal`].

mod handlers;
#[cfg(test)]
mod tests;
pub(crate) mod views;

use axum::{
    Router,
    extract::Request,
    http::{HeaderValue, header},
    middleware::{Next, from_fn},
    response::Response,
    routing::get,
};

use crate::{paths, site::Visitor, state::Desk, tickets::portal};

pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .merge(portal::by_link())
        .route(paths::TRACK_RECEIPT, get(handlers::receipt))
        .layer(from_fn(keep_private))
}

/// The link is the key, so it is told to nobody, not even to ourselves. With this policy a browser sends
/// `Origin: null` with forms; over plain HTTP it says nothing else about where a form comes from, and the reply
/// box would be refused. There the next best policy has to do.
async fn keep_private(request: Request, next: Next) -> Response {
    let says_where_from = request
        .extensions()
        .get::<Visitor>()
        .is_some_and(|visitor| is_trustworthy(&visitor.origin));
    let mut response = next.run(request).await;
    let policy = if says_where_from {
        "no-referrer"
    } else {
        "same-origin"
    };
    response
        .headers_mut()
        .insert(header::REFERRER_POLICY, HeaderValue::from_static(policy));
    response
}

/// Where browsers send `Sec-Fetch-Site` (W3C Secure Contexts, "potentially trustworthy").
fn is_trustworthy(origin: &str) -> bool {
    let host = origin
        .strip_prefix("http://")
        .map(|rest| rest.rsplit_once(':').map_or(rest, |(host, _)| host));
    host.is_none_or(|host| {
        host == "localhost" || host.ends_with(".localhost") || host.starts_with("127.") || host == "[::1]"
    })
}

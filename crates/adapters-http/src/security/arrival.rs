//! Who is there: one [`Visitor`] per request, and one line in the log when it is answered.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Instant,
};

use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use axum_extra::extract::CookieJar;
use frontdesk_domain::accounts::Theme;

use super::{
    Guard, client_address,
    host::{self, Proxied},
};
use crate::{
    browser,
    cookies::{KEYS, OFF, THEME},
    paths,
    site::Visitor,
};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Adds the [`Visitor`], and logs the method, the route's pattern, the status, and the time. Never the path or
/// the query: they hold tokens.
pub(super) async fn note(State(guard): State<Guard>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (visitor, proxied) = visitor(&guard, &request);
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("unknown", MatchedPath::as_str);
    let request_id = visitor.request_id.clone();
    request.extensions_mut().insert(visitor);
    request.extensions_mut().insert(proxied);

    let mut response = next.run(request).await;

    let status = response.status().as_u16();
    let taken = began.elapsed();
    let milliseconds = u64::try_from(taken.as_millis()).unwrap_or(u64::MAX);
    tracing::info!(%method, route, status, milliseconds, request_id, "request");
    let labels = [
        ("method", known_method(&method).to_owned()),
        ("route", route.to_owned()),
        ("status", status.to_string()),
    ];
    metrics::histogram!("frontdesk_http_request_seconds", &labels).record(taken);
    if let Ok(value) = HeaderValue::try_from(request_id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

fn visitor(guard: &Guard, request: &Request) -> (Visitor, Proxied) {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| {
        peer.ip().to_canonical()
    });
    let proxies = &guard.exposure.trusted_proxies;
    let proxied = Proxied(client_address::is_trusted(peer, proxies));
    let headers = request.headers();
    let jar = CookieJar::from_headers(headers);
    let theme = jar.get(THEME).and_then(|cookie| Theme::from_key(cookie.value()));
    let visitor = Visitor {
        address: client_address::client(peer, headers, proxies),
        origin: host::origin(&guard.exposure, request, proxied),
        person: None,
        theme: theme.unwrap_or_default(),
        keys_are_off: jar.get(KEYS).is_some_and(|cookie| cookie.value() == OFF),
        browser: browser::words(headers),
        here: here(request),
        request_id: request_id(guard, headers, proxied),
    };
    (visitor, proxied)
}

/// Where the theme form leads back to: this page, when it can be had by a plain link.
fn here(request: &Request) -> String {
    let is_page = request.method() == Method::GET || request.method() == Method::HEAD;
    let place = request.uri().path_and_query().filter(|_| is_page);
    place.map_or(paths::FRONT_DESK, |place| place.as_str()).to_owned()
}

/// The proxy's name for the request, so that its log and ours can be laid side by side; else a new one.
fn request_id(guard: &Guard, headers: &HeaderMap, Proxied(proxied): Proxied) -> String {
    let given = headers
        .get(REQUEST_ID)
        .filter(|_| proxied)
        .and_then(|value| value.to_str().ok());
    let plain = |id: &&str| {
        (8..=64).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    given
        .filter(plain)
        .map_or_else(|| format!("{:016x}", guard.entropy.number()), str::to_owned)
}

/// The method's name for the figures. Anyone can invent methods, and each would be kept as a series of its own.
fn known_method(method: &Method) -> &str {
    match *method {
        Method::GET | Method::HEAD | Method::POST | Method::PUT | Method::DELETE | Method::OPTIONS => {
            method.as_str()
        }
        _ => "other",
    }
}

//! The name the server was called by. An unknown one is refused: it is another site's name pointed at us, or a
//! proxy that was set up wrongly, and either would end up in links.

use std::net::IpAddr;

use axum::{
    extract::{Request, State},
    http::{header, uri::Authority},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{Exposure, Guard};
use crate::{paths, problem::Problem, server::LocalAddress};

/// Probes and scrapers reach the process under whatever name the orchestrator has for it, and their answers
/// hold no links.
const ANY_NAME: [&str; 4] = [paths::HEALTH, paths::READY, paths::METRICS, paths::VERSION];

pub(super) async fn check(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let proxied = request
        .extensions()
        .get::<Proxied>()
        .copied()
        .unwrap_or(Proxied(false));
    if ANY_NAME.contains(&request.uri().path()) || is_ours(&guard.exposure, &request, proxied) {
        next.run(request).await
    } else {
        Problem::Host.into_response()
    }
}

/// Whether the peer is a trusted proxy.
#[derive(Clone, Copy)]
pub(super) struct Proxied(pub(super) bool);

/// Scheme and host for absolute links, without a trailing slash.
pub(super) fn origin(exposure: &Exposure, request: &Request, proxied: Proxied) -> String {
    if let Some(url) = &exposure.public_url {
        return url.origin().ascii_serialization();
    }
    let scheme = forwarded(request, "x-forwarded-proto", proxied)
        .filter(|scheme| *scheme == "https")
        .unwrap_or("http");
    let host = named(request, proxied)
        .map(|host| host.as_str().to_ascii_lowercase())
        .unwrap_or_default();
    let default_port = if scheme == "https" { ":443" } else { ":80" };
    format!("{scheme}://{}", host.strip_suffix(default_port).unwrap_or(&host))
}

fn is_ours(exposure: &Exposure, request: &Request, proxied: Proxied) -> bool {
    let Some(name) = named(request, proxied) else {
        return false;
    };
    let host = name.host().trim_start_matches('[').trim_end_matches(']');
    if let Some(url) = &exposure.public_url {
        let ours = url.host_str().unwrap_or_default();
        return host.eq_ignore_ascii_case(ours.trim_start_matches('[').trim_end_matches(']'));
    }
    match host.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback() || Some(address.to_canonical()) == local(request),
        Err(_) => {
            let host = host.to_ascii_lowercase();
            host == "localhost" || host.ends_with(".localhost")
        }
    }
}

fn local(request: &Request) -> Option<IpAddr> {
    request
        .extensions()
        .get::<LocalAddress>()
        .map(|LocalAddress(address)| address.ip().to_canonical())
}

/// The one name in the request line (HTTP/2), the `Host` header, or what a trusted proxy says it was called by.
/// Two `Host` headers are none.
fn named(request: &Request, proxied: Proxied) -> Option<Authority> {
    if let Some(host) = forwarded(request, "x-forwarded-host", proxied) {
        return host.parse().ok();
    }
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (request.uri().authority(), hosts.next(), hosts.next()) {
        (Some(authority), _, None) => Some(authority.clone()),
        (None, Some(host), None) => host.to_str().ok()?.parse().ok(),
        _ => None,
    }
}

/// A header of a trusted proxy; the rightmost value is the one the nearest proxy wrote.
fn forwarded<'a>(request: &'a Request, name: &str, Proxied(proxied): Proxied) -> Option<&'a str> {
    let value = request
        .headers()
        .get_all(name)
        .iter()
        .next_back()
        .filter(|_| proxied)?;
    value
        .to_str()
        .ok()?
        .rsplit(',')
        .next()
        .map(str::trim)
        .filter(|value| !value.is_empty())
}

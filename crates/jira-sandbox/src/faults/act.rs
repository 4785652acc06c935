//! Applies a drawn fault to its request.

use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http_body_util::BodyExt;

use super::{FaultKind, RetryAfter};
use crate::app::App;
use crate::auth::unauthorized;
use crate::clock;
use crate::error::ApiError;
use crate::operation::Operation;
use crate::options::Flavor;

/// Marks a response that must not be sent: the connection ends instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Closed in order, without an answer.
    Close,
    /// Reset, so that the client's read fails at once.
    Reset,
}

/// The outermost layer of the REST interface: draws a fault, applies it, keeps the log.
pub(crate) async fn gate(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(operation) = Operation::of(request.method(), request.uri().path()) else {
        return next.run(request).await;
    };
    let arrived = app.elapsed_ms();
    let fault = app.with(|world| world.rules.draw(operation));
    let (response, pause) = match &fault {
        Some(kind) => suffer(&app, kind, request, next).await,
        None => (next.run(request).await, Duration::ZERO),
    };
    let cut = response.extensions().get::<Cut>().is_some();
    let status = (!cut).then(|| response.status().as_u16());
    // Logged before the pause: a client that gives up meanwhile takes this future with it.
    app.with(|world| {
        world
            .log
            .answered(arrived, operation, status, fault.as_ref().map(FaultKind::name));
    });
    if !pause.is_zero() {
        tokio::time::sleep(pause).await;
    }
    response
}

/// The answer under the fault, and how long it is held back.
async fn suffer(app: &App, kind: &FaultKind, request: Request, next: Next) -> (Response, Duration) {
    if let Some(refusal) = instead(app, kind) {
        return (refusal, Duration::ZERO);
    }
    let response = next.run(request).await;
    match kind {
        FaultKind::Slow { delay_ms } => (response, Duration::from_millis(*delay_ms)),
        FaultKind::SlowBody { delay_ms } => (slow_body(response, *delay_ms), Duration::ZERO),
        FaultKind::TruncatedJson => (truncated(response).await, Duration::ZERO),
        FaultKind::CommitThenTimeout { hold_ms } => (cut(Cut::Close), Duration::from_millis(*hold_ms)),
        FaultKind::CommitThenReset => (cut(Cut::Reset), Duration::ZERO),
        FaultKind::CommitThenServerError { status } => {
            (server_error(*status, RetryAfter::Missing), Duration::ZERO)
        }
        _ => (response, Duration::ZERO),
    }
}

/// The faults that keep the request from being processed.
fn instead(app: &App, kind: &FaultKind) -> Option<Response> {
    Some(match kind {
        FaultKind::RateLimited { retry_after, reason } => rate_limited(app, *retry_after, reason.as_deref()),
        FaultKind::ServerError { status, retry_after } => server_error(*status, *retry_after),
        FaultKind::Unauthorized => unauthorized(app),
        FaultKind::Forbidden => {
            ApiError::new(StatusCode::FORBIDDEN, "You do not have permission to do this.").into_response()
        }
        FaultKind::FieldErrors { errors } => ApiError::fields(errors.clone()).into_response(),
        FaultKind::TooLarge => ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "The request exceeds the limit of this issue or of its size.",
        )
        .into_response(),
        FaultKind::ResetBeforeRead => cut(Cut::Reset),
        _ => return None,
    })
}

fn cut(how: Cut) -> Response {
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(how);
    response
}

fn rate_limited(app: &App, retry_after: RetryAfter, reason: Option<&str>) -> Response {
    let message = "Rate limit exceeded. Try again later.";
    let mut response = ApiError::new(StatusCode::TOO_MANY_REQUESTS, message).into_response();
    set_retry_after(&mut response, retry_after);
    let headers = response.headers_mut();
    headers.insert("x-ratelimit-limit", HeaderValue::from_static("100"));
    headers.insert("x-ratelimit-remaining", HeaderValue::from_static("0"));
    if app.site().flavor == Flavor::DataCenter {
        headers.insert("x-ratelimit-interval-seconds", HeaderValue::from_static("1"));
        headers.insert("x-ratelimit-fillrate", HeaderValue::from_static("100"));
        return response;
    }
    let seconds = match retry_after {
        RetryAfter::Missing => 1,
        RetryAfter::Seconds(seconds) | RetryAfter::HttpDate(seconds) => seconds,
    };
    let ahead = i64::try_from(seconds.saturating_mul(1_000)).unwrap_or(0);
    let reset = clock::now(ahead.saturating_add(999))
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string();
    insert(&mut response, "x-ratelimit-reset", &reset);
    if let Some(reason) = reason {
        insert(&mut response, "ratelimit-reason", reason);
    }
    response
}

fn server_error(status: u16, retry_after: RetryAfter) -> Response {
    let status = StatusCode::from_u16(status)
        .ok()
        .filter(StatusCode::is_server_error)
        .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let page = format!(
        "<!doctype html><html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
    );
    let mut response = (status, Html(page)).into_response();
    set_retry_after(&mut response, retry_after);
    response
}

fn set_retry_after(response: &mut Response, retry_after: RetryAfter) {
    let value = match retry_after {
        RetryAfter::Missing => return,
        RetryAfter::Seconds(seconds) => seconds.to_string(),
        RetryAfter::HttpDate(seconds) => {
            let ahead = i64::try_from(seconds.saturating_mul(1_000)).unwrap_or(0);
            httpdate::fmt_http_date(clock::now(ahead).into())
        }
    };
    insert(response, RETRY_AFTER.as_str(), &value);
}

/// Adds a header unless its value cannot be one (a reason given by a test may be anything).
fn insert(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn slow_body(response: Response, delay_ms: u64) -> Response {
    let (parts, body) = response.into_parts();
    let late = futures_util::stream::once(async move {
        tokio::time::sleep(Duration::from_millis(delay_ms)).await;
        body.collect().await.map(http_body_util::Collected::to_bytes)
    });
    Response::from_parts(parts, Body::from_stream(late))
}

/// Cuts the body in half. An answer without a body stays as it is.
async fn truncated(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let whole = body
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    Response::from_parts(parts, Body::from(whole.slice(..whole.len() / 2)))
}

//! For who runs the server: alive, ready, figures, version. Plain text, no pages.

#[cfg(test)]
mod tests;

use std::sync::Arc;

use async_trait::async_trait;
use aws_lc_rs::constant_time::verify_slices_are_equal;
use axum::{
    Extension, Router,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::{paths, problem::Problem};

/// Whether the parts of the program can do their work.
#[async_trait]
pub trait Readiness: Send + Sync {
    /// Every part, as it is now. This is public: no addresses, no reasons; those belong in the log.
    async fn parts(&self) -> Vec<Part>;
}

/// One part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is called: `database`.
    pub name: &'static str,
    /// Whether it works.
    pub works: bool,
    /// Whether requests should go elsewhere while it does not. A tracker that is down is no reason.
    pub is_needed: bool,
}

/// What the operations endpoints answer with.
#[derive(Clone)]
pub struct Operations {
    /// Asked by `/readyz`.
    pub readiness: Arc<dyn Readiness>,
    /// Served at `/metrics`, where a token is configured.
    pub metrics: Option<Metrics>,
    /// One line: name, version, and what it was built from.
    pub version: String,
}

/// Figures in Prometheus' text format, for who has the token.
#[derive(Clone)]
pub struct Metrics {
    /// The bearer token.
    pub token: String,
    /// Writes the figures down.
    pub render: Arc<dyn Fn() -> String + Send + Sync>,
}

pub(crate) fn router<S: Clone + Send + Sync + 'static>(operations: Operations) -> Router<S> {
    Router::new()
        .route(paths::HEALTH, get(async || "ok\n"))
        .route(paths::READY, get(ready))
        .route(paths::METRICS, get(metrics))
        .route(paths::VERSION, get(version))
        .layer(Extension(operations))
}

async fn ready(Extension(operations): Extension<Operations>) -> Response {
    let parts = operations.readiness.parts().await;
    let is_ready = parts.iter().all(|part| part.works || !part.is_needed);
    let lines: String = parts
        .iter()
        .map(|part| format!("{}: {}\n", part.name, if part.works { "ok" } else { "failing" }))
        .collect();
    let status = if is_ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, lines).into_response()
}

/// Without the token there is nothing here, as if it were not configured.
async fn metrics(Extension(operations): Extension<Operations>, headers: HeaderMap) -> Response {
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.as_bytes().strip_prefix(b"Bearer "));
    match (operations.metrics, given) {
        (Some(metrics), Some(given)) if verify_slices_are_equal(metrics.token.as_bytes(), given).is_ok() => (
            [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
            (metrics.render)(),
        )
            .into_response(),
        _ => Problem::NotFound.into_response(),
    }
}

async fn version(Extension(operations): Extension<Operations>) -> String {
    operations.version + "\n"
}

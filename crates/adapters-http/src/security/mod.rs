//! What every request passes before a handler sees it, and every answer before it leaves.

mod arrival;
mod body;
mod client_address;
mod compress;
mod cross_origin;
mod headers;
mod host;
#[cfg(test)]
mod tests;

use std::{any::Any, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::Request,
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
};
use frontdesk_domain::ports::Entropy;
use ipnet::IpNet;
use tower_http::catch_panic::CatchPanicLayer;
use url::Url;

use self::compress::Compress;

pub use self::body::{Form, Query};
pub(crate) use self::headers::{OF_NO_PAGE, POLICY};
use crate::{
    problem::{self, Problem},
    site::Site,
};

/// How long a handler may take before the visitor is asked to try again.
const HANDLER: Duration = Duration::from_secs(30);
/// Above this, a page costs more time to compress than it saves to send.
const QUALITY: i32 = 4;

/// How the server is reached.
#[derive(Clone, Debug, Default)]
pub struct Exposure {
    /// The address people use. Without it the server answers on loopback and under its own IP address only.
    pub public_url: Option<Url>,
    /// Proxies whose `X-Forwarded-*` headers are believed.
    pub trusted_proxies: Vec<IpNet>,
}

impl Exposure {
    pub(crate) fn is_https(&self) -> bool {
        self.public_url
            .as_ref()
            .is_some_and(|url| url.scheme() == "https")
    }
}

/// What the layers need to know.
#[derive(Clone)]
pub struct Guard {
    pub(crate) site: Arc<Site>,
    exposure: Arc<Exposure>,
    entropy: Arc<dyn Entropy>,
}

impl Guard {
    /// The layers' knowledge.
    pub fn new(site: Arc<Site>, exposure: Exposure, entropy: Arc<dyn Entropy>) -> Self {
        Self {
            site,
            exposure: Arc::new(exposure),
            entropy,
        }
    }

    /// Puts the layers around a router and everything it serves, including what it does not know.
    pub fn protect(&self, router: Router) -> Router {
        // The last one added meets the request first.
        router
            .fallback(async || Problem::NotFound)
            .method_not_allowed_fallback(async || Problem::Method)
            .layer(from_fn(timely))
            .layer(from_fn(body::collect))
            .layer(from_fn(cross_origin::refuse))
            .layer(from_fn_with_state(self.clone(), host::check))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(self.clone(), problem::dress))
            .layer(Compress::new(QUALITY))
            .layer(from_fn_with_state(self.clone(), headers::add))
            .layer(from_fn_with_state(self.clone(), arrival::note))
    }
}

async fn timely(request: Request, next: Next) -> Response {
    match tokio::time::timeout(HANDLER, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::Unavailable.into_response(),
    }
}

/// The panic's message may hold what a person typed, so it is not logged here; where it happened is printed by
/// the panic hook.
fn panicked(_message: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a request handler panicked");
    Problem::Internal.into_response()
}

//! Answers in the smallest form the client takes.

use axum::{body::Body, http::header, response::Response};
use tower::{Layer, util::MapResponse};
use tower_http::{
    CompressionLevel,
    compression::{Compression, CompressionBody, CompressionLayer},
};

/// Compresses what is worth it.
#[derive(Clone)]
pub(super) struct Compress(CompressionLayer);

impl Compress {
    pub(super) fn new(quality: i32) -> Self {
        Self(CompressionLayer::new().quality(CompressionLevel::Precise(quality)))
    }
}

impl<S> Layer<S> for Compress {
    type Service = MapResponse<Compression<S>, fn(Response<CompressionBody<Body>>) -> Response>;

    fn layer(&self, inner: S) -> Self::Service {
        MapResponse::new(self.0.layer(inner), light)
    }
}

/// A live stream is never compressed, but would carry the room for a compressor as long as it is open: five
/// kilobytes for each of thousands.
fn light(response: Response<CompressionBody<Body>>) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind == "text/event-stream") {
        response.map(CompressionBody::into_inner)
    } else {
        response.map(Body::new)
    }
}

//! What one connection is doing: how many requests are on it, and when something last moved.

use std::{
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use axum::{
    body::{Body, HttpBody},
    http::{Response, header},
};
use bytes::Bytes;
use hyper::body::{Frame, SizeHint};
use tokio::time::Instant;

use super::Limits;

/// Live streams are quiet by nature; only their end or the shutdown closes them.
const NEVER: Duration = Duration::from_secs(365 * 24 * 3600);

#[derive(Clone)]
pub(super) struct Activity(Arc<Mutex<State>>);

struct State {
    requests: usize,
    streams: usize,
    served: bool,
    moved: Instant,
}

impl Activity {
    pub(super) fn new() -> Self {
        let state = State {
            requests: 0,
            streams: 0,
            served: false,
            moved: Instant::now(),
        };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Counts a request until the returned guard, or the answer it was moved into, is dropped.
    pub(super) fn begin(&self) -> Request {
        let mut state = self.lock();
        state.requests += 1;
        state.served = true;
        state.moved = Instant::now();
        Request {
            activity: self.clone(),
            is_stream: false,
        }
    }

    /// When the connection is to be closed unless something happens on it before.
    pub(super) fn deadline(&self, limits: &Limits) -> Instant {
        let state = self.lock();
        let patience = match *state {
            State {
                requests: 0,
                served: false,
                ..
            } => limits.header_read,
            State { requests: 0, .. } => limits.idle,
            State {
                requests, streams, ..
            } if requests > streams => limits.stalled,
            State { .. } => NEVER,
        };
        state.moved + patience
    }

    fn moved(&self) {
        self.lock().moved = Instant::now();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One request under way.
pub(super) struct Request {
    activity: Activity,
    is_stream: bool,
}

impl Request {
    /// Ties the request to its answer's body, so that it counts until the last byte was taken.
    pub(super) fn carry(mut self, response: Response<Body>) -> Response<Carried> {
        let kind = response.headers().get(header::CONTENT_TYPE);
        if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream")) {
            self.is_stream = true;
            self.activity.lock().streams += 1;
        }
        self.activity.moved();
        response.map(|body| Carried { body, request: self })
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        let mut state = self.activity.lock();
        state.requests -= 1;
        state.streams -= usize::from(self.is_stream);
        state.moved = Instant::now();
    }
}

/// A body that reports each frame it gives.
pub(super) struct Carried {
    body: Body,
    request: Request,
}

impl HttpBody for Carried {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = self.get_mut();
        let frame = ready!(Pin::new(&mut this.body).poll_frame(cx));
        this.request.activity.moved();
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

//! Live updates: which ticket changed and to which version. What changed is fetched by the page itself, through
//! the route that decides who may see it, so a stream cannot leak content.

#[cfg(test)]
mod tests;

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderMap, HeaderName},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
    routing::get,
};
use frontdesk_application::Application;
use frontdesk_domain::{ports::LiveUpdates, secrets::TrackToken, tickets::TicketNumber};
use futures_util::stream;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};
use tokio_util::sync::CancellationToken;

use crate::{
    paths,
    problem::Problem,
    security::{Form, Query},
    server::{Addresses, Place},
    site::Visitor,
    state::Desk,
};

/// Streams at the same time. Over HTTP/1 each holds one of the server's 1,024 connections; half of them are left
/// for pages.
const STREAMS: usize = 512;
/// Streams of one client address, so that one visitor cannot take all of them.
const PER_ADDRESS: usize = 32;
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// A feed may start listening a moment after it was asked to. What changed in that moment is found by looking
/// once more after this long.
const SETTLED: Duration = Duration::from_secs(1);
const NO_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

#[derive(Clone)]
struct Seats {
    all: Arc<Semaphore>,
    by_address: Addresses,
}

pub(crate) fn router() -> Router<Desk> {
    let seats = Seats {
        all: Arc::new(Semaphore::new(STREAMS)),
        by_address: Addresses::new(PER_ADDRESS, Vec::new()),
    };
    Router::new()
        .route(paths::EVENTS, get(follow))
        .layer(Extension(seats))
}

async fn follow(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Extension(seats): Extension<Seats>,
    headers: HeaderMap,
    Query(mut query): Query,
) -> Result<Response, Problem> {
    let token = TrackToken::from_text(&query.take("track")).ok_or(Problem::NotFound)?;
    let place = seats
        .by_address
        .take(visitor.address)
        .ok_or(Problem::Unavailable)?;
    let seat = seats.all.try_acquire_owned().map_err(|_| Problem::Unavailable)?;
    let updates = desk.live.subscribe();
    let (ticket, _) = desk.app.ticket_version(&token).await?;
    let following = Following {
        app: desk.app,
        token,
        ticket,
        updates,
        seen: seen(&headers, &mut query),
        check_at: Some(Instant::now()),
        checks_left: 2,
        shutdown: desk.shutdown,
        _seat: (place, seat),
    };
    let events = stream::unfold(following, Following::next);
    let events = Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok(([(NO_BUFFERING, "no")], events).into_response())
}

/// The version the page shows: after a broken connection the last one it heard of, else the one it was made with.
fn seen(headers: &HeaderMap, query: &mut Form) -> i32 {
    let heard = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse().ok());
    heard.or_else(|| query.take("seen").parse().ok()).unwrap_or(-1)
}

/// One open stream. Dropping it gives its seat back.
struct Following {
    app: Arc<Application>,
    token: TrackToken,
    ticket: TicketNumber,
    updates: Box<dyn LiveUpdates>,
    /// The version the page shows.
    seen: i32,
    check_at: Option<Instant>,
    checks_left: u8,
    shutdown: CancellationToken,
    _seat: (Place, OwnedSemaphorePermit),
}

impl Following {
    /// The next event; the end when the server stops or the link opens nothing any more.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let shutdown = self.shutdown.clone();
        let version = shutdown.run_until_cancelled(self.changed()).await??;
        self.seen = version;
        let event = Event::default()
            .id(version.to_string())
            .data(format!("ticket {} v{version}", self.ticket.0));
        Some((Ok(event), self))
    }

    /// Waits for a version other than the one seen.
    async fn changed(&mut self) -> Option<i32> {
        loop {
            let update = match self.check_at {
                Some(at) => timeout_at(at, self.updates.next()).await.ok(),
                None => Some(self.updates.next().await),
            };
            let version = match update {
                Some(Some(change)) if change.ticket != self.ticket => continue,
                Some(Some(change)) => change.version,
                // Missed some, or time to look: ask the store itself.
                Some(None) => self.current().await?,
                None => {
                    self.checks_left -= 1;
                    self.check_at = (self.checks_left > 0).then(|| Instant::now() + SETTLED);
                    self.current().await?
                }
            };
            if version != self.seen {
                return Some(version);
            }
        }
    }

    async fn current(&mut self) -> Option<i32> {
        self.app
            .ticket_version(&self.token)
            .await
            .ok()
            .map(|(_, version)| version)
    }
}

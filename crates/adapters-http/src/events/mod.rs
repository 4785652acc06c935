//! Live updates: which ticket changed and to which version. What changed is fetched by the page itself, through
//! the route that decides who may see it, so a stream cannot leak content.
//!
//! Someone signed in hears of every ticket they may see, for all their tabs through one stream; the holder of a
//! link hears of its ticket. A stream ends within five seconds of the session it hangs on.

mod seats;
mod standing;
mod stream;
#[cfg(test)]
mod tests;

use std::time::Duration;

use axum::{
    Extension, Router,
    extract::State,
    http::{HeaderMap, HeaderName},
    response::{IntoResponse, Response, Sse, sse::KeepAlive},
    routing::get,
};
use frontdesk_domain::{ports::Since, secrets::TrackToken};
use futures_util::stream::unfold;

use self::{
    seats::Seats,
    standing::Standing,
    stream::{Audience, Following},
};
use crate::{
    paths,
    problem::Problem,
    security::{Form, OF_NO_PAGE, Query},
    site::Visitor,
    state::Desk,
};

const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Between what a page shows and the stream it opens: added to what the page says of its age.
const MARGIN: Duration = Duration::from_secs(2);
/// A link's page is made anew for each look, and this is longer than that takes.
const FRESH: Duration = Duration::from_secs(10);
const NO_BUFFERING: HeaderName = HeaderName::from_static("x-accel-buffering");

pub(crate) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::EVENTS, get(follow))
        .layer(Extension(Seats::new()))
        .layer(Extension(Standing::default()))
}

async fn follow(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Extension(seats): Extension<Seats>,
    Extension(standing): Extension<Standing>,
    headers: HeaderMap,
    Query(mut query): Query,
) -> Result<Response, Problem> {
    let token = query.take("track");
    let following = if token.is_empty() {
        of_person(desk, &visitor, &seats, &standing, heard(&headers, &mut query))?
    } else {
        let token = TrackToken::from_text(&token).ok_or(Problem::NotFound)?;
        of_link(desk, &visitor, &seats, &token, heard(&headers, &mut query)).await?
    };
    let events =
        Sse::new(unfold(following, Following::next)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE));
    Ok((OF_NO_PAGE, [(NO_BUFFERING, "no")], events).into_response())
}

fn of_person(
    desk: Desk,
    visitor: &Visitor,
    seats: &Seats,
    standing: &Standing,
    heard: Heard,
) -> Result<Following, Problem> {
    let person = visitor.person.clone().ok_or(Problem::NotFound)?;
    let seat = seats.of_person(visitor.address).ok_or(Problem::Unavailable)?;
    let place = standing.take(&desk, &person).ok_or(Problem::Unavailable)?;
    let since = match heard.event {
        Some(event) => Since::Event(event),
        None => Since::Moment(desk.app.now().before(heard.age + MARGIN)),
    };
    Ok(Following {
        audience: Audience::Person(person),
        at_once: None,
        updates: desk.live.subscribe(since),
        ended: place.ended(),
        _seat: (seat, Some(place)),
    })
}

async fn of_link(
    desk: Desk,
    visitor: &Visitor,
    seats: &Seats,
    token: &TrackToken,
    heard: Heard,
) -> Result<Following, Problem> {
    let seat = seats.of_link(visitor.address).ok_or(Problem::Unavailable)?;
    let since = match heard.event {
        Some(event) => Since::Event(event),
        None => Since::Moment(desk.app.now().before(FRESH)),
    };
    let updates = desk.live.subscribe(since);
    let (ticket, version) = desk.app.ticket_version(token).await?;
    // Who was cut off hears what they missed; a page that was just made may be behind already.
    let is_behind = heard.event.is_none() && heard.version != Some(version);
    let seen = heard.event.map_or(version, |_| -1);
    Ok(Following {
        audience: Audience::Link { ticket, seen },
        at_once: is_behind.then(|| stream::changed(ticket, version)),
        updates,
        ended: desk.shutdown,
        _seat: (seat, None),
    })
}

/// What the page knows.
struct Heard {
    /// The last change it heard of: the browser says so after a broken connection, and the script when another tab
    /// takes over.
    event: Option<i64>,
    /// The version it shows.
    version: Option<i32>,
    /// How old it is.
    age: Duration,
}

fn heard(headers: &HeaderMap, query: &mut Form) -> Heard {
    let again = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let again = again.and_then(|id| id.parse().ok());
    Heard {
        event: again.or_else(|| query.take("after").parse().ok()),
        version: query.take("seen").parse().ok(),
        age: Duration::from_secs(query.take("age").parse::<u16>().unwrap_or_default().into()),
    }
}

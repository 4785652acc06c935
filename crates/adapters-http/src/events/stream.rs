//! One open stream.

use std::convert::Infallible;

use axum::response::sse::Event;
use frontdesk_domain::{
    access::SignedIn,
    ports::{LiveUpdates, TicketChanged},
    tickets::TicketNumber,
};
use tokio_util::sync::CancellationToken;

use super::{seats::Seat, standing::Place};

/// Dropping it gives its seat back.
pub(super) struct Following {
    pub(super) audience: Audience,
    /// What is to be said before anything is heard of.
    pub(super) at_once: Option<Event>,
    pub(super) updates: Box<dyn LiveUpdates>,
    /// Cancelled when the server stops, or the session is over.
    pub(super) ended: CancellationToken,
    pub(super) _seat: (Seat, Option<Place>),
}

/// Who listens.
pub(super) enum Audience {
    /// Someone signed in, as they were when the stream began.
    Person(SignedIn),
    /// The holder of a link, whose page shows this version of its ticket.
    Link { ticket: TicketNumber, seen: i32 },
}

impl Audience {
    /// Of a deleted ticket, which is nobody's any more, only staff hear.
    fn may_hear(&self, change: &TicketChanged) -> bool {
        match self {
            Self::Person(person) => {
                person.works_here() || change.client.is_some_and(|client| person.may_see(client))
            }
            Self::Link { ticket, seen } => change.ticket == *ticket && change.version > *seen,
        }
    }
}

impl Following {
    /// The next event, or the end.
    pub(super) async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        let ended = self.ended.clone();
        let event = ended.run_until_cancelled(self.said()).await?;
        Some((Ok(event), self))
    }

    async fn said(&mut self) -> Event {
        if let Some(event) = self.at_once.take() {
            return event;
        }
        loop {
            match self.updates.next().await {
                Some(change) if self.audience.may_hear(&change) => {
                    let id = change.event.to_string();
                    return changed(change.ticket, change.version).id(id);
                }
                Some(_) => {}
                None => return Event::default().data("resync"),
            }
        }
    }
}

/// Says that a ticket changed, and nothing more of it.
pub(super) fn changed(ticket: TicketNumber, version: i32) -> Event {
    Event::default().data(format!("ticket {} v{version}", ticket.0))
}

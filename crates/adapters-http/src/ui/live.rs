//! What changes on a page by itself. A script hears which ticket changed, fetches this page again and puts the
//! region of it in place; without a script a link loads the page again.

use std::fmt;

use frontdesk_domain::{access::SignedIn, tickets::TicketNumber};
use maud::{Markup, html};

use crate::{paths, site::Visitor};

/// What a region shows: it is fetched again when this changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// One ticket.
    Ticket(TicketNumber),
    /// Every ticket the person may see.
    Tickets,
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ticket(number) => write!(f, "ticket {}", number.0),
            Self::Tickets => f.write_str("tickets"),
        }
    }
}

/// A region that follows a ticket behind a link. `region` is the id by which it is found in the fetched page, and
/// `events` where the page hears of changes.
pub fn live(region: &str, events: &str, here: &str, content: &Markup) -> Markup {
    html! {
        div.live id=(region) data-live=(events) { (content) }
        (by_hand(here))
    }
}

/// A region that follows what somebody signed in may see. Its id must be the same on every page made from the same
/// address. What is typed or chosen inside it is never replaced, so forms may stand in it.
pub fn region(id: &str, topic: Topic, content: &Markup) -> Markup {
    html! { div id=(id) data-topic=(topic) { (content) } }
}

/// The way for who has no script: loads the page again.
pub fn by_hand(here: &str) -> Markup {
    html! { noscript { p.small { a href=(here) { "Load this page again" } " to see what is new." } } }
}

/// Stands above a list that is never re-ordered under the reader: "3 new tickets: show". A script fills in the number
/// and shows it; `here` is the page with the new ones in place.
pub fn fresh(here: &str) -> Markup {
    html! { a.btn data-fresh hidden href=(here) { "Show new tickets" } }
}

/// For `data-events` of `body`: where who is signed in hears of changes, and nobody else.
pub(crate) fn events(visitor: &Visitor) -> Option<&'static str> {
    let person: Option<&SignedIn> = visitor.person.as_ref();
    person.map(|_| paths::EVENTS)
}

/// For `data-keys` of `body`: whether single keys do something.
pub(crate) fn keys(visitor: &Visitor) -> Option<&'static str> {
    visitor.keys_are_off.then_some("off")
}

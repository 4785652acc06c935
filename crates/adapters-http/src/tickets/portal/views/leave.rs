//! Asking before a ticket is withdrawn or deleted.

use frontdesk_domain::ports::SharedPage;
use maud::html;

use super::super::place::Place;
use crate::ui::{
    self,
    claim::tag,
    page::{Page, Width},
};

/// How a client leaves a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// It is closed, and kept.
    Withdraw,
    /// It is gone.
    Delete,
}

impl Leaving {
    fn heading(self) -> &'static str {
        match self {
            Self::Withdraw => "Withdraw this ticket?",
            Self::Delete => "Delete this ticket?",
        }
    }

    fn means(self) -> &'static str {
        match self {
            Self::Withdraw => {
                "We stop working on it, and it is closed. You can still read it; if you write on it later, a new ticket goes on from it."
            }
            Self::Delete => {
                "It is removed for good with its conversation and its tasks. This cannot be undone, and its number is not used again."
            }
        }
    }

    /// Why the button is not there.
    fn not_now(self) -> &'static str {
        match self {
            Self::Withdraw => "This ticket is closed already.",
            Self::Delete => "We are working on it already, so it is kept. You can withdraw it instead.",
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::Withdraw => "Withdraw it",
            Self::Delete => "Delete it for good",
        }
    }
}

/// The page that asks.
pub(crate) fn leave(page: &SharedPage, place: &Place, how: Leaving, may: bool) -> Page {
    let action = match how {
        Leaving::Withdraw => Some(place.withdraw()),
        Leaving::Delete => place.delete(),
    };
    let content = html! {
        h1 { (how.heading()) }
        p.row { (tag(&page.ticket.number.0.to_string())) b { bdi { (page.ticket.subject.as_str()) } } }
        @if let (true, Some(action)) = (may, action) {
            p.lead { (how.means()) }
            form.actions action=(action) method="post" {
                button.btn.btn-stop { (how.button()) }
                (ui::link_button(&place.page(), "Keep it", false))
            }
        } @else {
            p.lead { (how.not_now()) }
            div.actions { (ui::link_button(&place.page(), "Back to the ticket", true)) }
        }
    };
    Page {
        title: how.heading().to_owned(),
        width: Width::Column,
        content,
    }
}

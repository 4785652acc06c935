//! The pages of a client's tickets.

mod forms;
mod history;
mod leave;
mod list;
mod narrow;
mod rate;
mod side;
mod talk;
mod tasks;
mod ticket;

use frontdesk_domain::tickets::{Status, StatusKind, Turn};
use maud::{Markup, html};

pub(super) use self::{
    forms::{EditTicket, NewTicket, edit_ticket, new_ticket},
    leave::{Leaving, leave},
    list::{List, list},
    narrow::Chosen,
    rate::{RatePage, rate},
    tasks::TaskForm,
    ticket::{May, TicketPage, ticket},
};
use crate::ui::{icons::Icon, status};

/// The words in addresses by which a page says what was done.
pub(super) const SENT: &str = "sent";
pub(super) const CONTINUED: &str = "continued";
pub(super) const DELETED: &str = "deleted";
pub(super) const RATED: &str = "rated";

/// What was done, by its word.
pub(super) fn done(word: &str) -> Option<&'static str> {
    Some(match word {
        "opened" => "Got it. This is your ticket.",
        SENT => "Sent. We answer here, and by mail if we have your address.",
        CONTINUED => "The earlier ticket is over, so what you wrote opened this one. It goes on from there.",
        "saved" => "Saved.",
        "solved" => "Thank you for telling us. It counts as solved now.",
        "reopened" => "It is open again, and we look at it anew.",
        "moved" => "Done. The ticket shows where it stands now.",
        "withdrawn" => "You withdrew this ticket. It is closed, and kept here.",
        RATED => "Thank you. That tells us how we did, and closes the ticket.",
        DELETED => "The ticket is deleted.",
        _ => return None,
    })
}

/// The word for having moved a ticket there.
pub(super) fn moved(to: StatusKind) -> &'static str {
    match to {
        StatusKind::Open => "reopened",
        StatusKind::InProgress | StatusKind::OnHold => "moved",
        StatusKind::Resolved => "solved",
        StatusKind::Closed => "withdrawn",
    }
}

/// Where a ticket stands, in the words of its client. On hold with the last word ours, it waits for theirs.
fn told(now: Status, turn: Turn) -> Markup {
    html! {
        @if now == Status::OnHold && turn == Turn::Theirs {
            span.st.st-bad { (Icon::Letter) "We need your reply" }
        } @else {
            (status::Status::from(now))
        }
    }
}

/// Stars as text that is read out as words.
fn stars(score: u8) -> Markup {
    html! {
        span.stars role="img" aria-label={ (score) " of 5 stars" } {
            @for place in 1..=5u8 { span.star.is-on[place <= score] { (Icon::Star) } }
        }
    }
}

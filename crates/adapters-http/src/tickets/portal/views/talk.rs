//! The conversation, oldest first.

use frontdesk_domain::{
    clients::Name,
    ports::{SharedEntry, SharedEntryKind},
    replies::Sender,
    tickets::{Actor, EventKind, Source},
};
use maud::{Markup, Render, html};

use super::{
    stars,
    ticket::{TicketPage, another},
};
use crate::ui::{self, icons::Icon, sheet::initials, status::Status, text::paragraphs};

pub(super) fn conversation(ticket: &TicketPage<'_>) -> Markup {
    let said: Vec<Said> = ticket
        .page
        .entries
        .iter()
        .filter_map(|one| entry(ticket, one))
        .collect();
    let newest = said.len() + 1;
    html! {
        div.sect {
            h2 #talk-h { "Conversation" }
            @if newest > 3 { a.small href={ "#m" (newest) } { "To the newest" } }
        }
        ol.talk {
            li #m1 { (first(ticket)) }
            @for (index, one) in said.iter().enumerate() {
                li.ev[one.is_event] id={ "m" (index + 2) } { (one.content) }
            }
        }
    }
}

/// One entry of the conversation.
struct Said {
    /// No message: something that happened in between.
    is_event: bool,
    content: Markup,
}

/// What the ticket says itself.
fn first(ticket: &TicketPage<'_>) -> Markup {
    let of = &ticket.page.ticket;
    let by = match of.source {
        Source::Staff => By::staff(None, "wrote this down for you"),
        Source::Desk | Source::Portal | Source::Api => By::YOU,
    };
    let time = ui::time(&ticket.site.moment(of.created_at), false);
    message(&by, &time, of.body.as_str())
}

/// What stands in the conversation. Everything else is in the history.
fn entry(ticket: &TicketPage<'_>, entry: &SharedEntry) -> Option<Said> {
    let time = ui::time(&ticket.site.moment(entry.at), true);
    match &entry.kind {
        SharedEntryKind::Reply { sender, body } => {
            let name = entry.name.as_ref().map(Name::as_str);
            let by = match sender {
                Sender::Client | Sender::Customer(_) => By::YOU,
                Sender::Unverified => By::VISITOR,
                Sender::Agent(_) => By::staff(name, "Support"),
                Sender::FormerAgent => By::staff(None, "no longer works here"),
            };
            let content = message(&by, &time, body);
            Some(Said {
                is_event: false,
                content,
            })
        }
        SharedEntryKind::Event { actor, what } => {
            let content = happened(ticket, *actor, what, &time)?;
            Some(Said {
                is_event: true,
                content,
            })
        }
    }
}

/// Who wrote a message, in words.
struct By<'a> {
    is_staff: bool,
    name: &'a str,
    role: &'a str,
}

impl<'a> By<'a> {
    const YOU: Self = Self {
        is_staff: false,
        name: "You",
        role: "",
    };

    /// Whoever typed the client's number. It may be the client.
    const VISITOR: Self = Self {
        is_staff: false,
        name: "Added at the front desk",
        role: "by someone who gave this number",
    };

    fn staff(name: Option<&'a str>, role: &'a str) -> Self {
        Self {
            is_staff: true,
            name: name.unwrap_or("Our team"),
            role,
        }
    }
}

fn message(by: &By<'_>, time: &Markup, body: &str) -> Markup {
    html! {
        @if by.is_staff { span.face.face-us aria-hidden="true" { (initials(by.name)) } }
        @else { span.face aria-hidden="true" { (Icon::Person) } }
        div {
            header {
                b { bdi { (by.name) } }
                @if !by.role.is_empty() { span.muted.small { (by.role) } }
                span.muted.small { (time) }
            }
            div.body { (paragraphs(body)) }
        }
    }
}

fn happened(ticket: &TicketPage<'_>, actor: Actor, what: &EventKind, time: &Markup) -> Option<Markup> {
    let (icon, words) = match what {
        EventKind::StatusChanged { to, .. } => {
            let status = Status::from_key(to)?;
            let words = html! { b { (status.words()) } @if is_client(actor) { ", set by you" } };
            (status.mark(), words)
        }
        EventKind::Rated { score } => (Icon::Star.render(), html! { "You gave it " (stars(*score)) }),
        EventKind::MergedInto(other) => (
            Icon::Forward.render(),
            html! { "It goes on in " (another(ticket.place, *other)) },
        ),
        EventKind::ContinuedIn(next) => (
            Icon::Forward.render(),
            html! { "It goes on in " (another(ticket.place, *next)) },
        ),
        _ => return None,
    };
    Some(html! { (icon) p.row { span { (words) } (time) } })
}

/// Whether the client did it.
pub(super) fn is_client(actor: Actor) -> bool {
    matches!(actor, Actor::Client | Actor::Customer(_))
}

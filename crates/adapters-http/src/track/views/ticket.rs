//! One ticket, for who holds its link.

use maud::{Markup, html};

use super::Reference;
use crate::{
    paths,
    site::Moment,
    ui::{
        self,
        claim::tag,
        field::{Control, Field, field, hidden, summary},
        form_state::FormState,
        page::{Page, Width},
        status::{Status, steps},
        text::paragraphs,
    },
};

/// What the page shows.
#[derive(Clone, Debug)]
pub(crate) struct Ticket<'a> {
    /// Without `#`.
    pub(crate) number: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) status: Status,
    pub(crate) opened: &'a Moment,
    pub(crate) reference: Reference<'a>,
    /// Oldest first.
    pub(crate) entries: &'a [Entry],
    /// The token that opens the page.
    pub(crate) token: &'a str,
    /// Where the page hears of changes.
    pub(crate) events: &'a str,
    /// The submission key of the reply form.
    pub(crate) key: &'a str,
    /// Something to say above the form that is not a mistake of the person.
    pub(crate) notice: Option<&'a str>,
    pub(crate) form: &'a FormState,
}

/// One entry of the conversation.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) at: Moment,
    pub(crate) wrote: Wrote,
}

/// What an entry is.
#[derive(Clone, Debug)]
pub(crate) enum Wrote {
    /// The holder of the link, or the first message.
    You(String),
    /// Somebody who only typed the number at the front desk.
    AtTheDesk(String),
    /// A member of staff.
    Staff(String),
    /// The ticket moved.
    Became(Status),
}

/// `/track/{token}`.
pub(crate) fn ticket(ticket: &Ticket<'_>) -> Page {
    let content = html! {
        (ui::live("ticket", ticket.events, &paths::track(ticket.token), &told(ticket)))
        @if ticket.status == Status::Closed {
            p.note { "This ticket is closed. If it comes back, start at the " a href=(paths::FRONT_DESK) { "front desk" } "." }
        } @else {
            (reply(ticket))
        }
    };
    let words = format!("Ticket #{} – {}", ticket.number, ticket.subject);
    let title = if ticket.form.is_clean() {
        words
    } else {
        format!("Error: {words}")
    };
    Page {
        title,
        width: Width::Wide,
        content,
    }
}

/// Everything that changes by itself.
fn told(ticket: &Ticket<'_>) -> Markup {
    let last = ticket.entries.len();
    html! {
        div.stack-s {
            h1 dir="auto" { (ticket.subject) }
            p.row.small {
                (tag(ticket.number))
                span.muted { "Opened " (ui::time(ticket.opened, false)) }
                @if let Some((tracker, key)) = ticket.reference.fact() { span.muted { (tracker) ": " (key) } }
            }
        }
        (steps(ticket.status))
        section aria-labelledby="talk-h" {
            h2 #talk-h { "Conversation" }
            ol.talk {
                @for (index, one) in ticket.entries.iter().enumerate() {
                    li id={ "m" (index + 1) } { (entry(one, index + 1 == last)) }
                }
            }
        }
    }
}

fn entry(entry: &Entry, is_newest: bool) -> Markup {
    let time = html! { span.muted.small { (ui::time(&entry.at, is_newest)) } };
    html! {
        @match &entry.wrote {
            Wrote::You(body) => { header { b { "You" } (time) } div.body { (paragraphs(body)) } }
            Wrote::Staff(body) => { header { b { "Staff" } (time) } div.body { (paragraphs(body)) } }
            Wrote::AtTheDesk(body) => {
                header { b { "Added at the front desk" } span.muted.small { "by someone who gave this number" } (time) }
                div.body { (paragraphs(body)) }
            }
            Wrote::Became(status) => { p.row { (status) (time) } }
        }
    }
}

fn reply(ticket: &Ticket<'_>) -> Markup {
    let box_field = Field {
        name: "what",
        label: "Write to us",
        aside: None,
        hint: None,
        control: Control::Lines(4),
        is_required: true,
    };
    html! {
        form.box.stack #reply action=(paths::track_reply(ticket.token)) method="post" novalidate {
            @if let Some(notice) = ticket.notice { p.note role="status" { (notice) } }
            (summary(ticket.form))
            (hidden("key", ticket.key))
            (field(&box_field, ticket.form))
            div.actions { (ui::submit("Send")) }
        }
    }
}

//! The pages that ask before something is changed.

use frontdesk_domain::{
    ports::StaffPage,
    tasks::Task,
    tickets::{Ticket, TicketNumber},
};
use maud::{Markup, html};

use super::words;
use crate::{
    paths,
    shown::Shown,
    tickets::page::{edit::fields, merge, tasks},
    ui::{
        field::{Control, Field, field, hidden, summary},
        form_state::FormState,
        icons::Icon,
        text::paragraphs,
    },
};

fn back(number: TicketNumber) -> Markup {
    html! { a.btn href=(paths::numbered(paths::DESK_TICKET, number)) { "Change nothing" } }
}

/// A ticket in one line.
fn named(ticket: &Ticket) -> Markup {
    html! {
        p.tk-line {
            span.tag { (ticket.number.0) }
            b { bdi { (ticket.subject.as_str()) } }
            (words::status(ticket.status().kind()))
        }
    }
}

/// `/desk/tickets/{number}/edit`.
pub(in crate::tickets::page) fn edit(ticket: &Ticket, shown: &Shown, is_stale: bool) -> Markup {
    let form = shown.form();
    let subject = Field {
        name: fields::SUBJECT,
        label: "Title",
        aside: None,
        hint: None,
        control: Control::Line("text", "off"),
        is_required: true,
    };
    let body = Field {
        name: fields::BODY,
        label: "What it is about",
        hint: Some("Its client sees the change in the history."),
        control: Control::Lines(12),
        ..subject
    };
    html! {
        div.pad.head { h1 { "Change " (ticket.number) } }
        form.pad.ask method="post" action=(paths::numbered(paths::DESK_TICKET_EDIT, ticket.number)) novalidate {
            (shown.above())
            (hidden(fields::SEEN, &ticket.version.to_string()))
            (field(&subject, form))
            (field(&body, form))
            div.actions { button.btn.btn-go { "Save" } (back(ticket.number)) }
            @if is_stale {
                section { h2 { "What is saved now" } h3 dir="auto" { (ticket.subject.as_str()) } (paragraphs(ticket.body.as_str())) }
            }
        }
    }
}

/// `/desk/tickets/{number}/merge`: into which.
pub(in crate::tickets::page) fn merge_which(page: &StaffPage, form: &FormState) -> Markup {
    let number = page.ticket.number;
    let into = Field {
        name: merge::INTO,
        label: "Number of the other ticket",
        aside: None,
        hint: Some("This ticket is closed in its favour. Both must be of the same client."),
        control: Control::Line("text", "off"),
        is_required: true,
    };
    let place = paths::numbered(paths::DESK_TICKET_MERGE, number);
    html! {
        div.pad.head { h1 { "Into which ticket shall " (number) " be merged?" } }
        form.pad.ask method="get" action=(place) novalidate {
            (summary(form))
            (named(&page.ticket))
            @let open: Vec<_> = page.others.iter().collect();
            @if !open.is_empty() {
                h2 { "Their other tickets" }
                ul.others {
                    @for other in open {
                        li {
                            span.tag { (other.number.0) }
                            a dir="auto" href=(paths::with(&place, &[(merge::INTO, &other.number.0.to_string())])) { (other.subject) }
                            (words::status(other.status.kind()))
                        }
                    }
                }
            }
            (field(&into, form))
            div.actions { button.btn.btn-go { "Go on" } (back(number)) }
        }
    }
}

/// `/desk/tickets/{number}/merge?into=…`: whether that is meant.
pub(in crate::tickets::page) fn merge_sure(page: &StaffPage, other: &StaffPage) -> Markup {
    let (from, into) = (page.ticket.number, other.ticket.number);
    html! {
        div.pad.head { h1 { "Merge " (from) " into " (into) "?" } }
        form.pad.ask method="post" action=(paths::numbered(paths::DESK_TICKET_MERGE, from)) novalidate {
            (hidden(merge::INTO, &into.0.to_string()))
            (named(&page.ticket))
            (named(&other.ticket))
            ul {
                li { (from) " is closed and says that it goes on in " (into) "." }
                li { (into) " shows what was written on both." }
                li { "This cannot be undone." }
            }
            div.actions {
                button.btn.btn-go name=(merge::SURE) value="yes" { (Icon::Merge) "Merge" }
                (back(from))
            }
        }
    }
}

/// `/desk/tickets/{number}/delete`.
pub(in crate::tickets::page) fn delete(page: &StaffPage) -> Markup {
    let number = page.ticket.number;
    html! {
        div.pad.head { h1 { "Delete " (number) "?" } }
        form.pad.ask method="post" action=(paths::numbered(paths::DESK_TICKET_DELETE, number)) novalidate {
            (named(&page.ticket))
            ul {
                li { "The ticket is gone with everything written on it, its tasks and its rating. This cannot be undone." }
                li { "Its number is never used again." }
                li { "What stays is that there was one of that number, who deleted it, and when." }
            }
            div.actions { button.btn.btn-bad { "Delete for good" } (back(number)) }
        }
    }
}

/// `/desk/tickets/{number}/tasks/{id}`.
pub(in crate::tickets::page) fn rename_task(number: TicketNumber, task: &Task, form: &FormState) -> Markup {
    let text = Field {
        name: tasks::fields::TASK,
        label: "What is to be done",
        aside: None,
        hint: None,
        control: Control::Line("text", "off"),
        is_required: true,
    };
    let place = paths::of(&paths::numbered(paths::DESK_TICKET_TASK, number), task.id.0);
    html! {
        div.pad.head { h1 { "Rename a task of " (number) } }
        form.pad.ask method="post" action=(place) novalidate {
            (summary(form))
            (field(&text, form))
            div.actions {
                button.btn.btn-go name=(tasks::fields::DO) value="rename" { "Rename" }
                (back(number))
            }
        }
    }
}

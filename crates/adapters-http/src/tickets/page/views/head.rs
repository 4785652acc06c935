//! What stands above a ticket: what it is, who is there, and what can be done with it.

use frontdesk_domain::{
    access::Deed,
    ports::StaffEntryKind,
    tickets::{Actor, EventKind, StatusKind},
};
use maud::{Markup, html};

use super::{CHANGED, FORM, View, words};
use crate::{
    paths,
    tickets::page::set,
    ui::{self, icons::Icon},
};

pub(super) fn head(view: &View<'_>) -> Markup {
    let ticket = &view.page.ticket;
    let opened = view.site.moment(ticket.created_at);
    html! {
        // A region of its own, so that another version by itself replaces nothing that somebody is at.
        span id={ "t" (ticket.number.0) } hidden data-topic=(view.topic()) data-version=(ticket.version) {}
        header.pad.tk-head #tk-head data-topic=(view.topic()) {
            div.tk-line {
                span.tag { (ticket.number.0) }
                (words::status(ticket.status().kind()))
                (words::priority(ticket.priority))
                (words::present(&view.page.present))
                span.end { a.btn.btn-bare href=(paths::DESK) data-key="u" { "To the queue" } }
            }
            h1 { bdi { (ticket.subject.as_str()) } }
            div.tk-line {
                span {
                    bdi { (view.client()) } " "
                    span.muted { "opened it on " (ui::time(&opened, false)) " " (words::opened_where(ticket.source)) }
                    @if is_unverified(view) { " " (unverified()) }
                }
                @if let Some(before) = ticket.follows {
                    span.muted { "It goes on from " a href=(paths::numbered(paths::DESK_TICKET, before)) { (before) } }
                }
                (deeds(view))
            }
        }
    }
}

/// Said beside what came from somebody who only typed the client's number.
pub(super) fn unverified() -> Markup {
    html! { span.lbl title="Somebody at the front desk typed this client’s phone number or customer ID. It may have been somebody else." { (Icon::Warning) "Unverified sender" } }
}

/// Whether who opened it only typed a number.
fn is_unverified(view: &View<'_>) -> bool {
    view.page.entries.iter().any(|entry| {
        entry.ticket == view.page.ticket.number
            && matches!(
                entry.kind,
                StaffEntryKind::Event {
                    actor: Actor::Visitor,
                    what: EventKind::Received { .. }
                }
            )
    })
}

fn deeds(view: &View<'_>) -> Markup {
    let ticket = &view.page.ticket;
    let is_mine = ticket.assignee().is_some() && ticket.assignee() == view.me();
    html! {
        span.end {
            @if view.may(Deed::Organise) && !is_mine {
                button.btn.btn-bare form=(FORM) formaction=(view.path(paths::DESK_TICKET_TAKE))
                    data-swap=(CHANGED) data-key="i" { (Icon::Person) "Take it" }
            }
            @if view.may(Deed::Move(StatusKind::Resolved)) && ticket.status().is_unresolved() {
                button.btn.btn-bare form=(FORM) formaction=(view.path(paths::DESK_TICKET_SET))
                    name=(set::fields::SET) value=(set::fields::RESOLVE) data-swap=(CHANGED) data-key="e" { (Icon::Done) "Resolve" }
            }
            @if view.may(Deed::Edit) {
                a.btn.btn-bare href=(view.path(paths::DESK_TICKET_EDIT)) { (Icon::Pen) "Edit" }
            }
            @if view.may(Deed::Merge) {
                a.btn.btn-bare href=(view.path(paths::DESK_TICKET_MERGE)) { (Icon::Merge) "Merge" }
            }
            @if view.may(Deed::Delete) {
                a.btn.btn-bare href=(view.path(paths::DESK_TICKET_DELETE)) { (Icon::Bin) "Delete" }
            }
        }
    }
}

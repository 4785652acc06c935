//! What stands beside the conversation: tasks, facts, and what else can be done.

use frontdesk_domain::tickets::StatusKind;
use maud::{Markup, html};

use super::{
    history::priority,
    stars,
    tasks::tasks,
    ticket::{TicketPage, another},
};
use crate::ui::status::Status;

pub(super) fn side(ticket: &TicketPage<'_>) -> Markup {
    html! {
        (tasks(ticket))
        section aria-labelledby="about-h" {
            h2 #about-h { "About this ticket" }
            (facts(ticket))
        }
        (moves(ticket))
        (leaves(ticket))
    }
}

fn facts(ticket: &TicketPage<'_>) -> Markup {
    let (page, of) = (ticket.page, &ticket.page.ticket);
    html! {
        dl.facts {
            div { dt { "About" } dd { bdi { (page.category) } } }
            div { dt { "Priority" } dd { (priority(of.priority)) } }
            div { dt { "Who has it" } dd {
                @if let Some(name) = &page.assignee { bdi { (name.as_str()) } } @else { "Nobody yet" }
            } }
            @if let Some(before) = of.follows { div { dt { "Goes on from" } dd { (another(ticket.place, before)) } } }
            @if let Some(next) = page.continued_in { div { dt { "Goes on in" } dd { (another(ticket.place, next)) } } }
            @if let Some(feedback) = &page.feedback {
                div { dt { "Your rating" } dd {
                    (stars(feedback.score.stars()))
                    @if let Some(comment) = &feedback.comment { p dir="auto" { (comment.as_str()) } }
                } }
            }
        }
    }
}

/// While nobody here took it up, its owner moves it freely.
fn moves(ticket: &TicketPage<'_>) -> Markup {
    let moves = &ticket.may.moves;
    let is_free = moves
        .iter()
        .any(|to| matches!(to, StatusKind::InProgress | StatusKind::OnHold));
    html! {
        @if is_free {
            section aria-labelledby="moves-h" {
                h2 #moves-h { "Where it stands" }
                p.hint { "Nobody here has begun yet, so you can set it yourself." }
                form.moves action=(ticket.place.status()) method="post" data-swap="ticket" {
                    @for to in moves {
                        button.btn name="to" value=(to.key()) { (Status::of(*to).mark()) (own_words(*to)) }
                    }
                }
            }
        }
    }
}

/// What its owner says of their own work by pressing the button; "we" would be the staff.
fn own_words(to: StatusKind) -> &'static str {
    match to {
        StatusKind::Open => "Not begun",
        StatusKind::InProgress => "I’m on it",
        StatusKind::OnHold => "On hold",
        StatusKind::Resolved => "Solved",
        StatusKind::Closed => "Closed",
    }
}

fn leaves(ticket: &TicketPage<'_>) -> Markup {
    let (may, place) = (ticket.may, ticket.place);
    html! {
        @if may.edit || may.withdraw || may.delete {
            ul.leaves {
                @if may.edit { li { a href=(place.edit()) { "Change title, text or category" } } }
                @if may.withdraw { li { a href=(place.withdraw()) { "Withdraw this ticket" } } }
                @if let (true, Some(delete)) = (may.delete, place.delete()) {
                    li { a href=(delete) { "Delete this ticket" } }
                }
            }
        }
    }
}

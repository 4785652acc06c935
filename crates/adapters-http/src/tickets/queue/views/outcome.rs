//! What a change to many tickets came to.

use frontdesk_domain::{bulk::BulkId, tickets::StaffChange};
use maud::{Markup, html};

use super::{Queue, tickets};
use crate::{
    paths,
    tickets::{
        queue::change,
        queue::outcome::{NONE_LEFT, NOTE, Outcome, TOO_LATE, UNDONE},
        words,
    },
    ui::field::hidden,
};

/// Said above the list.
pub(super) fn said(outcome: &Outcome, page: &Queue<'_>) -> Markup {
    html! {
        div.pad.said {
            div.note {
                p role="status" { (sentence(outcome, page)) " " (left(outcome)) }
                (refused(outcome))
                @if let Some(id) = outcome.undo { (undo(id, page)) }
            }
        }
    }
}

fn sentence(outcome: &Outcome, page: &Queue<'_>) -> Markup {
    let is_one = outcome.changed == 1;
    let changed = i64::try_from(outcome.changed).unwrap_or(i64::MAX);
    let many = tickets(changed, true);
    html! {
        @match outcome.what.as_str() {
            NONE_LEFT => "No ticket is waiting for somebody to take it.",
            TOO_LATE => "It was too late to undo that. A change to many tickets can be undone once, for ten minutes.",
            _ if outcome.changed == 0 => "Nothing was changed.",
            UNDONE if is_one => "1 ticket is as it was before.",
            UNDONE => { (many) " are as they were before." },
            NOTE if is_one => "The note is written on 1 ticket.",
            NOTE => { "The note is written on " (many) "." },
            word => @match change::of_word(page.choices, word) {
                Some(change) => (changed_to(change, is_one, &many, page)),
                None if is_one => "1 ticket was changed.",
                None => { (many) " were changed." },
            },
        }
    }
}

fn changed_to(change: StaffChange, is_one: bool, many: &str, page: &Queue<'_>) -> Markup {
    let verb = if is_one { " is " } else { " are " };
    html! {
        @match change {
            StaffChange::Assignee(Some(account)) if account == page.me => { (many) (verb) "assigned to you." },
            StaffChange::Assignee(Some(account)) => {
                (many) (verb) "assigned to " bdi { (page.choices.colleague(account).map_or("", |one| one.name.as_str())) } "."
            },
            StaffChange::Assignee(None) => { (many) (verb) "assigned to nobody now." },
            StaffChange::Status(status) => { (many) (verb) "now: " b { (words::status_words(status)) } "." },
            StaffChange::Priority(priority) => {
                (many) (verb) "now of this priority: " b { (words::priority_words(priority)) } "."
            },
            StaffChange::Category(id) => {
                (many) (verb) "now about: " bdi { (page.choices.category(id).map_or("", |one| one.label.as_str())) } "."
            },
        }
    }
}

/// How many were left alone.
fn left(outcome: &Outcome) -> &'static str {
    match (outcome.what.as_str(), outcome.left) {
        (_, 0) => "",
        (UNDONE, _) => "What somebody changed since was left alone.",
        _ => "Those that were so already were left alone.",
    }
}

fn refused(outcome: &Outcome) -> Markup {
    html! {
        @if !outcome.refused.is_empty() {
            p { "These could not be changed:" }
            ul.refused {
                @for (number, why) in &outcome.refused {
                    li { a href=(paths::numbered(paths::DESK_TICKET, *number)) { "#" (number.0) } " " (why.words()) }
                }
                @if outcome.more > 0 { li { "So could " (outcome.more) " more." } }
            }
        }
    }
}

fn undo(id: BulkId, page: &Queue<'_>) -> Markup {
    html! {
        form method="post" action=(paths::of(paths::DESK_BULK_UNDO, id.0)) data-swap="many views figures counted said" {
            (hidden("of", page.query))
            button.btn data-key="z" { "Undo" }
        }
    }
}

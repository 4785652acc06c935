//! What is to be done, as far as the client sees it: added, ticked, renamed and removed in place.

use frontdesk_domain::tasks::Task;
use maud::{Markup, html};

use super::{super::tasks::TEXT, ticket::TicketPage};
use crate::{
    shown::Shown,
    ui::{
        field::{Control, Field, field},
        form_state::FormState,
        icons::Icon,
    },
};

/// A task's form that was refused.
pub(crate) struct TaskForm {
    /// Of which task; none of a new one.
    pub(crate) id: Option<i64>,
    pub(crate) shown: Shown,
}

const ADD: Field<'_> = Field {
    name: TEXT,
    label: "Add a step",
    aside: None,
    hint: None,
    control: Control::Line("text", "off"),
    is_required: true,
};

const RENAME: Field<'_> = Field {
    label: "What is to be done",
    ..ADD
};

pub(super) fn tasks(ticket: &TicketPage<'_>) -> Markup {
    let tasks = &ticket.page.tasks;
    let done = tasks.iter().filter(|task| task.done_at.is_some()).count();
    html! {
        section #tasks aria-labelledby="tasks-h" {
            h2 #tasks-h { "What is to be done" }
            @if !tasks.is_empty() {
                p.hint { (done) " of " (tasks.len()) " done" }
                progress.bar max=(tasks.len()) value=(done) aria-labelledby="tasks-h" { (done) }
                ul.todo { @for task in tasks { (one(ticket, task)) } }
            }
            @if ticket.may.tasks { (adder(ticket)) }
            @else if tasks.is_empty() { p.hint { "Nothing was written down here." } }
        }
    }
}

fn one(ticket: &TicketPage<'_>, task: &Task) -> Markup {
    let is_done = task.done_at.is_some();
    let text = task.text.as_str();
    let (press, label) = if is_done {
        ("undone", "Not done: ")
    } else {
        ("done", "Done: ")
    };
    html! {
        li.is-done[is_done] {
            @if ticket.may.tasks {
                form action=(ticket.place.task(task.id.0)) method="post" data-swap="ticket" {
                    button.check name="do" value=(press) aria-label={ (label) (text) } { (mark(is_done)) }
                }
            } @else {
                span.check { (mark(is_done)) span.sr { (if is_done { "Done: " } else { "To do: " }) } }
            }
            span dir="auto" { (text) }
            @if ticket.may.tasks { (changer(ticket, task)) }
        }
    }
}

fn mark(is_done: bool) -> Icon {
    if is_done { Icon::Done } else { Icon::Ring }
}

/// Rename and remove, behind one quiet word. What was refused stands open.
fn changer(ticket: &TicketPage<'_>, task: &Task) -> Markup {
    let refused = ticket.task.filter(|form| form.id == Some(task.id.0));
    let text = task.text.as_str();
    html! {
        details open[refused.is_some()] {
            summary { "Change" span.sr { ": " (text) } }
            form.stack-s action=(ticket.place.task(task.id.0)) method="post" novalidate data-swap="ticket" {
                @match refused {
                    Some(refused) => (field(&RENAME, refused.shown.form())),
                    None => input.in name=(TEXT) value=(text) aria-label={ "What is to be done: " (text) } dir="auto";,
                }
                div.actions {
                    button.btn name="do" value="rename" { "Rename" }
                    button.btn name="do" value="remove" { "Remove" }
                }
            }
        }
    }
}

fn adder(ticket: &TicketPage<'_>) -> Markup {
    let fresh = FormState::default();
    let refused = ticket.task.filter(|form| form.id.is_none());
    let form = refused.map_or(&fresh, |refused| refused.shown.form());
    // With a refused rename on the page, that one has the field's id: the summary leads there.
    let is_named = ticket.task.is_none_or(|form| form.id.is_none());
    html! {
        form.stack-s action=(ticket.place.tasks()) method="post" novalidate data-swap="ticket" {
            @if is_named { (field(&ADD, form)) }
            @else { input.in name=(TEXT) aria-label=(ADD.label) dir="auto"; }
            button.btn { "Add" }
        }
    }
}

//! The to-do items of a ticket.

use frontdesk_domain::{
    access::Deed,
    tasks::{Audience, Task},
};
use maud::{Markup, html};

use super::{CHANGED, FORM, View, event::staff_only};
use crate::{paths, tickets::page::tasks::fields, ui::icons::Icon};

pub(super) fn tasks(view: &View<'_>) -> Markup {
    let tasks = &view.page.tasks;
    let done = tasks.iter().filter(|task| task.done_at.is_some()).count();
    let may = view.may(Deed::StaffTask);
    html! {
        section {
            div #tk-tasks data-topic=(view.topic()) {
                h2 { "Tasks" @if !tasks.is_empty() { span { (done) " of " (tasks.len()) } } }
                @if !tasks.is_empty() {
                    progress.bar max=(tasks.len()) value=(done) aria-label="Tasks done" { (done) " of " (tasks.len()) }
                    ul.todo { @for task in tasks { (one(view, task, may)) } }
                } @else if !may { p.muted { "There are no tasks." } }
            }
            @if may { (add(view)) }
        }
    }
}

fn one(view: &View<'_>, task: &Task, may: bool) -> Markup {
    let is_done = task.done_at.is_some();
    let place = paths::of(&view.path(paths::DESK_TICKET_TASK), task.id.0);
    let words = html! {
        @if is_done { (Icon::Ticked) } @else { (Icon::Box) }
        span { bdi { (task.text.as_str()) } @if task.audience == Audience::Staff { " " (staff_only()) } }
    };
    html! {
        li.is-done[is_done] {
            @if may {
                button.tick form=(FORM) formaction=(place) name=(fields::DO) value=(if is_done { "undone" } else { "done" })
                    aria-pressed=(is_done) data-swap=(CHANGED) { (words) }
                (more(task, &place))
            } @else { (words) }
        }
    }
}

/// What else can be done with it, without dragging.
fn more(task: &Task, place: &str) -> Markup {
    let button = |what: &str, icon: Icon, words: &str| {
        html! {
            button.btn.btn-bare form=(FORM) formaction=(place) name=(fields::DO) value=(what) data-swap=(CHANGED) {
                (icon) (words) span.sr { ": " (task.text.as_str()) }
            }
        }
    };
    html! {
        details.more id={ "more-" (task.id.0) } {
            summary { (Icon::More) span.sr { "Change: " (task.text.as_str()) } }
            div.row {
                (button("up", Icon::Up, "Up"))
                (button("down", Icon::Down, "Down"))
                a.btn.btn-bare href=(place) { (Icon::Pen) "Rename" span.sr { ": " (task.text.as_str()) } }
                (button("remove", Icon::Bin, "Remove"))
            }
        }
    }
}

fn add(view: &View<'_>) -> Markup {
    let form = &view.composer.form;
    let error = form.error(fields::TASK);
    html! {
        div.add-task #tk-add {
            label.sr for=(fields::TASK) { "A new task" }
            @if let Some(error) = error { p.err id="task-e" { (Icon::Warning) span { (error) } } }
            div.row {
                input.in id=(fields::TASK) name=(fields::TASK) form=(FORM) type="text" autocomplete="off" dir="auto"
                    placeholder="A new task" value=(form.value(fields::TASK)) aria-invalid=[error.map(|_| "true")]
                    aria-describedby=[error.map(|_| "task-e")];
                button.btn form=(FORM) formaction=(view.path(paths::DESK_TICKET_TASKS)) name="add" value="yes"
                    data-swap={ (CHANGED) " tk-add" } { "Add" }
            }
            label.small.row {
                input type="checkbox" name=(fields::STAFF) value="yes" form=(FORM);
                span { (Icon::Lock) "Only staff see it" }
            }
        }
    }
}

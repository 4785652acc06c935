//! What happened, in whole sentences.

use frontdesk_domain::{
    accounts::AccountId,
    clients::Name,
    tickets::{Actor, EventKind, Priority, Source, StatusKind, TaskLine},
};
use maud::{Markup, html};

use super::{View, words};
use crate::{paths, ui::icons::Icon};

/// An event as a sentence, and the icon beside it.
pub(super) fn sentence(
    view: &View<'_>,
    actor: Actor,
    name: Option<&Name>,
    what: &EventKind,
) -> (Icon, Markup) {
    let who = html! { b { bdi { (called(view, actor, name)) } } };
    match what {
        EventKind::Received { source } => (Icon::Tag, received(view, actor, &who, *source)),
        EventKind::StatusChanged { from, to } => {
            (Icon::Half, changed(&who, "status", status(from), status(to)))
        }
        EventKind::AssigneeChanged { from, to } => (Icon::Person, assigned(view, actor, &who, *from, *to)),
        EventKind::PriorityChanged { from, to } => (Icon::Bars, prioritised(&who, *from, *to)),
        EventKind::CategoryChanged { from, to } => {
            let label = |id| view.category(id).unwrap_or("a category that is gone");
            (Icon::Tag, changed(&who, "category", label(*from), label(*to)))
        }
        EventKind::SubjectChanged { from, to } => (Icon::Pen, changed(&who, "title", from, to)),
        EventKind::BodyChanged { from, .. } => (Icon::Pen, rewritten(&who, from)),
        EventKind::Linked { key } => (
            Icon::Link,
            html! { (who) " opened " b { (key) } " for this ticket." },
        ),
        EventKind::Replied => (Icon::Reply, html! { (who) " wrote a reply." }),
        EventKind::Noted => (Icon::Lock, html! { (who) " wrote an internal note." }),
        EventKind::TakenBack => (
            Icon::Reply,
            html! { (who) " took back a reply that was just sent." },
        ),
        EventKind::Rated { score } => (
            Icon::Star,
            html! { (who) " rated it with " b { (score) " of 5 stars" } "." },
        ),
        EventKind::MergedInto(other) => (Icon::Merge, html! { (who) " merged it into " (link(*other)) "." }),
        EventKind::Absorbed(other) => (
            Icon::Merge,
            html! { (who) " merged " (link(*other)) " into this ticket." },
        ),
        EventKind::ContinuedIn(next) => (
            Icon::Forward,
            html! { (who) " wrote again after it was over. It goes on in " (link(*next)) "." },
        ),
        EventKind::Deleted => (Icon::Bin, html! { (who) " deleted the ticket." }),
        task => (Icon::Todo, about_task(&who, task)),
    }
}

/// Who did it. Whose account is gone is called by what they were here for.
pub(super) fn called(view: &View<'_>, actor: Actor, name: Option<&Name>) -> String {
    let tracker = view.site.tracker.as_deref().unwrap_or("The tracker");
    match (actor, name) {
        (Actor::Agent(_) | Actor::Customer(_), Some(name)) => name.as_str(),
        (Actor::Agent(_) | Actor::FormerAgent, _) => "A former member of staff",
        (Actor::Client | Actor::Customer(_), _) => view.client(),
        (Actor::Visitor, _) => "Somebody at the front desk",
        (Actor::System, _) => "Frontdesk",
        (Actor::Tracker, _) => tracker,
    }
    .to_owned()
}

fn received(view: &View<'_>, actor: Actor, who: &Markup, source: Source) -> Markup {
    let client = html! { b { bdi { (view.client()) } } };
    html! {
        @match (source, actor) {
            (Source::Desk, Actor::Visitor) => { (who) " opened the ticket in the name of " (client) "." },
            (Source::Desk, _) => { (who) " opened the ticket at the front desk." },
            (Source::Portal, _) => { (who) " opened the ticket in the portal." },
            (Source::Staff, _) => { (who) " opened the ticket for " (client) "." },
            (Source::Api, _) => { (who) " opened the ticket by a program." },
        }
    }
}

/// "Mina changed the priority from Medium to High."
fn changed(who: &Markup, what: &str, from: &str, to: &str) -> Markup {
    html! {
        (who) " changed the " (what) " from " b { bdi { (from) } } " to " b { bdi { (to) } } "."
    }
}

fn prioritised(who: &Markup, from: Priority, to: Priority) -> Markup {
    changed(
        who,
        "priority",
        words::priority_words(from),
        words::priority_words(to),
    )
}

/// A word from before this program is shown as it is.
fn status(key: &str) -> &str {
    match StatusKind::from_key(key) {
        Some(kind) => words::status_words(kind),
        None => key,
    }
}

fn assigned(
    view: &View<'_>,
    actor: Actor,
    who: &Markup,
    from: Option<AccountId>,
    to: Option<AccountId>,
) -> Markup {
    let named =
        |account| html! { b { bdi { (view.colleague(account).unwrap_or("a former member of staff")) } } };
    html! {
        @match (from, to) {
            (None, Some(to)) if actor == Actor::Agent(to) => { (who) " took the ticket." },
            (Some(from), Some(to)) if actor == Actor::Agent(to) => { (who) " took the ticket over from " (named(from)) "." },
            (None, Some(to)) => { (who) " gave the ticket to " (named(to)) "." },
            (Some(from), Some(to)) => { (who) " gave the ticket to " (named(to)) " instead of " (named(from)) "." },
            (Some(from), None) if actor == Actor::Agent(from) => { (who) " gave the ticket back." },
            (Some(from), None) => { (who) " took the ticket from " (named(from)) "." },
            (None, None) => { (who) " changed who works on it." },
        }
    }
}

fn rewritten(who: &Markup, from: &str) -> Markup {
    html! {
        (who) " changed the text."
        details.quote { summary { "What it said before" } p dir="auto" { (from) } }
    }
}

fn link(number: frontdesk_domain::tickets::TicketNumber) -> Markup {
    html! { a href=(paths::numbered(paths::DESK_TICKET, number)) { (number) } }
}

fn about_task(who: &Markup, what: &EventKind) -> Markup {
    let text = |task: &TaskLine| {
        html! { b { bdi { (task.text) } } @if !task.shared { " " (staff_only()) } }
    };
    html! {
        @match what {
            EventKind::TaskAdded(task) => { (who) " added the task " (text(task)) "." },
            EventKind::TaskRenamed { from, to } => { (who) " renamed the task " b { bdi { (from) } } " to " (text(to)) "." },
            EventKind::TaskDone(task) => { (who) " finished the task " (text(task)) "." },
            EventKind::TaskUndone(task) => { (who) " reopened the task " (text(task)) "." },
            EventKind::TaskRemoved(task) => { (who) " removed the task " (text(task)) "." },
            _ => { (who) " put the tasks into another order." },
        }
    }
}

/// The lock beside what the client does not see.
pub(super) fn staff_only() -> Markup {
    html! { span title="Staff only" { (Icon::Lock) span.sr { "(staff only)" } } }
}

//! What happened to a ticket, as far as its client is told: who changed what, from what, to what, and when.

use std::collections::HashMap;

use frontdesk_domain::{
    accounts::AccountId,
    ports::{SharedEntry, SharedEntryKind},
    tickets::{Actor, CategoryId, EventKind, Priority},
};
use maud::{Markup, html};

use super::{
    talk::is_client,
    ticket::{TicketPage, another},
};
use crate::ui::{self, status::Status, text::paragraphs};

/// What accounts are called, as far as the page says it elsewhere.
type Names<'a> = HashMap<AccountId, &'a str>;

pub(super) fn history(ticket: &TicketPage<'_>) -> Markup {
    let names = names(ticket);
    let events = ticket.page.entries.iter().filter_map(|entry| match &entry.kind {
        SharedEntryKind::Event { actor, what } => {
            told(ticket, &names, what).map(|words| (entry, *actor, words))
        }
        SharedEntryKind::Reply { .. } => None,
    });
    html! {
        details.hist #history {
            summary { "Everything that happened" }
            ol { @for (entry, actor, words) in events {
                li {
                    span.muted.small { (ui::time(&ticket.site.moment(entry.at), false)) }
                    b { (who(entry, actor)) }
                    div { (words) }
                }
            } }
        }
    }
}

fn names<'a>(ticket: &TicketPage<'a>) -> Names<'a> {
    let page = ticket.page;
    let actors = page.entries.iter().filter_map(|entry| match &entry.kind {
        SharedEntryKind::Event { actor, .. } => Some((actor.account()?, entry.name.as_ref()?.as_str())),
        SharedEntryKind::Reply { .. } => None,
    });
    let assignee = page.ticket.assignee().zip(page.assignee.as_ref());
    actors
        .chain(assignee.map(|(account, name)| (account, name.as_str())))
        .collect()
}

fn who(entry: &SharedEntry, actor: Actor) -> Markup {
    html! {
        @if is_client(actor) { "You" } @else {
            @match (actor, &entry.name) {
                (Actor::Agent(_), Some(name)) => bdi { (name.as_str()) },
                (Actor::Agent(_) | Actor::FormerAgent, _) => "Support",
                (Actor::Visitor, _) => "Someone at the front desk",
                _ => "Frontdesk",
            }
        }
    }
}

/// One change in words; none for what has none.
fn told(ticket: &TicketPage<'_>, names: &Names<'_>, what: &EventKind) -> Option<Markup> {
    let place = ticket.place;
    Some(match what {
        EventKind::Received { .. } => html! { "Opened the ticket" },
        EventKind::StatusChanged { from, to } => {
            let (from, to) = (Status::from_key(from)?.words(), Status::from_key(to)?.words());
            changed("Status", &html! { (from) }, &html! { (to) })
        }
        EventKind::AssigneeChanged { from, to } => {
            changed("Who works on it", &person(names, *from), &person(names, *to))
        }
        EventKind::PriorityChanged { from, to } => changed(
            "Priority",
            &html! { (priority(*from)) },
            &html! { (priority(*to)) },
        ),
        EventKind::CategoryChanged { from, to } => {
            changed("Category", &category(ticket, *from), &category(ticket, *to))
        }
        EventKind::SubjectChanged { from, to } => {
            changed("Title", &html! { bdi { (from) } }, &html! { bdi { (to) } })
        }
        EventKind::BodyChanged { from, to } => texts(from, to),
        EventKind::TaskAdded(task) => html! { "Added the task “" bdi { (task.text) } "”" },
        EventKind::TaskRenamed { from, to } => {
            changed("Task", &html! { bdi { (from) } }, &html! { bdi { (to.text) } })
        }
        EventKind::TaskDone(task) => html! { "Finished the task “" bdi { (task.text) } "”" },
        EventKind::TaskUndone(task) => html! { "Reopened the task “" bdi { (task.text) } "”" },
        EventKind::TaskRemoved(task) => html! { "Removed the task “" bdi { (task.text) } "”" },
        EventKind::Rated { score } => html! { "Rated it: " (score) " of 5" },
        EventKind::MergedInto(other) => html! { "Closed it in favour of " (another(place, *other)) },
        EventKind::Absorbed(other) => html! { "Took in " (another(place, *other)) ", which says the same" },
        EventKind::ContinuedIn(next) => html! { "Went on in " (another(place, *next)) },
        EventKind::Linked { .. }
        | EventKind::Replied
        | EventKind::Noted
        | EventKind::TakenBack
        | EventKind::TasksReordered
        | EventKind::Deleted => return None,
    })
}

fn changed(what: &str, from: &Markup, to: &Markup) -> Markup {
    html! { (what) ": " s { (from) } " → " span.sr { "now " } (to) }
}

fn texts(from: &str, to: &str) -> Markup {
    html! {
        "Changed the text"
        details {
            summary { "Before and after" }
            div.body.was { (paragraphs(from)) }
            div.body { (paragraphs(to)) }
        }
    }
}

fn person(names: &Names<'_>, account: Option<AccountId>) -> Markup {
    html! {
        @match account.map(|account| names.get(&account)) {
            None => "nobody",
            Some(None) => "another colleague",
            Some(Some(name)) => bdi { (name) },
        }
    }
}

fn category(ticket: &TicketPage<'_>, id: CategoryId) -> Markup {
    let known = ticket.categories.iter().find(|category| category.id == id);
    html! { @if let Some(known) = known { bdi { (known.label.as_str()) } } @else { "another one" } }
}

pub(super) fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low",
        Priority::Medium => "Medium",
        Priority::High => "High",
        Priority::Urgent => "Urgent",
    }
}

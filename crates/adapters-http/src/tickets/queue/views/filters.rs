//! What narrows a list, and in which order it is.

use frontdesk_domain::{
    queue::{QueueSort, StatusChoice},
    tickets::{StatusKind, Turn},
};
use maud::{Markup, html};

use super::Queue;
use crate::{
    paths,
    tickets::{
        queue::{
            choices::{How, Whom},
            looked_for::{ANY, LookedFor, priorities},
        },
        words,
    },
    ui::{field::hidden, form_state::FormState, icons::Icon},
};

/// What narrows it now, and the form that changes that.
pub(super) fn filters(page: &Queue<'_>, wrong: &FormState) -> Markup {
    let now = page.looked_for;
    html! {
        div.pad.narrow {
            (searched(now))
            details.sieve open[!now.is_whole_view() || !wrong.is_clean()] {
                summary.chip { "Filter and sort" }
                form action=(paths::DESK) method="get" {
                    (hidden("view", now.view.key()))
                    (hidden("q", &now.words))
                    (select("status", "Status", None, statuses(now)))
                    (select("priority", "Priority", None, priority(now)))
                    (select("category", "Category", None, categories(page)))
                    (select("who", "Assigned to", Some("f"), people(page)))
                    (select("turn", "Whose turn", None, turns(now)))
                    (client(now, wrong))
                    (select("sort", "Order", None, orders(now)))
                    button.btn data-auto-button { "Show" }
                }
            }
            @if now.first_page() != LookedFor::of(now.view) {
                a.btn href=(LookedFor::of(now.view).url()) { "Take all filters away" }
            }
        }
    }
}

/// What is searched for, with the way to stop searching.
fn searched(now: &LookedFor) -> Markup {
    let without = LookedFor {
        words: String::new(),
        ..now.first_page()
    };
    html! {
        @if !now.words.is_empty() {
            a.chip.on href=(without.url()) {
                (Icon::Search)
                span.sr { "Stop searching for " }
                bdi { (now.words) }
                span aria-hidden="true" { "×" }
            }
        }
    }
}

/// One choice: a script sends it at once, and hides the button.
fn select(name: &'static str, label: &str, key: Option<&str>, options: Markup) -> Markup {
    let id = format!("by-{name}");
    html! {
        div {
            label for=(id) { (label) }
            select.in id=(id) name=(name) data-auto data-key=[key] { (options) }
        }
    }
}

fn option(value: &str, words: &str, is_chosen: bool) -> Markup {
    html! { option value=(value) selected[is_chosen] { (words) } }
}

fn statuses(now: &LookedFor) -> Markup {
    let kinds = StatusKind::ALL.map(|kind| (StatusChoice::Only(kind), words::status_words(kind)));
    let first = [
        (StatusChoice::Any, "Any"),
        (StatusChoice::Unresolved, "Unresolved"),
    ];
    html! {
        @for (choice, words) in first.into_iter().chain(kinds) {
            (option(choice.key(), words, choice == now.status))
        }
    }
}

fn priority(now: &LookedFor) -> Markup {
    html! {
        @for how in priorities() {
            @let words = match how {
                How::Any => "Any",
                How::Pressing => "High and urgent",
                How::Only(priority) => words::priority_words(priority),
            };
            (option(how.key(), words, how == now.priority))
        }
    }
}

fn categories(page: &Queue<'_>) -> Markup {
    let now = page.looked_for.category;
    html! {
        (option("", "Any", now.is_none()))
        @for category in &page.choices.categories {
            (option(&category.id.0.to_string(), category.label.as_str(), now == Some(category.id)))
        }
    }
}

fn people(page: &Queue<'_>) -> Markup {
    let now = page.looked_for.whom;
    let others = page
        .choices
        .colleagues
        .iter()
        .filter(|one| one.account != page.me);
    html! {
        @for (whom, words) in [(Whom::Anyone, "Anyone"), (Whom::Me, "Me"), (Whom::Nobody, "Nobody")] {
            (option(&whom.key(), words, whom == now))
        }
        @for one in others {
            @let whom = Whom::One(one.account);
            (option(&whom.key(), one.name.as_str(), whom == now))
        }
    }
}

fn turns(now: &LookedFor) -> Markup {
    let turns = [
        (None, "Either"),
        (Some(Turn::Ours), "Ours"),
        (Some(Turn::Theirs), "The customer’s"),
    ];
    html! {
        @for (turn, words) in turns { (option(turn.map_or(ANY, Turn::key), words, turn == now.turn)) }
    }
}

fn orders(now: &LookedFor) -> Markup {
    html! {
        @for sort in QueueSort::ALL { (option(sort.key(), order_words(sort), sort == now.sort)) }
    }
}

/// An order in words.
pub(super) fn order_words(sort: QueueSort) -> &'static str {
    match sort {
        QueueSort::Updated => "Last changed first",
        QueueSort::Stale => "Longest unchanged first",
        QueueSort::Newest => "Newest first",
        QueueSort::Oldest => "Oldest first",
        QueueSort::Priority => "Most urgent first",
        QueueSort::Resolved => "Last resolved first",
    }
}

fn client(now: &LookedFor, wrong: &FormState) -> Markup {
    let error = wrong.error("client");
    html! {
        div {
            label for="client" { "Customer ID" }
            input.in #client name="client" inputmode="numeric" autocomplete="off" size="10" value=(now.client)
                aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| "client-e")];
            @if let Some(error) = error { p.err #client-e { (Icon::Warning) span { (error) } } }
        }
    }
}

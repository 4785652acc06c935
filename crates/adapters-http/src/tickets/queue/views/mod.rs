//! The queue as a page.

mod bulk;
mod empty;
mod filters;
mod outcome;
mod table;

use frontdesk_application::DeskHead;
use frontdesk_domain::{
    accounts::AccountId, bulk::Bulk, ports::Choices, queue::QueueView, tickets::StatusKind,
};
use maud::{Markup, html};

use super::{
    choices::Wanted,
    list::{Found, Sent},
    looked_for::LookedFor,
    outcome::Outcome,
};
use crate::{
    paths,
    shown::Shown,
    site::Site,
    ui::{
        field,
        form_state::FormState,
        live::{self, Topic},
        sheet::{Place, Sheet},
    },
};

/// A list with all that is around it.
pub(super) struct Queue<'a> {
    pub(super) site: &'a Site,
    pub(super) me: AccountId,
    pub(super) head: &'a DeskHead,
    pub(super) choices: &'a Choices,
    pub(super) looked_for: &'a LookedFor,
    /// The query of its address, for forms that lead back to it.
    pub(super) query: &'a str,
    pub(super) found: &'a Result<Found, Wanted>,
    pub(super) outcome: Option<&'a Outcome>,
    pub(super) sent: &'a Sent,
    pub(super) shown: &'a Shown,
}

/// `/desk`
pub(super) fn queue(page: &Queue<'_>) -> Sheet {
    let name = view_words(page.looked_for.view);
    let wrong = wrong(page);
    let content = html! {
        div.pad.head {
            h1 { (name) }
            (counted(page))
            div.end {
                (live::fresh(&page.looked_for.first_page().url()))
                (take_next(page.head))
            }
        }
        (figures(page.head))
        div #said { @if let Some(outcome) = page.outcome { (outcome::said(outcome, page)) } }
        @let above = html! { (page.shown.above()) (field::summary(&wrong)) };
        @if !above.0.is_empty() { div.pad.said { (above) } }
        (filters::filters(page, &wrong))
        @match page.found {
            Ok(found) if !found.page.rows.is_empty() => (table::table(page, found)),
            found => (empty::nothing(page, found.is_err())),
        }
    };
    let title = match (wrong.is_clean(), page.shown.form().is_clean()) {
        (true, true) => name.to_owned(),
        (true, false) => page.shown.form().title(name),
        (false, _) => wrong.title(name),
    };
    Sheet::new(title, Place::Queue, content).beside(beside(page.head, Some(page.looked_for.view)))
}

/// What is wrong with what is looked for.
fn wrong(page: &Queue<'_>) -> FormState {
    match page.found {
        Ok(_) => FormState::default(),
        Err(wrong) => FormState::default().refused(wrong.field, wrong.message),
    }
}

/// The views with their counts.
fn beside(head: &DeskHead, now: Option<QueueView>) -> Markup {
    html! {
        div #views data-topic=(Topic::Tickets) {
            h2 { "Tickets" }
            ul {
                @for (view, count) in &head.views {
                    li { a href=(LookedFor::of(*view).url()) aria-current=[(Some(*view) == now).then_some("page")]
                        data-key=[view_key(*view)] { (view_words(*view)) b { (count) } } }
                }
            }
        }
    }
}

/// What a view is called.
pub(super) fn view_words(view: QueueView) -> &'static str {
    match view {
        QueueView::Mine => "Mine",
        QueueView::Unassigned => "Unassigned",
        QueueView::WaitingForUs => "Waiting for us",
        QueueView::WaitingForClient => "Waiting for the customer",
        QueueView::HighAndUrgent => "High and urgent",
        QueueView::RecentlyResolved => "Recently resolved",
        QueueView::All => "All tickets",
    }
}

fn view_key(view: QueueView) -> Option<&'static str> {
    match view {
        QueueView::Mine => Some("g m"),
        QueueView::Unassigned => Some("g u"),
        QueueView::All => Some("g a"),
        _ => None,
    }
}

fn counted(page: &Queue<'_>) -> Markup {
    html! {
        span.muted #counted data-topic=(Topic::Tickets) {
            @if let Ok(found) = page.found { (tickets(found.count, page.looked_for.is_whole_view())) }
        }
    }
}

/// "1 ticket", "47 tickets", "1,000+ tickets" where it was not counted further.
pub(super) fn tickets(count: i64, is_exact: bool) -> String {
    let most = i64::from(Bulk::MOST);
    match count {
        1 => "1 ticket".to_owned(),
        count if count > most && !is_exact => format!("{}+ tickets", grouped(most)),
        count => format!("{} tickets", grouped(count)),
    }
}

/// `1204` as `1,204`.
pub(super) fn grouped(count: i64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn take_next(head: &DeskHead) -> Markup {
    html! {
        form method="post" action=(paths::DESK_NEXT) {
            button.btn.btn-go data-key="g n" disabled[head.open_unassigned == 0] { "Take the next one" }
        }
    }
}

/// The figures of the desk and of one's own work, each leading to what it counts.
fn figures(head: &DeskHead) -> Markup {
    let of = LookedFor::of;
    let counts = [
        ("In all", head.counts.total(), LookedFor::all()),
        (
            "Open",
            head.counts.get(StatusKind::Open),
            LookedFor::only(StatusKind::Open),
        ),
        (
            "Resolved",
            head.counts.get(StatusKind::Resolved),
            LookedFor::only(StatusKind::Resolved),
        ),
        (
            "High and urgent",
            head.high_and_urgent,
            of(QueueView::HighAndUrgent),
        ),
        ("Assigned to me", head.mine.unresolved(), of(QueueView::Mine)),
    ];
    html! {
        dl.pad.figures #figures data-topic=(Topic::Tickets) {
            @for (words, count, leads_to) in counts {
                div { dt { (words) } dd { a href=(leads_to.url()) { (grouped(count)) } } }
            }
            div {
                dt { "My average rating" }
                dd {
                    @match head.my_average {
                        Some(average) => { (average / 10) "." (average % 10) span.sr { " of 5" } },
                        None => { span aria-hidden="true" { "–" } span.sr { "none yet" } },
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_said_as_people_say_them() {
        for (count, is_exact, words) in [
            (0, true, "0 tickets"),
            (1, false, "1 ticket"),
            (1000, false, "1,000 tickets"),
            (1001, false, "1,000+ tickets"),
            (1_204_017, true, "1,204,017 tickets"),
        ] {
            assert_eq!(tickets(count, is_exact), words);
        }
    }
}

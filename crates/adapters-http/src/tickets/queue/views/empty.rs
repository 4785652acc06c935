//! A list without tickets: says what to do instead of showing nothing.

use frontdesk_domain::queue::QueueView;
use maud::{Markup, html};

use super::{Queue, grouped};
use crate::{paths, tickets::queue::looked_for::LookedFor, ui::live::Topic};

pub(super) fn nothing(page: &Queue<'_>, is_wrong: bool) -> Markup {
    let now = page.looked_for;
    html! {
        div.pad.empty #many data-topic=(Topic::Tickets) {
            @if is_wrong {
                h2 { "Nothing was looked for" }
                p.muted { "Mend what is said above, and look again." }
            } @else if now.after.is_some() {
                h2 { "These were all" }
                a.btn href=(now.first_page().url()) { "Go to the first page" }
            } @else if !now.is_whole_view() {
                h2 { "No ticket fits" }
                p.muted { "A word must be written as it is in the ticket; its beginning with a star finds more: print*. Or take a filter away." }
                a.btn href=(LookedFor::of(now.view).url()) { "Take all filters away" }
            } @else {
                (empty_view(page))
            }
        }
    }
}

fn empty_view(page: &Queue<'_>) -> Markup {
    let free = page.head.open_unassigned;
    html! {
        h2 { "Nothing here" }
        @if free > 0 {
            p.muted { (unassigned(free)) }
            form method="post" action=(paths::DESK_NEXT) { button.btn.btn-go { "Take the next one" } }
        } @else if page.looked_for.view == QueueView::All {
            p.muted { "Tickets appear here as soon as somebody writes to the desk." }
            a.btn href=(paths::DESK_NEW) { "Open a ticket for somebody who calls" }
        } @else {
            p.muted { "Every ticket has somebody who works on it." }
            a.btn href=(LookedFor::all().url()) { "Show all tickets" }
        }
    }
}

fn unassigned(count: i64) -> String {
    match count {
        1 => "1 ticket is open and nobody’s.".to_owned(),
        count => format!("{} tickets are open and nobody’s.", grouped(count)),
    }
}

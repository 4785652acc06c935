//! The tickets of a list: a table where there is room, cards where there is not.

use frontdesk_domain::{ports::QueueRow, queue::QueueSort, tickets::Turn};
use maud::{Markup, html};

use super::{Queue, bulk, filters::order_words, view_words};
use crate::{
    paths,
    tickets::{queue::list::Found, words},
    ui::{self, icons::Icon, live::Topic},
};

/// The list with the bar that changes many, in one form.
pub(super) fn table(page: &Queue<'_>, found: &Found) -> Markup {
    let (looked_for, rows) = (page.looked_for, &found.page.rows);
    html! {
        div #many {
            form.many method="post" action=(paths::DESK_BULK) data-swap="many views figures counted said" {
                (bulk::bar(page, found))
                table.grid {
                    caption.sr { (view_words(looked_for.view)) ": " (order_words(looked_for.sort)) }
                    thead { tr {
                        th.pickbox scope="col" { span.sr { "Check" } }
                        (sorted_by("n", "Ticket", page, QueueSort::Newest, QueueSort::Oldest))
                        th.subj scope="col" { "Subject" }
                        th.who scope="col" { "From" }
                        th scope="col" { "Status" }
                        (sorted_by("pri", "Priority", page, QueueSort::Priority, QueueSort::Priority))
                        th scope="col" { "With" }
                        (sorted_by("when", "Changed", page, QueueSort::Updated, QueueSort::Stale))
                    } }
                    tbody #rows data-rows data-topic=(Topic::Tickets) { @for row in rows { (ticket(page, row)) } }
                }
            }
            (pager(page, found))
        }
    }
}

/// A heading that puts the list in its order, and in the opposite one when it is in that order already.
fn sorted_by(class: &str, words: &str, page: &Queue<'_>, down: QueueSort, up: QueueSort) -> Markup {
    let now = page.looked_for.sort;
    let (direction, other) = match now {
        now if now == down => (Some("descending"), up),
        now if now == up => (Some("ascending"), down),
        _ => (None, down),
    };
    html! {
        th class=(class) scope="col" aria-sort=[direction] {
            a href=(page.looked_for.sorted(other).url()) {
                (words)
                @match direction {
                    Some("ascending") => (Icon::Up),
                    Some(_) => (Icon::Down),
                    None => {},
                }
            }
        }
    }
}

fn ticket(page: &Queue<'_>, row: &QueueRow) -> Markup {
    let number = row.number;
    let is_checked = page.sent.checked.contains(&number);
    html! {
        tr id={ "t" (number.0) } data-row=(number.0) data-version=(row.version) {
            td.pickbox { label {
                input type="checkbox" name={ "t" (number.0) } checked[is_checked];
                span.sr { "Check ticket " (number.0) }
            } }
            td.n { span.tag { (number.0) } }
            th.subj scope="row" {
                a href=(paths::numbered(paths::DESK_TICKET, number)) { bdi { (row.subject) } }
                (bits(row))
                bdi.x { (rest(row)) }
            }
            td.who { bdi { (row.client_name.as_str()) } }
            td.s { (words::status(row.status.kind())) }
            td.pri { (words::priority(row.priority)) }
            td.ass { (words::assignee(row.assignee.as_ref())) }
            td.when {
                @if row.status.is_unresolved() { span.turn { (turn(row.turn)) } " " }
                (ui::time(&page.site.moment(row.updated_at), true))
            }
        }
    }
}

/// How the text goes on: its first line is the title of what came from the front desk.
fn rest(row: &QueueRow) -> &str {
    let rest = row.excerpt.strip_prefix(row.subject.as_str());
    rest.unwrap_or(&row.excerpt).trim_start()
}

fn turn(turn: Turn) -> &'static str {
    match turn {
        Turn::Ours => "our turn",
        Turn::Theirs => "their turn",
    }
}

fn bits(row: &QueueRow) -> Markup {
    html! {
        @if !row.present.is_empty() || row.score.is_some() {
            span.bits {
                @if let Some(score) = row.score { (words::stars(score)) }
                (words::present(&row.present))
            }
        }
        span.lbl { (row.category) }
    }
}

fn pager(page: &Queue<'_>, found: &Found) -> Markup {
    let first = page.looked_for.first_page();
    let is_first = page.looked_for.after.is_none();
    html! {
        nav.pad.pager aria-label="Pages" {
            @if !is_first { a.btn href=(first.url()) { "First page" } }
            @if found.page.next.is_some() {
                @let next = first.followed_by(found.page.next);
                a.btn href=(next.url()) rel="next" { "Next page" }
            }
        }
    }
}

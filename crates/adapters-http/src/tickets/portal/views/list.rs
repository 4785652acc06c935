//! `/my`: the figures at the head, the filters, and ten tickets.

use frontdesk_application::PortalHead;
use frontdesk_domain::{
    ports::PortalRow,
    queue::StatusChoice,
    tickets::{Category, Status, StatusKind, TicketNumber, Turn},
    time::Timestamp,
};
use maud::{Markup, html};

use super::{
    narrow::{Chosen, filters},
    stars, told,
};
use crate::{
    paths,
    shown::Shown,
    site::Site,
    ui::{
        self,
        claim::tag,
        icons::Icon,
        live::{self, Topic},
        page::{Page, Width},
        status,
    },
};

/// What the page shows.
pub(crate) struct List<'a> {
    pub(crate) head: &'a PortalHead,
    pub(crate) rows: &'a [PortalRow],
    /// Where the next page begins.
    pub(crate) next: Option<(Timestamp, TicketNumber)>,
    pub(crate) chosen: &'a Chosen,
    /// Those that can be filtered by.
    pub(crate) categories: &'a [Category],
    /// Whether they are anybody's client: only then can they have tickets.
    pub(crate) has_record: bool,
    pub(crate) works_here: bool,
    pub(crate) site: &'a Site,
}

/// `/my`.
pub(crate) fn list(list: &List<'_>, shown: &Shown) -> Page {
    let content = html! {
        div.my-head {
            h1 { "My tickets" }
            @if list.has_record { (ui::link_button(paths::MY_TICKET_NEW, "Open a new ticket", true)) }
        }
        (shown.above())
        @if list.has_record { (figures(list)) (filters(list.chosen, list.categories)) (tickets(list)) } @else { (nobodys(list)) }
    };
    Page {
        title: "My tickets".to_owned(),
        width: Width::Wide,
        content,
    }
}

/// An account that is no client's: staff, mostly.
fn nobodys(list: &List<'_>) -> Markup {
    html! {
        p.lead { "Your account has no customer record here, so there are no tickets of your own." }
        div.actions {
            @if list.works_here { (ui::link_button(paths::DESK, "To the queue", true)) }
            @else { (ui::link_button(paths::FRONT_DESK, "To the front desk", true)) }
        }
    }
}

/// How many there are, each figure a way to those tickets. What waits for the reader comes first.
fn figures(list: &List<'_>) -> Markup {
    let (head, counts) = (list.head, list.head.counts);
    let to = |status, waiting| Chosen {
        status,
        waiting,
        category: None,
        after: None,
    };
    let main = [
        (
            "Waiting for you",
            head.waiting_for_me,
            to(StatusChoice::Any, true),
        ),
        (
            "Unsolved",
            counts.unresolved(),
            to(StatusChoice::Unresolved, false),
        ),
        ("All", counts.total(), to(StatusChoice::Any, false)),
    ];
    let here = |to: &Chosen| list.chosen.status == to.status && list.chosen.waiting == to.waiting;
    let figures = html! {
            nav.tabs aria-label="Show" {
                @for (words, count, to) in &main {
                    a href=(to.first()) aria-current=[here(to).then_some("page")] { (words) " " b { (count) } }
                }
            }
            ul.counts aria-label="How they stand" {
                @for kind in StatusKind::ALL {
                    @let to = to(StatusChoice::Only(kind), false);
                    li { a href=(to.first()) aria-current=[here(&to).then_some("page")] {
                        (status::Status::of(kind)) " " b { (counts.get(kind)) }
                    } }
                }
            }
    };
    ui::region("counts", Topic::Tickets, &figures)
}

fn tickets(list: &List<'_>) -> Markup {
    let content = html! {
        @if list.rows.is_empty() { (nothing(list)) } @else { (table(list)) (pages(list)) }
    };
    html! {
        (live::fresh(&list.chosen.here()))
        (ui::region("tickets", Topic::Tickets, &content))
        (live::by_hand(&list.chosen.here()))
    }
}

fn nothing(list: &List<'_>) -> Markup {
    html! {
        @if list.chosen.after.is_some() {
            p.lead { "There is nothing after this." }
            div.actions { (ui::link_button(&list.chosen.first(), "To the newest", false)) }
        } @else if list.chosen.is_narrow() {
            p.lead { "None of your tickets is like that." }
            div.actions { (ui::link_button(paths::MY_TICKETS, "Show all of them", false)) }
        } @else {
            p.lead { "You have no tickets yet. What you ask us appears here, with our answers." }
        }
    }
}

fn table(list: &List<'_>) -> Markup {
    html! {
        table.tickets {
            caption.sr { "Your tickets, the last changed first" }
            thead { tr {
                th scope="col" { "Number" } th scope="col" { "Title" } th scope="col" { "Status" }
                th scope="col" { "Who has it" } th scope="col" { "Your stars" } th scope="col" { "Last change" }
            } }
            tbody { @for ticket in list.rows { (row(ticket, list.site)) } }
        }
    }
}

fn row(ticket: &PortalRow, site: &Site) -> Markup {
    let number = ticket.number.0;
    // On hold, the status itself says so.
    let waits = ticket.turn == Turn::Theirs && matches!(ticket.status, Status::Open | Status::InProgress);
    html! {
        tr id={ "t" (number) } data-row=(number) data-version=(ticket.version) {
            td { (tag(&number.to_string())) }
            th scope="row" {
                a.title href=(paths::numbered(paths::MY_TICKET, ticket.number)) { bdi { (ticket.subject) } }
                span.small.muted { (ticket.category) }
            }
            td { (told(ticket.status, ticket.turn)) @if waits { span.your-turn { (Icon::Letter) "Waiting for you" } } }
            td { @if let Some(name) = &ticket.assignee { bdi { (name.as_str()) } } @else { span.muted.none { "Nobody yet" } } }
            td { @if let Some(score) = ticket.score { (stars(score.stars())) } @else { span.muted.none { "None" } } }
            td.small { (ui::time(&site.moment(ticket.updated_at), true)) }
        }
    }
}

fn pages(list: &List<'_>) -> Markup {
    html! {
        @if list.chosen.after.is_some() || list.next.is_some() {
            nav.actions aria-label="Pages" {
                @if list.chosen.after.is_some() { (ui::link_button(&list.chosen.first(), "To the newest", false)) }
                @if let Some(next) = list.next { (ui::link_button(&list.chosen.page(next), "Older ones", false)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::form_state::FormState;

    #[test]
    fn an_account_that_is_no_client_is_told_where_to_go() {
        let page = |works_here| {
            let shown = Shown::fresh(FormState::default());
            let all = List {
                head: &PortalHead::default(),
                rows: &[],
                next: None,
                chosen: &Chosen::default(),
                categories: &[],
                has_record: false,
                works_here,
                site: &Site::default(),
            };
            list(&all, &shown).content.into_string()
        };
        for (works_here, way) in [(true, paths::DESK), (false, paths::FRONT_DESK)] {
            let page = page(works_here);
            assert!(
                page.contains("no customer record") && page.contains(&format!(r#"href="{way}""#)),
                "{page}"
            );
            assert!(!page.contains(paths::MY_TICKET_NEW), "{page}");
        }
    }
}

//! The board as a page.

use frontdesk_application::StatusCounts;
use frontdesk_domain::{
    ports::QueueRow,
    queue::{QueueSort, StatusChoice},
    tickets::{NotNow, StatusKind, TicketNumber, Turn},
};
use maud::{Markup, html};

use crate::{
    paths,
    site::Site,
    tickets::words,
    ui::{
        self,
        field::hidden,
        icons::Icon,
        live::Topic,
        sheet::{Place, Sheet},
    },
};

/// What the page says besides its cards.
#[derive(Clone, Copy, Debug)]
pub(super) enum Said {
    Moved(TicketNumber),
    NotNow(TicketNumber, NotNow),
    Gone(TicketNumber),
    NoStatus,
}

/// Every card, and how many tickets each column has.
pub(super) struct Board<'a> {
    pub(super) site: &'a Site,
    pub(super) counts: StatusCounts,
    pub(super) rows: &'a [QueueRow],
    pub(super) said: Option<Said>,
}

/// All columns, for the script that puts a moved card in place without a reload.
const PLACES: &str = "said lane-open lane-in_progress lane-on_hold lane-resolved lane-closed";

/// `/desk/board`
pub(super) fn board(board: &Board<'_>) -> Sheet {
    let content = html! {
        div.pad.head { h1 { "Board" } span.muted { "What changed last in each status" } }
        div #said { @if let Some(said) = board.said { div.pad.said { (spoken(said, board.rows)) } } }
        div.lanes tabindex="0" role="region" aria-label="Tickets by status" {
            @for kind in StatusKind::ALL { (lane(board, kind)) }
        }
    };
    Sheet::new("Board", Place::Board, content)
}

fn spoken(said: Said, rows: &[QueueRow]) -> Markup {
    let words = match said {
        Said::Moved(number) => moved(number, rows),
        Said::NotNow(number, why) => format!("Ticket {} stays where it is. {}", number.0, not_now(why)),
        Said::Gone(number) => format!("There is no ticket {} any more.", number.0),
        Said::NoStatus => "That is no status a ticket can have. Choose one of the columns.".to_owned(),
    };
    ui::notice(&words)
}

fn moved(number: TicketNumber, rows: &[QueueRow]) -> String {
    match rows.iter().find(|row| row.number == number) {
        Some(row) => {
            let status = words::status_words(row.status.kind());
            format!("Ticket {} is in this column now: {status}.", number.0)
        }
        None => format!("Ticket {} was moved.", number.0),
    }
}

fn not_now(why: NotNow) -> &'static str {
    match why {
        NotNow::Closed => "It was merged into another ticket: move that one.",
        NotNow::NeedsAssignee => "Somebody has to work on it first. Open it and assign it.",
        _ => "Open it to see why.",
    }
}

fn lane(board: &Board<'_>, kind: StatusKind) -> Markup {
    let key = kind.key();
    let (cards, count) = (
        board.rows.iter().filter(|row| row.status.kind() == kind),
        board.counts.get(kind),
    );
    let shown = i64::try_from(cards.clone().count()).unwrap_or(i64::MAX);
    html! {
        section.lane id={ "lane-" (key) } data-topic=(Topic::Tickets) data-column=(key) aria-labelledby={ "of-" (key) } {
            h2 id={ "of-" (key) } { (words::status(kind)) b { (count) } }
            ul { @for row in cards { (card(board.site, row)) } }
            @if count > shown { a.small href=(all_of(kind)) { "Show all of them in the queue" } }
            @if count == 0 { p.muted.small { "No ticket has this status." } }
        }
    }
}

/// The whole column, as a list.
fn all_of(kind: StatusKind) -> String {
    let status = StatusChoice::Only(kind).key();
    paths::with(paths::DESK, &[("status", status), ("sort", sort_of(kind))])
}

fn sort_of(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Resolved => QueueSort::Resolved.key(),
        // As lists of all tickets are anyway.
        _ => "",
    }
}

fn card(site: &Site, row: &QueueRow) -> Markup {
    let number = row.number;
    html! {
        li.slip id={ "t" (number.0) } data-card=(number.0) data-version=(row.version) draggable="true" {
            div.top {
                span.tag { (number.0) }
                (words::priority(row.priority))
                (moves(row))
            }
            h3 { a href=(paths::numbered(paths::DESK_TICKET, number)) draggable="false" { bdi { (row.subject) } } }
            p.muted { bdi { (row.client_name.as_str()) } }
            @if !row.present.is_empty() { div.bits { (words::present(&row.present)) } }
            div.end {
                (words::assignee(row.assignee.as_ref()))
                span.muted {
                    @if row.status.is_unresolved() && row.turn == Turn::Theirs { "their turn" }
                    @else { (ui::time(&site.moment(row.updated_at), true)) }
                }
            }
        }
    }
}

/// The other columns, to move it there by a press.
fn moves(row: &QueueRow) -> Markup {
    let others = StatusKind::ALL
        .into_iter()
        .filter(|kind| *kind != row.status.kind());
    html! {
        details {
            summary { (Icon::More) span.sr { "Move ticket " (row.number.0) } }
            form.move method="post" action=(paths::DESK_BOARD) data-move data-swap=(PLACES) {
                (hidden("number", &row.number.0.to_string()))
                @for kind in others {
                    button.btn name="to" value=(kind.key()) {
                        span.sr { "Move to: " } (words::status_words(kind))
                    }
                }
            }
        }
    }
}

//! What was said and done, in one stream.

use frontdesk_domain::{
    clients::Name,
    ports::{StaffEntry, StaffEntryKind, StaffPage},
    replies::Sender,
    tickets::TicketNumber,
    time::Timestamp,
};
use maud::{Markup, html};

use super::{View, event, head};
use crate::{
    paths,
    ui::{icons::Icon, sheet::initials, text::paragraphs},
};

/// Which part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tickets::page) enum Show {
    #[default]
    Everything,
    Conversation,
    Notes,
    Events,
}

impl Show {
    /// The field of the address.
    pub(in crate::tickets::page) const FIELD: &str = "show";
    const ALL: [Self; 4] = [Self::Everything, Self::Conversation, Self::Notes, Self::Events];

    fn key(self) -> &'static str {
        match self {
            Self::Everything => "",
            Self::Conversation => "conversation",
            Self::Notes => "notes",
            Self::Events => "events",
        }
    }

    pub(in crate::tickets::page) fn from_key(key: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|show| show.key() == key)
            .unwrap_or_default()
    }

    fn words(self) -> &'static str {
        match self {
            Self::Everything => "Everything",
            Self::Conversation => "Conversation",
            Self::Notes => "Notes",
            Self::Events => "Events",
        }
    }

    fn holds(self, line: &Line<'_>) -> bool {
        matches!(
            (self, &line.kind),
            (Self::Everything, _)
                | (Self::Conversation, Kind::Opening(_) | Kind::Reply(..))
                | (Self::Notes, Kind::Note(_))
                | (Self::Events, Kind::Event(..))
        )
    }
}

/// One line of it.
struct Line<'a> {
    ticket: TicketNumber,
    at: Timestamp,
    name: Option<&'a Name>,
    kind: Kind<'a>,
}

enum Kind<'a> {
    /// What its client first wrote.
    Opening(&'a str),
    Reply(Sender, &'a str),
    Note(&'a str),
    Event(&'a StaffEntry),
}

pub(super) fn timeline(view: &View<'_>) -> Markup {
    let lines = lines(view);
    let shown: Vec<&Line<'_>> = lines.iter().filter(|line| view.show.holds(line)).collect();
    html! {
        div #tk-line data-topic=(view.topic()) {
        div.row.tl-head {
            h2.sr #tl { "Timeline" }
            nav.seg aria-label="Show" {
                @for show in Show::ALL {
                    @let count = lines.iter().filter(|line| show.holds(line)).count();
                    a href=(paths::with(&view.path(paths::DESK_TICKET), &[(Show::FIELD, show.key())]))
                        aria-current=[(show == view.show).then_some("page")] {
                        (show.words()) " " span.muted { (count) }
                    }
                }
            }
        }
            @if shown.is_empty() { p.none { (nothing(view.show)) } }
            @else { ol.line { (days(view, &shown)) } }
        }
    }
}

fn nothing(show: Show) -> &'static str {
    match show {
        Show::Notes => "Nobody has written a note yet.",
        Show::Events => "Nothing has happened yet.",
        Show::Everything | Show::Conversation => "Nobody has written yet.",
    }
}

fn days(view: &View<'_>, lines: &[&Line<'_>]) -> Markup {
    let day = |line: &Line<'_>| view.site.day(line.at);
    html! {
        @for lines in lines.chunk_by(|one, next| day(one) == day(next)) {
            @if let Some(first) = lines.first() { li.day { h3 { (day(first)) } } }
            @for line in lines { (one(view, line)) }
        }
    }
}

fn lines<'a>(view: &View<'a>) -> Vec<Line<'a>> {
    let openings = std::iter::once(view.page).chain(view.absorbed);
    let entries = view.page.entries.iter().map(line);
    let mut lines: Vec<Line<'a>> = openings.map(opening).chain(entries).collect();
    lines.sort_by_key(|line| line.at);
    lines
}

fn opening(page: &StaffPage) -> Line<'_> {
    Line {
        ticket: page.ticket.number,
        at: page.ticket.created_at,
        name: None,
        kind: Kind::Opening(page.ticket.body.as_str()),
    }
}

fn line(entry: &StaffEntry) -> Line<'_> {
    let kind = match &entry.kind {
        StaffEntryKind::Reply { sender, body, .. } => Kind::Reply(*sender, body),
        StaffEntryKind::Note { body, .. } => Kind::Note(body),
        StaffEntryKind::Event { .. } => Kind::Event(entry),
    };
    Line {
        ticket: entry.ticket,
        at: entry.at,
        name: entry.name.as_ref(),
        kind,
    }
}

fn one(view: &View<'_>, line: &Line<'_>) -> Markup {
    let client = view.client();
    match &line.kind {
        Kind::Opening(body) => message(view, line, client, "Customer", body, false),
        Kind::Reply(sender, body) => {
            let name = event::called(view, sender.actor(), line.name);
            match sender {
                Sender::Agent(_) | Sender::FormerAgent => message(view, line, &name, "Staff", body, true),
                Sender::Unverified => message(view, line, &name, "Unverified sender", body, false),
                Sender::Client | Sender::Customer(_) => message(view, line, &name, "Customer", body, false),
            }
        }
        Kind::Note(body) => note(view, line, body),
        Kind::Event(entry) => happened(view, line, entry),
    }
}

fn message(view: &View<'_>, line: &Line<'_>, name: &str, role: &str, body: &str, is_staff: bool) -> Markup {
    let is_unverified = matches!(line.kind, Kind::Reply(Sender::Unverified, _));
    html! {
        li {
            span.face.face-us[is_staff] aria-hidden="true" { (initials(name)) }
            article {
                header {
                    b { bdi { (name) } }
                    @if is_unverified { (head::unverified()) } @else { span.muted.small { (role) } }
                    (from(view, line))
                    (when(view, line.at))
                }
                div.body { (paragraphs(body)) }
            }
        }
    }
}

fn note(view: &View<'_>, line: &Line<'_>, body: &str) -> Markup {
    let name = line.name.map_or("A former member of staff", Name::as_str);
    html! {
        li {
            span.face.face-note aria-hidden="true" { (Icon::Lock) }
            article.note {
                header {
                    span.note-w { "Internal note" }
                    b { bdi { (name) } }
                    span.muted.small { "Customers never see this" }
                    (from(view, line))
                    (when(view, line.at))
                }
                div.body { (paragraphs(body)) }
            }
        }
    }
}

fn happened(view: &View<'_>, line: &Line<'_>, entry: &StaffEntry) -> Markup {
    let StaffEntryKind::Event { actor, what } = &entry.kind else {
        return html! {};
    };
    let (icon, sentence) = event::sentence(view, *actor, line.name, what);
    html! {
        li.ev { (icon) div { (sentence) " " (from(view, line)) " " (when(view, line.at)) } }
    }
}

/// Said beside what was written on a ticket that was merged into this one.
fn from(view: &View<'_>, line: &Line<'_>) -> Markup {
    html! {
        @if line.ticket != view.page.ticket.number {
            a.small href=(paths::numbered(paths::DESK_TICKET, line.ticket)) { "on " (line.ticket) }
        }
    }
}

fn when(view: &View<'_>, at: Timestamp) -> Markup {
    let moment = view.site.moment(at);
    html! { time.muted.small.end datetime=(moment.machine) title=(moment.long) { (view.site.clock(at)) } }
}

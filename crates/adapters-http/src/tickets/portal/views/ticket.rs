//! One ticket: where it stands, what was said, what is to be done, and the reply box at the end.

use frontdesk_domain::{
    ports::SharedPage,
    tickets::{CategoryEntry, Ending, Status, StatusKind, TicketNumber, Turn, WorkedBy},
};
use maud::{Markup, html};

use super::{super::place::Place, history::history, side::side, stars, talk::conversation, tasks::TaskForm};
use crate::{
    paths,
    shown::Shown,
    site::Site,
    ui::{
        self,
        claim::tag,
        field::{Control, Field, field, hidden},
        icons::Icon,
        live::Topic,
        page::{Page, Width},
        status::{self, steps_told},
    },
};

/// What its reader may do to it: the buttons that are there.
#[derive(Clone, Debug, Default)]
pub(crate) struct May {
    pub(crate) edit: bool,
    /// To where they may move it, but for closing it.
    pub(crate) moves: Vec<StatusKind>,
    pub(crate) withdraw: bool,
    pub(crate) delete: bool,
    pub(crate) tasks: bool,
    pub(crate) rate: bool,
}

/// What the page shows.
pub(crate) struct TicketPage<'a> {
    pub(crate) page: &'a SharedPage,
    pub(crate) place: &'a Place,
    pub(crate) site: &'a Site,
    pub(crate) may: &'a May,
    /// Those that its history may name.
    pub(crate) categories: &'a [CategoryEntry],
    /// The submission key of the reply box.
    pub(crate) key: &'a str,
    /// What was done, or why not.
    pub(crate) notice: Option<&'a str>,
    /// The reply box.
    pub(crate) reply: &'a Shown,
    /// The form of a task that was refused.
    pub(crate) task: Option<&'a TaskForm>,
}

/// `/my/tickets/10472`, and `/track/{token}`.
pub(crate) fn ticket(ticket: &TicketPage<'_>) -> Page {
    let told = html! {
        (head(ticket))
        section.tk-talk aria-labelledby="talk-h" { (conversation(ticket)) (history(ticket)) }
        aside.tk-side { (side(ticket)) }
    };
    let content = html! {
        @if let Some(notice) = ticket.notice { (ui::notice(notice)) }
        @if let Some(task) = ticket.task { (task.shown.above()) }
        div.split.tk { (watched(ticket, &told)) (reply(ticket)) }
    };
    let (number, subject) = (ticket.page.ticket.number, ticket.page.ticket.subject.as_str());
    let shown = ticket.task.map_or(ticket.reply, |task| &task.shown);
    Page {
        title: shown.form().title(&format!("Ticket {number} – {subject}")),
        width: Width::Wide,
        content,
    }
}

/// Everything that changes by itself.
fn watched(ticket: &TicketPage<'_>, told: &Markup) -> Markup {
    let of = &ticket.page.ticket;
    match ticket.place {
        Place::Link(token) => {
            let events = paths::track_events(token, of.version);
            ui::live("ticket", &events, &ticket.place.page(), told)
        }
        Place::Mine(number) => ui::region("ticket", Topic::Ticket(*number), told),
    }
}

fn head(ticket: &TicketPage<'_>) -> Markup {
    let of = &ticket.page.ticket;
    html! {
        div.tk-head {
            @if let Place::Mine(_) = ticket.place { p.row { a.small href=(paths::MY_TICKETS) { "My tickets" } } }
            h1 dir="auto" { (of.subject.as_str()) }
            p.row.small {
                (tag(&of.number.0.to_string()))
                span.muted { "Opened " (ui::time(&ticket.site.moment(of.created_at), false)) }
                (reference(ticket))
            }
            (steps_told(of.status().into(), &stations(ticket)))
            (next(ticket))
        }
    }
}

/// The ticket's other half: its key and where it stands there.
fn reference(ticket: &TicketPage<'_>) -> Markup {
    let (page, name) = (ticket.page, ticket.site.tracker.as_deref());
    html! {
        @if let Some(external) = &page.ticket.external {
            span.muted {
                (name.unwrap_or(&external.tracker)) ": " bdi { (external.key) }
                @if let Some(there) = &page.tracker_status { " (" bdi { (there) } ")" }
            }
        } @else if let (Some(name), true) = (name, page.tracker_asked) {
            span.muted { (name) ": Queued" }
        }
    }
}

/// What stands below the stations: when it was received, who has it, since when it is solved.
fn stations(ticket: &TicketPage<'_>) -> [Markup; 3] {
    let (page, of) = (ticket.page, &ticket.page.ticket);
    let at = |at| ui::time(&ticket.site.moment(at), false);
    let has_begun = of.status() != Status::Open;
    [
        at(of.created_at),
        html! { @if has_begun { @if let Some(name) = &page.assignee { bdi { (name.as_str()) } " has it" } } },
        match of.status() {
            Status::Resolved { at: when } | Status::Closed { at: when, .. } => at(when),
            _ => html! {},
        },
    ]
}

/// What happens next, and what the reader can do about it.
fn next(ticket: &TicketPage<'_>) -> Markup {
    let (of, may) = (&ticket.page.ticket, ticket.may);
    let can = |to: StatusKind| may.moves.contains(&to);
    let is_solved = matches!(of.status(), Status::Resolved { .. });
    html! {
        div.tk-next {
            p { (what_next(ticket)) }
            @if may.rate { (rating(ticket.place)) }
            @if is_solved && can(StatusKind::Open) {
                (mover(ticket.place, StatusKind::Open, "It’s back"))
            } @else if !is_solved && can(StatusKind::Resolved) {
                (mover(ticket.place, StatusKind::Resolved, "It’s solved, thanks"))
            }
        }
    }
}

fn what_next(ticket: &TicketPage<'_>) -> Markup {
    let (page, of) = (ticket.page, &ticket.page.ticket);
    match of.status() {
        status if status.is_unresolved() && of.turn == Turn::Theirs => html! {
            b { "It is your turn: " } "we wrote to you. Answer below, and we go on."
        },
        Status::Open => html! {
            "Someone reads it. "
            @if let Some(answers) = &ticket.site.answers { "We usually answer " (answers) "." }
        },
        Status::InProgress | Status::OnHold if of.standing.worked_by() == Some(WorkedBy::Owner) => html! {
            "You look after this one yourself. Write below whenever you need us."
        },
        Status::InProgress => {
            html! { "We work on it. You hear from us here, and by mail if we have your address." }
        }
        Status::OnHold => html! { "It waits for something on our side. We go on as soon as we can." },
        Status::Resolved { .. } => html! { "We think this is solved. Did it help?" },
        Status::Closed { .. } => over(page, ticket.place),
    }
}

fn over(page: &SharedPage, place: &Place) -> Markup {
    html! {
        @match page.ticket.standing.ending() {
            Some(Ending::Withdrawn) => "You withdrew this ticket.",
            Some(Ending::MergedInto(other)) => {
                "This ticket says the same as " (another(place, other)) ", where we go on with both."
            }
            _ => "This ticket is closed.",
        }
        @if let Some(next) = page.continued_in { " It goes on in " (another(place, next)) "." }
        @if let Some(feedback) = &page.feedback { " You gave it " (stars(feedback.score.stars())) }
    }
}

/// Another ticket of the same client. Who holds a link has that of one ticket only.
pub(super) fn another(place: &Place, number: TicketNumber) -> Markup {
    html! {
        @match place {
            Place::Mine(_) => a href=(paths::numbered(paths::MY_TICKET, number)) { (number) },
            Place::Link(_) => (number),
        }
    }
}

/// One press leads to the form with that score chosen, as in the mail.
fn rating(place: &Place) -> Markup {
    html! {
        ul.rate aria-label="Rate how we did" {
            @for score in 1..=5u8 {
                li { a.btn href=(place.rate_with(score)) {
                    (Icon::Star) (score) span.sr { " of 5 stars" }
                } }
            }
        }
    }
}

fn mover(place: &Place, to: StatusKind, words: &str) -> Markup {
    html! {
        form action=(place.status()) method="post" data-swap="ticket" {
            button.btn name="to" value=(to.key()) { (status::Status::of(to).mark()) (words) }
        }
    }
}

fn reply(ticket: &TicketPage<'_>) -> Markup {
    let label = match ticket.page.assignee.as_ref() {
        Some(name) => format!("Write to {} and the team", name.as_str()),
        None => "Write to us".to_owned(),
    };
    let words = Field {
        name: "what",
        label: &label,
        aside: None,
        hint: match ticket.page.ticket.status().kind() {
            StatusKind::Resolved => Some("If you write, we take it up again."),
            StatusKind::Closed => {
                Some("This ticket is over. What you write opens a new one that goes on from it.")
            }
            _ => None,
        },
        control: Control::Lines(4),
        is_required: true,
    };
    html! {
        form.box.stack.tk-reply #reply action=(ticket.place.reply()) method="post" novalidate data-swap="ticket reply" {
            (ticket.reply.above())
            (hidden("key", ticket.key))
            (field(&words, ticket.reply.form()))
            div.actions { (ui::submit("Send")) }
        }
    }
}

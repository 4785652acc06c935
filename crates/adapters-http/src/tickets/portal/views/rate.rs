//! Rating how a ticket was solved.

use frontdesk_domain::{ports::SharedPage, tickets::StatusKind};
use maud::{Markup, html};

use super::{
    super::{
        place::Place,
        rate::{COMMENT, SCORE},
    },
    stars,
};
use crate::{
    shown::Shown,
    ui::{
        self,
        claim::tag,
        field::{Control, Field, field, pick},
        form_state::FormState,
        page::{Page, Width},
        text::paragraphs,
    },
};

const HEADING: &str = "How did we do?";

const SAID: Field<'_> = Field {
    name: COMMENT,
    label: "What should we know?",
    aside: Some("(optional)"),
    hint: None,
    control: Control::Lines(4),
    is_required: false,
};

/// What the page shows.
pub(crate) struct RatePage<'a> {
    pub(crate) page: &'a SharedPage,
    pub(crate) place: &'a Place,
    /// Whether it can be rated as it stands.
    pub(crate) may: bool,
}

/// `/my/tickets/10472/rate`, and the same behind a link.
pub(crate) fn rate(rate: &RatePage<'_>, shown: &Shown) -> Page {
    let ticket = &rate.page.ticket;
    let content = html! {
        h1 { (HEADING) }
        p.row { (tag(&ticket.number.0.to_string())) b { bdi { (ticket.subject.as_str()) } } }
        (shown.above())
        @if rate.may { (form(rate.place, shown.form())) } @else { (not_now(rate)) }
    };
    Page {
        title: shown.form().title(HEADING),
        width: Width::Column,
        content,
    }
}

fn form(place: &Place, form: &FormState) -> Markup {
    html! {
        form.stack action=(place.rate()) method="post" novalidate {
            (pick(SCORE, "How happy are you with how it was solved?", None, &choices(), form))
            (field(&SAID, form))
            p.hint { "Rating it closes the ticket." }
            div.actions {
                (ui::submit("Send my rating"))
                (ui::link_button(&place.page(), "Not now", false))
            }
        }
    }
}

fn choices() -> [(String, String); 5] {
    [
        ("1", "1 – Very unhappy"),
        ("2", "2 – Unhappy"),
        ("3", "3 – In between"),
        ("4", "4 – Happy"),
        ("5", "5 – Very happy"),
    ]
    .map(|(value, words)| (value.to_owned(), words.to_owned()))
}

/// It was rated, or is not solved yet. What was typed meanwhile is shown, to be taken along.
fn not_now(rate: &RatePage<'_>) -> Markup {
    let is_closed = rate.page.ticket.status().kind() == StatusKind::Closed;
    html! {
        @if let Some(given) = rate.page.feedback.as_ref().filter(|_| is_closed) {
            p.lead { "You rated this ticket." }
            p { (stars(given.score.stars())) }
            @if let Some(comment) = &given.comment { div.body { (paragraphs(comment.as_str())) } }
        } @else if is_closed {
            p.lead { "This ticket is closed, so it can be rated no more." }
        } @else {
            p.lead { "This ticket is not solved yet. Once it is, you can say here how we did." }
        }
        div.actions { (ui::link_button(&rate.place.page(), "Back to the ticket", true)) }
    }
}

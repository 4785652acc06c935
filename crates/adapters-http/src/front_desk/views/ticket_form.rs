//! The ticket form.

use frontdesk_domain::tickets::Category;
use maud::{Markup, html};

use super::{fields, title};
use crate::{
    paths,
    tickets::asked,
    ui::{
        self,
        field::{Control, Field, field, hidden, honeypot, pick, summary},
        form_state::FormState,
        icons::Icon,
        page::{Page, Width},
    },
};

/// What the ticket form is made of.
#[derive(Clone, Debug)]
pub(crate) struct TicketPage<'a> {
    /// The sealed visit.
    pub(crate) visit: &'a str,
    /// This form's submission key.
    pub(crate) key: &'a str,
    /// What the visitor typed to say who they are; shown back to them alone.
    pub(crate) who: &'a str,
    pub(crate) writer: Writer,
    /// What it can be about.
    pub(crate) categories: &'a [Category],
    /// Something to say above the form that is not a mistake of the person.
    pub(crate) notice: Option<&'a str>,
    /// How fast answers usually come.
    pub(crate) answers: Option<&'a str>,
    pub(crate) form: &'a FormState,
}

/// Whether we know who writes. A known client's page shows nothing about them: anyone can type a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writer {
    Known,
    New,
}

const WHAT: Field<'_> = Field {
    name: fields::WHAT,
    label: "Tell us in your own words",
    aside: None,
    hint: Some("What happened, where, and since when. The first line becomes the title."),
    control: Control::Lines(6),
    is_required: true,
};

pub(super) const NAME: Field<'_> = Field {
    name: fields::NAME,
    label: "Your name",
    aside: None,
    hint: None,
    control: Control::Line("text", "name"),
    is_required: true,
};

pub(super) const EMAIL: Field<'_> = Field {
    name: fields::EMAIL,
    label: "E-mail",
    aside: Some("(optional, for our answer)"),
    hint: None,
    control: Control::Line("email", "email"),
    is_required: false,
};

const ADDRESS: Field<'_> = Field {
    name: fields::ADDRESS,
    label: "Address",
    aside: Some("(optional, if we may have to come by)"),
    hint: None,
    control: Control::Lines(2),
    is_required: false,
};

/// `/ticket` for who has no open ticket.
pub(crate) fn ticket_form(page: &TicketPage<'_>) -> Page {
    let form = page.form;
    let content = html! {
        h1 { "What’s wrong?" }
        @if let Some(notice) = page.notice { p.note role="status" { (notice) } }
        (summary(form))
        form.stack action=(paths::TICKET) method="post" novalidate {
            (hidden(fields::VISIT, page.visit))
            (hidden(fields::KEY, page.key))
            (honeypot(fields::TRAP))
            (field(&WHAT, form))
            (pick(fields::STOPS, asked::HOW_BAD, None, &asked::how_bad(), form))
            @if !page.categories.is_empty() {
                (pick(fields::ABOUT, "What is it about?", Some("(optional)"), &asked::subjects(page.categories), form))
            }
            @if page.writer == Writer::New { (newcomer(form)) }
            p.hint {
                (Icon::Phone) " We’ll use " b { bdi { (page.who) } } " to recognise you. "
                a href=(paths::FRONT_DESK) { "Change" }
            }
            div.actions {
                (ui::submit("Send to support"))
                @if let Some(answers) = page.answers { span.hint { "We usually answer " (answers) "." } }
            }
        }
    };
    Page {
        title: title("What’s wrong?", form),
        width: Width::Column,
        content,
    }
}

fn newcomer(form: &FormState) -> Markup {
    html! { (field(&NAME, form)) (field(&EMAIL, form)) (field(&ADDRESS, form)) }
}

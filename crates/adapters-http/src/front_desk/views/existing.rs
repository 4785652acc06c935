//! There is a ticket already, and it is an answer.

use maud::{Markup, html};

use super::{fields, title};
use crate::{
    paths,
    site::Moment,
    ui::{
        self,
        claim::{Claim, claim},
        field::{Control, Field, field, hidden, honeypot, summary},
        form_state::FormState,
        icons::Icon,
        page::{Page, Width},
        status::Status,
    },
};

/// All that is said about an open ticket to someone who only typed a number: number, state and date.
#[derive(Clone, Debug)]
pub(crate) struct Existing<'a> {
    pub(crate) number: &'a str,
    pub(crate) status: Status,
    pub(crate) opened: &'a Moment,
    /// Who gives the ticket out.
    pub(crate) from: &'a str,
    /// The sealed visit.
    pub(crate) visit: &'a str,
    /// The submission key of the form on this page.
    pub(crate) key: &'a str,
    /// Something to say above the form that is not a mistake of the person.
    pub(crate) notice: Option<&'a str>,
    pub(crate) form: &'a FormState,
}

const MESSAGE: Field<'_> = Field {
    name: fields::WHAT,
    label: "Add to this ticket",
    aside: None,
    hint: Some("News, a detail you forgot, or a question. Whoever works on it will read it there."),
    control: Control::Lines(5),
    is_required: true,
};

/// `/ticket` for who has an open ticket.
pub(crate) fn existing(page: &Existing<'_>) -> Page {
    let content = html! {
        h1 { "You already have an open ticket" }
        p.lead {
            "It is with us and being looked after. If you have news about it, add it there, so nobody has to start again."
        }
        (claim(&Claim {
            label: "Your open ticket",
            from: page.from,
            number: page.number,
            facts: vec![
                ("State", html! { (page.status) }),
                ("Opened", html! { (ui::time(page.opened, false)) }),
            ],
            stub: private(),
        }))
        @if let Some(notice) = page.notice { p.note role="status" { (notice) } }
        (summary(page.form))
        form.stack action=(paths::TICKET_ADD) method="post" novalidate {
            (hidden(fields::VISIT, page.visit))
            (hidden(fields::KEY, page.key))
            (honeypot(fields::TRAP))
            (field(&MESSAGE, page.form))
            div.actions { (ui::submit("Add to this ticket")) }
        }
        p.hint { "Not you? " a href=(paths::FRONT_DESK) { "Type another number" } "." }
    };
    Page {
        title: title("You already have an open ticket", page.form),
        width: Width::Middle,
        content,
    }
}

fn private() -> Markup {
    html! {
        p.i-big { (Icon::Lock) }
        p.cap { "The conversation is private. To read it, use the link on your receipt or in our e-mail." }
    }
}

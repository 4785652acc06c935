//! The forms with title, text and category.

use frontdesk_domain::{ports::SharedPage, tickets::Category};
use maud::{Markup, html};

use super::super::{form::names, place::Place};
use crate::{
    paths,
    shown::Shown,
    tickets::asked,
    ui::{
        self,
        claim::tag,
        field::{Control, Field, field, hidden, pick},
        form_state::FormState,
        page::{Page, Width},
        text::paragraphs,
    },
};

const TITLE: Field<'_> = Field {
    name: names::TITLE,
    label: "What’s wrong, in a few words?",
    aside: None,
    hint: None,
    control: Control::Line("text", "off"),
    is_required: true,
};

const WHAT: Field<'_> = Field {
    name: names::WHAT,
    label: "Tell us more",
    aside: Some("(optional)"),
    hint: Some("What happened, where, and since when."),
    control: Control::Lines(6),
    is_required: false,
};

/// What the form of a new ticket is made of.
pub(crate) struct NewTicket<'a> {
    /// Its submission key.
    pub(crate) key: &'a str,
    /// Where the open ticket is that stands in the way of another one.
    pub(crate) existing: Option<&'a str>,
    pub(crate) categories: &'a [Category],
    /// How fast answers usually come.
    pub(crate) answers: Option<&'a str>,
}

/// `/my/tickets/new`.
pub(crate) fn new_ticket(new: &NewTicket<'_>, shown: &Shown) -> Page {
    let form = shown.form();
    let content = html! {
        p.row { a.small href=(paths::MY_TICKETS) { "My tickets" } }
        h1 { "Open a ticket" }
        (shown.above())
        @if let Some(existing) = new.existing {
            div.actions { (ui::link_button(existing, "To your open ticket", true)) }
        }
        form.stack action=(paths::MY_TICKET_NEW) method="post" novalidate {
            (hidden("key", new.key))
            (field(&TITLE, form))
            (field(&WHAT, form))
            (pick(names::STOPS, asked::HOW_BAD, Some("(optional)"), &asked::how_bad(), form))
            (about(new.categories, form))
            div.actions {
                (ui::submit("Send to support"))
                @if let Some(answers) = new.answers { span.hint { "We usually answer " (answers) "." } }
            }
        }
    };
    Page {
        title: form.title("Open a ticket"),
        width: Width::Column,
        content,
    }
}

/// What the form is made of that changes a ticket's words.
pub(crate) struct EditTicket<'a> {
    pub(crate) place: &'a Place,
    /// The version that its writer saw.
    pub(crate) version: i32,
    /// The ticket as it is, where it is another than its writer saw.
    pub(crate) now: Option<&'a SharedPage>,
    /// Whether it can still be changed. If not, what was typed is shown to be taken along.
    pub(crate) may_save: bool,
    pub(crate) categories: &'a [Category],
}

/// `/my/tickets/10472/edit`, and the same behind a link.
pub(crate) fn edit_ticket(edit: &EditTicket<'_>, shown: &Shown) -> Page {
    const HEADING: &str = "Change your ticket";
    let form = shown.form();
    let content = html! {
        h1 { (HEADING) }
        (shown.above())
        @if let Some(now) = edit.now { (as_it_is(now)) }
        form.stack action=(edit.place.edit()) method="post" novalidate {
            (hidden("version", &edit.version.to_string()))
            (field(&TITLE, form))
            (field(&WHAT, form))
            (about(edit.categories, form))
            div.actions {
                @if edit.may_save { (ui::submit("Save")) }
                (ui::link_button(&edit.place.page(), "Back to the ticket", false))
            }
        }
    };
    Page {
        title: form.title(HEADING),
        width: Width::Column,
        content,
    }
}

fn as_it_is(now: &SharedPage) -> Markup {
    html! {
        section.box.stack-s aria-labelledby="now-h" {
            h2 #now-h { "What it says now" }
            p.row { (tag(&now.ticket.number.0.to_string())) b { bdi { (now.ticket.subject.as_str()) } } }
            div.body { (paragraphs(now.ticket.body.as_str())) }
            p.hint { (now.category) }
        }
    }
}

fn about(categories: &[Category], form: &FormState) -> Markup {
    html! {
        @if !categories.is_empty() {
            (pick(names::ABOUT, "What is it about?", Some("(optional)"), &asked::subjects(categories), form))
        }
    }
}

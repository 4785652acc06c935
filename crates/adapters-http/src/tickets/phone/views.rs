//! The form for a ticket of somebody who calls.

use frontdesk_domain::{
    accounts::AccountId,
    clients::{Email, Phone},
    ports::{Colleague, FoundClient},
    tickets::{CategoryEntry, Priority},
};
use maud::{Markup, html};

use super::form::fields;
use crate::{
    paths,
    shown::Shown,
    tickets::words,
    ui::{
        field::{Control, Field, field, hidden},
        form_state::FormState,
        icons::Icon,
        sheet::{Place, Sheet},
    },
};

/// What the page shows.
pub(super) struct NewTicket<'a> {
    pub(super) shown: &'a Shown,
    /// Everybody who it may be; none before somebody was looked for.
    pub(super) found: Option<&'a [FoundClient]>,
    pub(super) categories: &'a [CategoryEntry],
    pub(super) colleagues: &'a [Colleague],
    pub(super) key: &'a str,
    pub(super) me: Option<AccountId>,
}

const LINE: Field<'_> = Field {
    name: fields::WHO,
    label: "Phone number, customer ID or e-mail",
    aside: None,
    hint: None,
    control: Control::Line("text", "off"),
    is_required: true,
};

/// `/desk/new`.
pub(super) fn new_ticket(page: &NewTicket<'_>) -> Sheet {
    let form = page.shown.form();
    let content = html! {
        div.pad.head { h1 { "New ticket" } }
        form.pad.ask.call method="post" action=(paths::DESK_NEW) novalidate {
            (page.shown.above())
            (hidden(fields::KEY, page.key))
            section {
                h2 { "Who calls" }
                div.seek-who {
                    (field(&LINE, form))
                    button.btn name=(fields::FIND) value="yes" { (Icon::Search) "Find" }
                }
                @if let Some(found) = page.found { (callers(found, form)) }
            }
            section {
                h2 { "What is wrong" }
                (field(&Field { name: fields::SUBJECT, label: "Title", ..LINE }, form))
                (field(&Field { name: fields::BODY, label: "Details", aside: Some("(optional)"), control: Control::Lines(6), is_required: false, ..LINE }, form))
                div.row.three {
                    (choice(fields::CATEGORY, "Category", &categories(page), form))
                    (choice(fields::PRIORITY, "Priority", &priorities(), form))
                    (choice(fields::ASSIGNEE, "With", &colleagues(page), form))
                }
            }
            div.actions {
                button.btn.btn-go { "Open the ticket" }
                a.btn href=(paths::DESK) { "Change nothing" }
            }
        }
    };
    Sheet::new(form.title("New ticket"), Place::NewTicket, content)
}

/// Those found, to choose from, and somebody new.
fn callers(found: &[FoundClient], form: &FormState) -> Markup {
    let chosen = form.value(fields::CLIENT);
    let only = found.len() == 1;
    let is_chosen = |value: &str| chosen == value || (chosen.is_empty() && only && value != fields::NEW);
    let error = form.error(fields::CLIENT);
    html! {
        @if found.is_empty() {
            p.muted role="status" { "Nobody is known by this. Their name registers them with the ticket." }
            (newcomer(form))
        } @else {
            (hidden(fields::SHOWN, "yes"))
            fieldset.field.field-bad[error.is_some()] aria-describedby=[error.map(|_| "client-e")] {
                legend { (how_many(found.len())) }
                @if let Some(error) = error { p.err id="client-e" { (Icon::Warning) span { (error) } } }
                div.callers {
                    @for (index, found) in found.iter().enumerate() {
                        @let id = found.client.id.0.to_string();
                        label {
                            input type="radio" name=(fields::CLIENT) value=(id) id=[(index == 0).then_some(fields::CLIENT)]
                                checked[is_chosen(&id)];
                            (caller(found))
                        }
                        @if let Some(open) = found.open {
                            p.small.muted { "Their ticket " a href=(paths::numbered(paths::DESK_TICKET, open)) { (open) } " is open." }
                        }
                    }
                    label {
                        input type="radio" name=(fields::CLIENT) value=(fields::NEW) checked[is_chosen(fields::NEW)];
                        span { "Somebody else, who is new here" }
                    }
                }
            }
            details open[chosen == fields::NEW] {
                summary { "Register somebody new" }
                (newcomer(form))
            }
        }
    }
}

fn how_many(found: usize) -> String {
    match found {
        1 => "One client is known by this".to_owned(),
        many => format!("{many} clients are known by this"),
    }
}

fn caller(found: &FoundClient) -> Markup {
    let client = &found.client;
    html! {
        span {
            b { bdi { (client.name.as_str()) } } " "
            span.muted.small {
                (client.number)
                @if let Some(phone) = client.phone.as_ref().map(Phone::as_e164) { " · " bdi { (phone) } }
                @if let Some(email) = client.email.as_ref().map(Email::as_str) { " · " bdi { (email) } }
            }
        }
    }
}

fn newcomer(form: &FormState) -> Markup {
    let optional = |name, label, control| Field {
        name,
        label,
        aside: Some("(optional)"),
        control,
        is_required: false,
        ..LINE
    };
    html! {
        div.stack {
            (field(&Field { name: fields::NAME, label: "Name", ..LINE }, form))
            (field(&optional(fields::EMAIL, "E-mail", Control::Line("email", "off")), form))
            (field(&optional(fields::ADDRESS, "Address", Control::Lines(2)), form))
        }
    }
}

fn choice(name: &'static str, label: &str, options: &[(String, String)], form: &FormState) -> Markup {
    let error = form.error(name);
    html! {
        div.field.field-bad[error.is_some()] {
            label for=(name) { (label) }
            @if let Some(error) = error { p.err id={ (name) "-e" } { (Icon::Warning) span { (error) } } }
            select.in id=(name) name=(name) aria-invalid=[error.map(|_| "true")]
                aria-describedby=[error.map(|_| format!("{name}-e"))] {
                @for (value, words) in options {
                    option value=(value) selected[form.value(name) == value] { (words) }
                }
            }
        }
    }
}

fn categories(page: &NewTicket<'_>) -> Vec<(String, String)> {
    let offered = page.categories.iter().filter(|category| category.offered);
    let one = |category: &CategoryEntry| (category.id.0.to_string(), category.label.as_str().to_owned());
    std::iter::once((String::new(), "Not sure yet".to_owned()))
        .chain(offered.map(one))
        .collect()
}

fn priorities() -> Vec<(String, String)> {
    let one = |priority: Priority| {
        (
            priority.key().to_owned(),
            words::priority_words(priority).to_owned(),
        )
    };
    Priority::ALL.map(one).to_vec()
}

fn colleagues(page: &NewTicket<'_>) -> Vec<(String, String)> {
    let one = |colleague: &Colleague| {
        let name = colleague.name.as_str();
        let words = match page.me == Some(colleague.account) {
            true => format!("{name} (you)"),
            false => name.to_owned(),
        };
        (colleague.account.0.to_string(), words)
    };
    std::iter::once((String::new(), "Nobody yet".to_owned()))
        .chain(page.colleagues.iter().map(one))
        .collect()
}

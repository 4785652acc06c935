//! One person: who they are, what may be written about them, and what may be done.

use frontdesk_domain::{
    accounts::{AccountState, Wish},
    ports::PersonPage,
};
use maud::{Markup, html};

use super::fields;
use crate::{
    accounts::{approvals, details::names, words},
    paths,
    shown::Shown,
    site::Site,
    ui::{
        self,
        field::{Control, Field, field, hidden},
        form_state::FormState,
        sheet::{Place, Sheet},
    },
};

/// What the page shows.
pub(crate) struct PersonSheet<'a> {
    pub(crate) person: &'a PersonPage,
    /// Whether it is the one who looks.
    pub(crate) is_self: bool,
    pub(crate) shown: &'a Shown,
    /// What is saved, where it has to stand beside what was typed.
    pub(crate) saved: Option<&'a FormState>,
}

/// `/admin/people/{id}`.
pub(crate) fn person(sheet: &PersonSheet<'_>, site: &Site) -> Sheet {
    let person = sheet.person;
    let name = person.row.name.as_str();
    let content = html! {
        div.pad.head {
            h1 { bdi { (name) } }
            (words::state_mark(&person.row.state))
            @if sheet.is_self { span.muted { "This is you." } }
            div.end { a.btn href=(paths::PEOPLE) { "All people" } }
        }
        div.pad.two {
            div.stack {
                (sheet.shown.above())
                (form(sheet))
            }
            div {
                (facts(person, site))
                (deeds(person))
            }
        }
        @if let Some(question) = question(person) { (approvals::about_one(person.row.id, question)) }
    };
    Sheet::new(sheet.shown.form().title(name), Place::People, content)
}

fn form(sheet: &PersonSheet<'_>) -> Markup {
    let line = |name, label, kind| Field {
        name,
        label,
        aside: None,
        hint: None,
        // They are not the person's own, so the browser has nothing to fill in.
        control: Control::Line(kind, "off"),
        is_required: false,
    };
    let name = Field {
        is_required: true,
        ..line(names::NAME, "Name", "text")
    };
    let username = Field {
        hint: Some("What they sign in by, besides their e-mail. They may have none."),
        control: Control::Key("off"),
        ..line(names::USERNAME, "Username", "text")
    };
    let address = Field {
        control: Control::Lines(2),
        ..line(names::ADDRESS, "Address", "text")
    };
    html! {
        form.stack action=(paths::of(paths::PERSON, sheet.person.row.id.0)) method="post" novalidate {
            (hidden(fields::VERSION, &sheet.person.version.to_string()))
            (field(&name, sheet.shown.form()))
            (field(&username, sheet.shown.form()))
            (field(&line(names::PHONE, "Phone", "tel"), sheet.shown.form()))
            (field(&address, sheet.shown.form()))
            @if let Some(saved) = sheet.saved { (saved_now(saved)) }
            div.actions { button.btn.btn-go { "Save" } }
        }
    }
}

/// What stands in the store while the form says something else.
fn saved_now(saved: &FormState) -> Markup {
    let line = |words: &str, field: &str| {
        html! { div { dt { (words) } dd dir="auto" { @match saved.value(field) { "" => "–", value => (value) } } } }
    };
    html! {
        section.note aria-labelledby="saved-now" {
            h2 #saved-now { "Saved now" }
            dl.facts {
                (line("Name", names::NAME))
                (line("Username", names::USERNAME))
                (line("Phone", names::PHONE))
                (line("Address", names::ADDRESS))
            }
        }
    }
}

fn facts(person: &PersonPage, site: &Site) -> Markup {
    let row = &person.row;
    html! {
        dl.facts {
            div { dt { "E-mail" } dd { (row.email.as_str()) } }
            div { dt { "Role" } dd { (words::role(row.role)) } }
            div { dt { "Customer ID" } dd { @if let Some(number) = row.client { (number) } @else { "None yet" } } }
            div { dt { "Tickets" } dd { (many(person.tickets)) } }
            div { dt { "Two-step sign-in" } dd { @if person.has_second_step { "On" } @else { "Off" } } }
            div { dt { "Registered" } dd { (ui::time(&site.moment(row.created_at), false)) } }
            @if let Some(at) = row.state.since() {
                div { dt { (words::state(row.state.key())) } dd { "since " (ui::time(&site.moment(at), false)) } }
            }
            @if let AccountState::Declined { reason: Some(reason), .. } = &row.state {
                div { dt { "Reason" } dd dir="auto" { (reason.as_str()) } }
            }
            @if let Some(wish) = person.wish.as_ref().map(Wish::as_str) {
                div { dt { "Says they work here" } dd dir="auto" { (wish) } }
            }
        }
    }
}

/// Tickets are counted up to a thousand.
fn many(tickets: u32) -> String {
    match tickets {
        1000.. => "1,000 or more".to_owned(),
        tickets => tickets.to_string(),
    }
}

/// Only what can be done as the account stands.
fn deeds(person: &PersonPage) -> Markup {
    let id = person.row.id.0;
    let state = &person.row.state;
    let may_reset = matches!(
        state,
        AccountState::Active | AccountState::AwaitingApproval { .. }
    );
    html! {
        div.deeds {
            @if *state != AccountState::Unverified {
                a.btn href=(paths::of(paths::PERSON_EMAIL, id)) { "Change e-mail" }
            }
            @if *state == AccountState::Active {
                a.btn href=(paths::of(paths::PERSON_ROLE, id)) { "Change role" }
            }
            @if may_reset { (press(&paths::of(paths::PERSON_RESET, id), "Mail a link for a new password")) }
            @if *state == AccountState::Active {
                a.btn href=(paths::of(paths::PERSON_DISABLE, id)) { "Disable" }
            }
            @if matches!(state, AccountState::Disabled { .. }) {
                (press(&paths::of(paths::PERSON_ENABLE, id), "Enable"))
            }
            a.btn.btn-bad href=(paths::of(paths::PERSON_DELETE, id)) { "Delete" }
        }
    }
}

fn press(action: &str, words: &str) -> Markup {
    html! { form action=(action) method="post" { button.btn { (words) } } }
}

/// What there is to decide about them. Declined ones may be let in after all.
fn question(person: &PersonPage) -> Option<&'static str> {
    match person.row.state {
        AccountState::AwaitingApproval { .. } => Some("Let them in?"),
        AccountState::Declined { .. } => Some("Let them in after all?"),
        AccountState::Active if person.wish.is_some() => Some("Give them a staff role?"),
        _ => None,
    }
}

//! Everything about oneself on one page, and the ways to the rest.

use frontdesk_domain::accounts::Theme;
use maud::{Markup, html};

use crate::{
    accounts::details,
    paths,
    shown::Shown,
    site::Moment,
    ui::{
        self, copy_button,
        field::{hidden, pick},
        form_state::FormState,
        page::{Page, Width},
    },
};

/// What the page shows besides the form.
#[derive(Clone, Debug)]
pub(crate) struct Known<'a> {
    /// The customer ID.
    pub(crate) number: Option<&'a str>,
    pub(crate) email: &'a str,
    /// When the account was made.
    pub(crate) since: &'a Moment,
    pub(crate) theme: Theme,
    pub(crate) has_second_step: bool,
    /// They are staff, and this desk asks staff for a second step.
    pub(crate) owes_second_step: bool,
    /// An admin has not yet decided whether they work here.
    pub(crate) asks_for_role: bool,
}

/// `/my/profile`.
pub(crate) fn details(known: &Known<'_>, shown: &Shown) -> Page {
    let form = shown.form();
    let content = html! {
        h1 { "Your profile" }
        @if known.owes_second_step {
            p.note {
                "This desk asks everyone who works here for two-step sign-in. "
                a href=(paths::SECOND_STEP_SET_UP) { "Set it up" } " to go on with your work."
            }
        }
        @if known.asks_for_role { p.note { "You told us that you work here. An admin looks at that." } }
        (facts(known))
        (shown.above())
        form.stack action=(paths::PROFILE) method="post" novalidate {
            (details::name_field(form))
            (details::username_field(form))
            (details::contact_fields(form))
            div.actions { (ui::submit("Save")) }
        }
        section aria-labelledby="in-h" { h2 #in-h { "Signing in" } (signing_in(known)) }
        section aria-labelledby="mails-h" {
            h2 #mails-h { "Mails" }
            ul.list { li { a href=(paths::PROFILE_MAILS) { "Mails about tickets" } span.hint { "Choose which of them you want" } } }
        }
        (theme(known.theme))
    };
    Page {
        title: form.title("Your profile"),
        width: Width::Column,
        content,
    }
}

fn facts(known: &Known<'_>) -> Markup {
    html! {
        div.row {
            @if let Some(number) = known.number {
                div {
                    p.hint { "Your customer ID" }
                    p.idno { b { (number) } (copy_button(number, "Copy your customer ID")) }
                }
            }
            div { p.hint { "Registered" } p { (ui::time(known.since, false)) } }
        }
    }
}

fn signing_in(known: &Known<'_>) -> Markup {
    let second_step = if known.has_second_step {
        "On: your password, and a code from your phone"
    } else {
        "Off: your password is enough"
    };
    html! {
        ul.list {
            li { a href=(paths::PROFILE_EMAIL) { "E-mail" } span.hint { bdi { (known.email) } } }
            li { a href=(paths::PROFILE_PASSWORD) { "Password" } span.hint { "Change it" } }
            li { a href=(paths::SECOND_STEP_SET_UP) { "Two-step sign-in" } span.hint { (second_step) } }
            li { a href=(paths::SESSIONS) { "Where you are signed in" } span.hint { "Look, and sign out elsewhere" } }
        }
    }
}

fn theme(theme: Theme) -> Markup {
    let choices = [
        (Theme::Device, "Like my device"),
        (Theme::Light, "Light"),
        (Theme::Dark, "Dark"),
    ]
    .map(|(theme, words)| (theme.key().to_owned(), words.to_owned()));
    let form = FormState::default().with("theme", theme.key());
    html! {
        form.stack action=(paths::THEME) method="post" {
            (hidden("back", paths::PROFILE))
            (pick("theme", "How your pages look", None, &choices, &form))
            div.actions { button.btn { "Use this" } }
        }
    }
}

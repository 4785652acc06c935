//! The pages of signing in and out, and of choosing a password.

mod code;
mod kept;
mod password;
mod second_step;
mod set_up;
mod sign_in;
mod sign_out;

pub(super) use self::{
    code::{Typing, ask_code, type_code},
    kept::{SIGN_IN_AGAIN, kept},
    password::{dead_link, forgot, link_sent, reset},
    second_step::{Means, second_step},
    set_up::{no_set_up, set_up},
    sign_in::sign_in,
    sign_out::sign_out,
};

use maud::{Markup, html};

use super::door::Next;
use crate::{
    paths,
    shown::Shown,
    ui::{
        field::{Control, Field, hidden},
        page::{Page, Width},
    },
};

/// The names of the form fields, and of what stands in addresses.
pub(super) mod fields {
    use crate::accounts::details::names;

    pub(in crate::auth) const LOGIN: &str = "login";
    pub(in crate::auth) const PASSWORD: &str = names::PASSWORD;
    pub(in crate::auth) const AGAIN: &str = names::AGAIN;
    pub(in crate::auth) const REMEMBER: &str = "remember";
    pub(in crate::auth) const CODE: &str = names::CODE;
    /// Which kind of code is asked for.
    pub(in crate::auth) const MEANS: &str = "use";
    pub(in crate::auth) const CUSTOMER: &str = "customer";
    /// The customer ID, sealed.
    pub(in crate::auth) const FOR: &str = "for";
    pub(in crate::auth) const TOKEN: &str = "token";
    pub(in crate::auth) const NAME: &str = names::NAME;
    pub(in crate::auth) const EMAIL: &str = names::EMAIL;
}

// What was done, as one word in the address of the page that says so.
pub(crate) const SIGNED_OUT: &str = "out";
pub(crate) const VERIFIED: &str = "verified";
pub(super) const NEW_PASSWORD: &str = "password";
pub(super) const SET_UP: &str = "ready";
pub(super) const BEGIN_AGAIN: &str = "again";
pub(super) const SENT: &str = "sent";

const LOGIN: Field<'_> = Field {
    name: fields::LOGIN,
    label: "E-mail or username",
    aside: None,
    hint: None,
    control: Control::Key("username"),
    is_required: true,
};

/// The hanging tag with one form on it, and what stands under it.
fn card(title: &str, shown: &Shown, tag: &Markup, under: &Markup) -> Page {
    Page {
        title: shown.form().title(title),
        width: Width::Hanging,
        content: html! {
            div.hang-wrap { (tag) }
            nav.under aria-label="Other ways" { (under) }
        },
    }
}

/// Where they are led once they are in, and what they sent too late.
fn next_field(next: &Next) -> Markup {
    html! {
        @if !next.place().is_empty() { (hidden(paths::NEXT, next.place())) }
        @for (name, value) in next.kept().iter().flat_map(|kept| kept.carried()) { (hidden(&name, value)) }
    }
}

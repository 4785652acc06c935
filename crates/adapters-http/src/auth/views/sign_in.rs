//! `/sign-in`.

use maud::html;

use super::{LOGIN, card, fields, next_field};
use crate::{
    auth::door::Next,
    paths,
    shown::Shown,
    ui::{
        self,
        field::{Control, Field, field, tick},
        icons::Icon,
        page::Page,
    },
};

const PASSWORD: Field<'_> = Field {
    name: fields::PASSWORD,
    label: "Password",
    aside: None,
    hint: None,
    control: Control::Secret("current-password"),
    is_required: true,
};

/// The hanging tag with e-mail and password.
pub(in crate::auth) fn sign_in(shown: &Shown, next: &Next) -> Page {
    let form = shown.form();
    let tag = html! {
        form.card action=(paths::SIGN_IN) method="post" novalidate {
            h1 { "Welcome back" }
            (shown.above())
            (next_field(next))
            (field(&LOGIN, form))
            div.stack-s {
                (field(&PASSWORD, form))
                p.hint.alone { a href=(paths::FORGOT_PASSWORD) { "Forgot your password?" } }
            }
            (tick(fields::REMEMBER, "Keep me signed in on this device", form))
            (ui::submit("Sign in"))
        }
    };
    let under = html! {
        a href=(next.after(paths::SIGN_IN_CODE)) { (Icon::Letter) "Sign in with your customer ID" }
        a href=(paths::FRONT_DESK) { (Icon::Tag) "Continue without an account" }
        a href=(paths::REGISTER) { (Icon::Person) "Create an account" }
    };
    card("Sign in", shown, &tag, &under)
}

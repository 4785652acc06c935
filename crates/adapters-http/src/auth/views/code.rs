//! `/sign-in/code`: a customer ID, then the mailed code.

use frontdesk_domain::auth::CodeRules;
use maud::html;

use super::{card, fields, next_field};
use crate::{
    accounts::details::code_field,
    auth::door::Next,
    paths,
    shown::{Shown, in_words},
    ui::{
        self,
        field::{Control, Field, field, hidden},
        icons::Icon,
        page::{Page, Width},
    },
};

const CUSTOMER: Field<'_> = Field {
    name: fields::CUSTOMER,
    label: "Customer ID",
    aside: None,
    hint: Some("Eight digits, like 1042 7731. It is on every receipt and in every mail from us."),
    // The telephone keypad; nothing that a browser would fill in.
    control: Control::Line("tel", "off"),
    is_required: true,
};

/// Asks for the customer ID.
pub(in crate::auth) fn ask_code(shown: &Shown, next: &Next) -> Page {
    let tag = html! {
        form.card action=(paths::SIGN_IN_CODE) method="post" novalidate {
            h1 { "Sign in by mail" }
            (shown.above())
            (next_field(next))
            (field(&CUSTOMER, shown.form()))
            (ui::submit("Mail me a code"))
        }
    };
    let under = html! {
        a href=(next.after(paths::SIGN_IN)) { (Icon::Lock) "Sign in with a password" }
        a href=(paths::FRONT_DESK) { (Icon::Tag) "Continue without an account" }
    };
    card("Sign in by mail", shown, &tag, &under)
}

/// What the page that takes the code carries along.
#[derive(Debug)]
pub(in crate::auth) struct Typing {
    /// The customer ID, sealed.
    pub(in crate::auth) sealed: String,
    pub(in crate::auth) next: Next,
}

/// Takes the code.
pub(in crate::auth) fn type_code(shown: &Shown, typing: &Typing, codes: &CodeRules) -> Page {
    let (life, pause) = (in_words(codes.life), in_words(codes.resend_after));
    let carried = html! { (hidden(fields::FOR, &typing.sealed)) (next_field(&typing.next)) };
    let content = html! {
        h1 { "Check your mail" }
        p.lead {
            "If we have an e-mail for this customer ID, six digits are on their way to it. "
            "Type them here, in this browser. They work for " (life) "."
        }
        (shown.above())
        form.stack action=(paths::SIGN_IN_CODE_TYPE) method="post" novalidate {
            (carried)
            (code_field(shown.form()))
            div.actions { (ui::submit("Sign in")) }
        }
        form.stack-s action=(paths::SIGN_IN_CODE_AGAIN) method="post" {
            (carried)
            div.actions { button.btn { (Icon::Letter) "Send another code" } }
            p.hint {
                "Nothing came? Look in your spam folder, too. You can ask for another code " (pause)
                " after the last one. Was the customer ID another one? "
                a href=(typing.next.after(paths::SIGN_IN_CODE)) { "Type it again" } "."
            }
        }
    };
    Page {
        title: shown.form().title("Check your mail"),
        width: Width::Column,
        content,
    }
}

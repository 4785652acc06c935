//! The pages of making an account.

use maud::{Markup, html};

use super::{
    form::{TRAP, WISH},
    verify::TOKEN,
};
use crate::{
    accounts::details::{self, names},
    paths,
    shown::Shown,
    ui::{
        self,
        field::{Control, Field, field, hidden, honeypot},
        form_state::FormState,
        icons::Icon,
        page::{Page, Width},
    },
};

const EMAIL: Field<'_> = Field {
    name: names::EMAIL,
    label: "E-mail",
    aside: None,
    hint: Some("We send you six digits to confirm that it is yours."),
    control: Control::Line("email", "email"),
    is_required: true,
};

/// `/register`. `least`: the fewest characters of a password.
pub(super) fn sign_up(shown: &Shown, least: usize) -> Page {
    let form = shown.form();
    let content = html! {
        h1 { "Create an account" }
        p.lead { "You can ask for help without one. With an account you look after your own details, on any device." }
        (shown.above())
        form.stack action=(paths::REGISTER) method="post" novalidate {
            (honeypot(TRAP))
            (details::name_field(form))
            (field(&EMAIL, form))
            (details::username_field(form))
            (details::new_password_fields("Password", least, form))
            (details::contact_fields(form))
            (works_here(form))
            div.actions { (ui::submit("Create account")) }
        }
        p.hint { "You have one already? " a href=(paths::SIGN_IN) { "Sign in" } "." }
    };
    Page {
        title: form.title("Create an account"),
        width: Width::Column,
        content,
    }
}

/// Folded away, since most people who come here do not.
fn works_here(form: &FormState) -> Markup {
    let wish = Field {
        name: WISH,
        label: "What do you do here?",
        aside: Some("(one line)"),
        hint: Some("An admin of this desk reads it, and decides whether you get an account for staff."),
        control: Control::Line("text", "organization-title"),
        is_required: false,
    };
    let is_open = form.error(WISH).is_some() || !form.value(WISH).is_empty();
    html! {
        details.field open[is_open] {
            summary { "I work here" }
            (field(&wish, form))
        }
    }
}

/// `/verify`: the six digits. `life` and `pause` in words: how long they work, and when others may be asked for.
pub(super) fn code(shown: &Shown, life: &str, pause: &str) -> Page {
    let content = html! {
        h1 { "Check your mail" }
        p.lead { "We sent you six digits. Type them here, in this browser. They work for " (life) "." }
        (shown.above())
        form.stack action=(paths::VERIFY) method="post" novalidate {
            (details::code_field(shown.form()))
            div.actions { (ui::submit("Confirm my e-mail")) }
        }
        form.stack-s action=(paths::VERIFY_AGAIN) method="post" {
            div.actions { button.btn { (Icon::Letter) "Send another code" } }
            p.hint {
                "Nothing came? Look in your spam folder, too. You can ask for another code " (pause) " after the last one. "
                "Was the address wrong? " a href=(paths::REGISTER) { "Create the account again" } "."
            }
        }
    };
    Page {
        title: shown.form().title("Confirm your e-mail"),
        width: Width::Column,
        content,
    }
}

/// What the link asks for before it is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// A press of the button: following a link must not change anything.
    Press,
    /// The password that was chosen: this is not the browser that registered.
    Password,
}

/// `/verify?token=…`.
pub(super) fn link(token: &str, needs: Needs, shown: &Shown) -> Page {
    let password = Field {
        name: names::PASSWORD,
        label: "The password you chose",
        aside: None,
        hint: Some("You registered in another browser, so this tells us that it is you."),
        control: Control::Secret("current-password"),
        is_required: true,
    };
    let content = html! {
        h1 { "Confirm your e-mail" }
        p.lead { "One more press, and we know that this address is yours." }
        (shown.above())
        form.stack action=(paths::VERIFY) method="post" novalidate {
            (hidden(TOKEN, token))
            @if needs == Needs::Password { (field(&password, shown.form())) }
            div.actions { (ui::submit("Confirm my e-mail")) }
        }
        p.hint { "You did not create an account here? Then do nothing; without you it ends by itself." }
    };
    Page {
        title: shown.form().title("Confirm your e-mail"),
        width: Width::Column,
        content,
    }
}

/// The e-mail is proved, and an admin decides.
pub(super) fn waiting() -> Page {
    let content = html! {
        h1 { "Waiting for approval" }
        p.lead { "Your e-mail is confirmed. Now an admin of this desk looks at your account." }
        p { "You get a mail as soon as that is decided, so you can close this page." }
        div.actions { (ui::link_button(paths::FRONT_DESK, "To the front desk", false)) }
        p.hint { "You need help before that? You need no account for it." }
    };
    Page {
        title: "Waiting for approval".to_owned(),
        width: Width::Column,
        content,
    }
}

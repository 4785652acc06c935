//! One question: who are you?

use maud::{Markup, html};

use super::{fields, title};
use crate::{
    paths,
    ui::{
        self,
        field::{honeypot, summary},
        form_state::FormState,
        icons::Icon,
        page::{Page, Width},
    },
};

/// `/`: the hanging tag with one field.
pub(crate) fn landing(form: &FormState) -> Page {
    landing_under(&summary(form), form)
}

/// The same, under what is said above the form.
pub(crate) fn landing_under(above: &Markup, form: &FormState) -> Page {
    let content = html! {
        div.hang-wrap {
            form.card action=(paths::FRONT_DESK) method="post" novalidate {
                h1 { "How can we help?" }
                (above)
                (who(
                    "Phone number or customer ID",
                    "No account needed. New here? Just type your phone number.",
                    form,
                ))
                (honeypot(fields::TRAP))
                (ui::submit("Continue"))
            }
        }
    };
    Page {
        title: title("How can we help?", form),
        width: Width::Hanging,
        content,
    }
}

/// Several clients share the phone. Says so without naming anyone, and asks for what tells them apart.
pub(crate) fn shared_phone(form: &FormState, typed: &str) -> Page {
    let content = html! {
        h1 { "Which of you is it?" }
        p.lead {
            "More than one person uses this phone number with us: a family or a shop, perhaps. "
            "Your customer ID tells us who you are."
        }
        (summary(form))
        form.stack action=(paths::FRONT_DESK) method="post" novalidate {
            (who("Customer ID", "Eight digits, like 1042 7731. It is on every receipt and in every mail from us.", form))
            (honeypot(fields::TRAP))
            div.actions { (ui::submit("Continue")) }
        }
        @if !typed.is_empty() { (super::lost::kept(typed)) }
        p.hint { "You don’t have it at hand? Reach us another way; the ways are at the bottom of this page." }
    };
    Page {
        title: title("Which of you is it?", form),
        width: Width::Column,
        content,
    }
}

/// The telephone keypad serves both: customer IDs are digits only.
pub(super) fn who(label: &str, hint: &str, form: &FormState) -> Markup {
    let name = fields::WHO;
    let error = form.error(name);
    let described = if error.is_some() { "who-h who-e" } else { "who-h" };
    html! {
        div.field.field-bad[error.is_some()] {
            label for=(name) { (label) }
            @if let Some(error) = error { p.err #who-e { (Icon::Warning) span { (error) } } }
            input.in id=(name) name=(name) type="tel" autocomplete="tel" inputmode="tel" enterkeyhint="go"
                value=(form.value(name)) aria-describedby=(described) aria-invalid=[error.map(|_| "true")] required;
            p.hint #who-h { (hint) }
        }
    }
}

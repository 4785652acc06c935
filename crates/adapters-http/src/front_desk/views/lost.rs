//! A form that cannot be taken as it is. What was typed is on the page, whatever else happens.

use maud::{Markup, html};

use super::{fields, landing::who};
use crate::{
    paths,
    ui::{
        self, copy_button,
        field::honeypot,
        form_state::FormState,
        page::{Page, Width},
    },
};

/// Why the form could not be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// The visit ended, or was never one of ours.
    Visit,
    /// The form was sent before, with other words.
    Sent,
    /// The store cannot be read, so not even the form can be shown again.
    Now,
}

/// The page that says so, with what was typed.
pub(crate) fn lost(why: Lost, typed: &str) -> Page {
    let (heading, advice) = match why {
        Lost::Visit => (
            "Please type your number again",
            "This page was open for a long time, so we have to ask once more who you are.",
        ),
        Lost::Sent => (
            "This was already sent",
            "We have this form already, with other words in it. Type your number to see your ticket; you can add to it there.",
        ),
        Lost::Now => (
            "We cannot take this right now",
            "Nothing was saved, and it was not your fault. Go back and send it again in a moment; what you wrote is below.",
        ),
    };
    let content = html! {
        h1 { (heading) }
        p.lead { (advice) }
        form.stack action=(paths::FRONT_DESK) method="post" novalidate {
            (who("Phone number or customer ID", "The same as before.", &FormState::default()))
            (honeypot(fields::TRAP))
            div.actions { (ui::submit("Continue")) }
        }
        @if !typed.is_empty() { (kept(typed)) }
    };
    Page {
        title: heading.to_owned(),
        width: Width::Column,
        content,
    }
}

/// What was typed, to copy.
pub(super) fn kept(typed: &str) -> Markup {
    html! {
        div.field {
            label for="typed" { "What you wrote" }
            p.hint #typed-h { "Copy it, so that you can paste it on the next page." }
            div.with-copy {
                textarea.in #typed readonly rows="6" dir="auto" aria-describedby="typed-h" { "\n" (typed) }
                (copy_button(typed, "Copy what you wrote"))
            }
        }
    }
}

//! What somebody wrote whose session was over when they sent it.

use maud::html;

use crate::{
    auth::kept::{Kept, label},
    ui::{
        self,
        field::hidden,
        page::{Page, Width},
    },
};

/// Said above the sign-in page.
pub(in crate::auth) const SIGN_IN_AGAIN: &str = "You were signed out meanwhile. What you wrote is kept: sign in, and send it then. If you have signed in in another window, just press “Sign in”.";

/// The page that sends it again.
pub(in crate::auth) fn kept(kept: &Kept, page: &str) -> Page {
    let texts = |(name, value): &&(String, String)| label(name).is_some() && !value.trim().is_empty();
    let content = html! {
        h1 { "You are signed in again" }
        p.lead { "Here is what you wrote. It was not sent yet." }
        form.stack method="post" action=(kept.to) novalidate {
            @for (name, value) in kept.fields.iter().filter(|field| !texts(field)) { (hidden(name, value)) }
            @for (name, value) in kept.fields.iter().filter(texts) {
                div.field {
                    label for=(name) { (label(name).unwrap_or_default()) }
                    // A line break right after the tag is dropped by the parser; it saves one the person typed.
                    textarea.in id=(name) name=(name) rows="8" dir="auto" { "\n" (value) }
                }
            }
            div.actions { (ui::submit("Send it now")) (ui::link_button(page, "Leave it", false)) }
        }
    };
    Page {
        title: "You are signed in again".to_owned(),
        width: Width::Column,
        content,
    }
}

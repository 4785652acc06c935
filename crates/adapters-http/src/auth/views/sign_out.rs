//! `/sign-out`.

use frontdesk_domain::access::SignedIn;
use maud::html;

use crate::{
    paths,
    ui::{
        self,
        page::{Page, Width},
    },
    who,
};

/// Asks whether they mean it.
pub(in crate::auth) fn sign_out(person: &SignedIn) -> Page {
    let content = html! {
        h1 { "Sign out?" }
        p.lead { "You are signed in as " b { bdi { (person.name.as_str()) } } "." }
        form action=(paths::SIGN_OUT) method="post" {
            div.actions {
                (ui::submit("Sign out"))
                (ui::link_button(who::home(person), "Stay signed in", false))
            }
        }
    };
    Page {
        title: "Sign out?".to_owned(),
        width: Width::Column,
        content,
    }
}

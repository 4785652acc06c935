//! Where one is signed in.

use maud::{Markup, html};

use crate::{
    paths,
    site::Moment,
    ui::{
        self,
        page::{Page, Width},
    },
};

/// A browser in which someone is signed in.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The session's key, for ending it.
    pub(crate) id: i64,
    /// What the browser calls itself.
    pub(crate) device: String,
    pub(crate) began: Moment,
    pub(crate) last_used: Moment,
    /// It is the one that looks.
    pub(crate) is_this: bool,
}

/// `/my/profile/sessions`. `has_password`: they signed in to an account, not by a mailed code.
pub(crate) fn sessions(places: &[Place], has_password: bool, said: Option<&Markup>) -> Page {
    let content = html! {
        h1 { "Where you are signed in" }
        @if let Some(said) = said { (said) }
        p.lead {
            @if has_password {
                "Is there one you do not know? Sign out there, and "
                a href=(paths::PROFILE_PASSWORD) { "change your password" } "."
            } @else {
                "Is there one you do not know? Sign out there."
            }
        }
        ul.list { @for place in places { li { (one(place)) } } }
        form.stack-s action=(paths::SESSIONS_END) method="post" {
            div.actions { button.btn { "Sign out everywhere" } }
            p.hint { "Here, too. You can sign in again at once." }
        }
    };
    Page {
        title: "Where you are signed in".to_owned(),
        width: Width::Column,
        content,
    }
}

fn one(place: &Place) -> Markup {
    let label = format!("Sign out: {}", place.device);
    html! {
        p { b { bdi { (place.device) } } @if place.is_this { " · this browser" } }
        p.hint {
            "Signed in " (ui::time(&place.began, false)) ", last used " (ui::time(&place.last_used, false))
        }
        form action=(paths::of(paths::SESSION_END, place.id)) method="post" {
            button.btn aria-label=(label) { "Sign out" }
        }
    }
}

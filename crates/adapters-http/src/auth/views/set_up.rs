//! `/setup`.

use frontdesk_domain::auth::LinkToken;
use maud::html;

use super::fields;
use crate::{
    accounts::details::new_password_fields,
    paths,
    shown::Shown,
    ui::{
        self,
        field::{Control, Field, field, hidden},
        page::{Page, Width},
    },
};

const NAME: Field<'_> = Field {
    name: fields::NAME,
    label: "Your name",
    aside: None,
    hint: None,
    control: Control::Line("text", "name"),
    is_required: true,
};

const EMAIL: Field<'_> = Field {
    name: fields::EMAIL,
    label: "E-mail",
    hint: Some("You sign in with it."),
    control: Control::Line("email", "email"),
    ..NAME
};

/// Takes the first admin. `least`: the fewest characters of a password.
pub(in crate::auth) fn set_up(shown: &Shown, token: &LinkToken, least: usize) -> Page {
    let form = shown.form();
    let content = html! {
        h1 { "Set up this help desk" }
        p.lead { "You become its first admin: you decide who else gets in, and what they may do." }
        (shown.above())
        form.stack action=(paths::SET_UP) method="post" novalidate {
            (hidden(fields::TOKEN, &token.0))
            (field(&NAME, form))
            (field(&EMAIL, form))
            (new_password_fields("Password", least, form))
            div.actions { (ui::submit("Become the admin")) }
        }
    };
    Page {
        title: form.title("Set up this help desk"),
        width: Width::Column,
        content,
    }
}

/// For a link that is over, and for any other.
pub(in crate::auth) fn no_set_up() -> Page {
    let content = html! {
        h1 { "There is nothing to set up here" }
        p.lead {
            "Links to set up a help desk work once, for an hour, and only while it has no admin. "
            "If you run this server and nobody can sign in yet, start it again: it prints a new link."
        }
        div.actions {
            (ui::link_button(paths::SIGN_IN, "Sign in", true))
            (ui::link_button(paths::FRONT_DESK, "To the front desk", false))
        }
    };
    Page {
        title: "There is nothing to set up here".to_owned(),
        width: Width::Column,
        content,
    }
}

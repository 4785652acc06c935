//! `/forgot-password` and `/reset-password`.

use frontdesk_domain::auth::{LinkPurpose, LinkToken};
use maud::html;

use super::{LOGIN, fields};
use crate::{
    accounts::details::new_password_fields,
    paths,
    shown::{Shown, in_words},
    ui::{
        self,
        field::{field, hidden},
        page::{Page, Width},
    },
};

/// Asks who it is.
pub(in crate::auth) fn forgot(shown: &Shown) -> Page {
    let content = html! {
        h1 { "Forgot your password?" }
        p.lead { "We mail you a link by which you can choose a new one." }
        (shown.above())
        form.stack action=(paths::FORGOT_PASSWORD) method="post" novalidate {
            (field(&LOGIN, shown.form()))
            div.actions {
                (ui::submit("Mail me a link"))
                (ui::link_button(paths::SIGN_IN, "Back to sign in", false))
            }
        }
    };
    column(shown.form().title("Forgot your password?"), content)
}

/// Says so to everybody, whether there is such an account or not.
pub(in crate::auth) fn link_sent() -> Page {
    let content = html! {
        h1 { "Check your mail" }
        p.lead { "If there is such an account, a link is on its way to its e-mail. It works once, for " (life()) "." }
        p.hint {
            "Nothing came after a few minutes? Look in your spam folder, too, or "
            a href=(paths::FORGOT_PASSWORD) { "ask once more" } "."
        }
        div.actions { (ui::link_button(paths::SIGN_IN, "Back to sign in", false)) }
    };
    column("Check your mail".to_owned(), content)
}

/// Takes a new password. `least`: the fewest characters it has.
pub(in crate::auth) fn reset(shown: &Shown, token: &LinkToken, least: usize) -> Page {
    let content = html! {
        h1 { "Choose a new password" }
        p.lead { "Once it is set, you are signed out wherever you are signed in now." }
        (shown.above())
        form.stack action=(paths::RESET_PASSWORD) method="post" novalidate {
            (hidden(fields::TOKEN, &token.0))
            (new_password_fields("New password", least, shown.form()))
            div.actions { (ui::submit("Set the password")) }
        }
    };
    column(shown.form().title("Choose a new password"), content)
}

/// Says what to do about a link that is over.
pub(in crate::auth) fn dead_link() -> Page {
    let content = html! {
        h1 { "This link does not work any more" }
        p.lead {
            "Each works once, for " (life()) ", and only as long as the password is not changed in another way. "
            "If you asked for several, take the newest mail."
        }
        div.actions {
            (ui::link_button(paths::FORGOT_PASSWORD, "Ask for a new link", true))
            (ui::link_button(paths::SIGN_IN, "Sign in", false))
        }
    };
    column("This link does not work any more".to_owned(), content)
}

fn life() -> String {
    in_words(LinkPurpose::ResetPassword.life())
}

fn column(title: String, content: maud::Markup) -> Page {
    Page {
        title,
        width: Width::Column,
        content,
    }
}

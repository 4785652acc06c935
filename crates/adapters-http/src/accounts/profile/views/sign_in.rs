//! What one signs in with: password and e-mail.

use maud::html;

use crate::{
    accounts::{
        details::{self, names},
        profile::password::PRESENT,
    },
    paths,
    shown::Shown,
    ui::{
        self,
        field::{Control, Field, field},
        page::{Page, Width},
    },
};

const PASSWORD: Field<'_> = Field {
    name: names::PASSWORD,
    label: "Your password",
    aside: None,
    hint: None,
    control: Control::Secret("current-password"),
    is_required: true,
};

/// `/my/profile/password`. `least`: the fewest characters of a password.
pub(crate) fn password(shown: &Shown, least: usize) -> Page {
    let present = Field {
        name: PRESENT,
        label: "Your current password",
        ..PASSWORD
    };
    let form = shown.form();
    let content = html! {
        h1 { "Change your password" }
        p.lead { "Everywhere else you are signed in, you will be signed out." }
        (shown.above())
        form.stack action=(paths::PROFILE_PASSWORD) method="post" novalidate {
            (field(&present, form))
            (details::new_password_fields("New password", least, form))
            div.actions { (ui::submit("Change password")) (ui::link_button(paths::PROFILE, "Change nothing", false)) }
        }
    };
    Page {
        title: form.title("Change your password"),
        width: Width::Column,
        content,
    }
}

/// `/my/profile/email`. `now`: the e-mail they have.
pub(crate) fn email(now: &str, shown: &Shown) -> Page {
    let new = Field {
        name: names::EMAIL,
        label: "New e-mail",
        hint: Some("We send it six digits, to be sure that it is yours."),
        control: Control::Line("email", "email"),
        ..PASSWORD
    };
    let form = shown.form();
    let content = html! {
        h1 { "Change your e-mail" }
        p.lead { "Your e-mail is " b { bdi { (now) } } " until you confirmed another one." }
        (shown.above())
        form.stack action=(paths::PROFILE_EMAIL) method="post" novalidate {
            (field(&new, form))
            (field(&PASSWORD, form))
            div.actions { (ui::submit("Send the digits")) (ui::link_button(paths::PROFILE, "Change nothing", false)) }
        }
    };
    Page {
        title: form.title("Change your e-mail"),
        width: Width::Column,
        content,
    }
}

/// `/my/profile/email/confirm`. `life` in words: how long the code works.
pub(crate) fn email_code(shown: &Shown, life: &str) -> Page {
    let form = shown.form();
    let content = html! {
        h1 { "Check your new mailbox" }
        p.lead { "We sent six digits to your new address. Type them here, in this browser. They work for " (life) "." }
        (shown.above())
        form.stack action=(paths::PROFILE_EMAIL_CONFIRM) method="post" novalidate {
            (details::code_field(form))
            div.actions { (ui::submit("Change e-mail")) }
        }
        p.hint { "Nothing came? Look in your spam folder, too, or " a href=(paths::PROFILE_EMAIL) { "ask for another code" } "." }
    };
    Page {
        title: form.title("Confirm your new e-mail"),
        width: Width::Column,
        content,
    }
}

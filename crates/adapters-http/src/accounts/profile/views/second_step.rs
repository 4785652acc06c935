//! Two-step sign-in: explained, set up, and looked after.

use frontdesk_domain::auth::RecoveryCode;
use maud::{Markup, html};

use crate::{
    accounts::details::names,
    paths,
    shown::Shown,
    ui::{
        self, copy_button,
        field::{Control, Field, field},
        icons::Icon,
        page::{Page, Width},
        qr::qr,
    },
};

const HEADING: &str = "Two-step sign-in";

fn page(title: &str, content: Markup) -> Page {
    Page {
        title: title.to_owned(),
        width: Width::Column,
        content,
    }
}

/// `/my/profile/second-step` while it is off. `is_owed`: they work here, and this desk asks for it.
pub(crate) fn second_step_off(said: Option<&Markup>, is_owed: bool) -> Page {
    let content = html! {
        h1 { (HEADING) }
        @if let Some(said) = said { (said) }
        @if is_owed { p.note { "This desk asks everyone who works here for it. Set it up to go on with your work." } }
        p.lead { "Signing in then takes two things: your password, and six digits that an app on your phone shows. Someone who learns your password still cannot get in." }
        p { "You need an authenticator app on your phone. Any of them will do." }
        form action=(paths::SECOND_STEP_SET_UP) method="post" {
            div.actions { (ui::submit("Set it up")) (ui::link_button(paths::PROFILE, "Back to your profile", false)) }
        }
    };
    page(HEADING, content)
}

/// The same page while it is on. `left`: recovery codes not yet used. `is_asked`: it cannot be switched off,
/// because this desk asks staff for it.
pub(crate) fn second_step_on(left: u32, is_asked: bool) -> Page {
    let content = html! {
        h1 { (HEADING) }
        p.lead { "It is on: signing in takes your password and six digits from your phone." }
        form.stack-s action=(paths::RECOVERY_CODES) method="post" {
            h2 { "Recovery codes" }
            p { "You have " b { (left) " of " (RecoveryCode::COUNT) } " left. Each lets you in once when your phone is not at hand." }
            div.actions { button.btn { "Make new codes" } }
            p.hint { "The codes you have now stop working then." }
        }
        @if is_asked {
            p.hint { "You cannot switch it off: this desk asks everyone who works here for it." }
        } @else {
            form.stack-s action=(paths::SECOND_STEP_OFF) method="post" {
                h2 { "Switch it off" }
                p { "Your password alone is enough then. Everywhere else you are signed in, you will be signed out." }
                div.actions { button.btn { "Switch it off" } }
            }
        }
        p.alone { a href=(paths::PROFILE) { "Back to your profile" } }
    };
    page(HEADING, content)
}

/// `/my/profile/second-step/confirm`. `uri`: what the app scans. `secret`: the same to be typed.
pub(crate) fn second_step_offer(uri: &str, secret: &str, shown: &Shown) -> Page {
    const TITLE: &str = "Set up two-step sign-in";
    let code = Field {
        name: names::CODE,
        label: "Six digits from the app",
        aside: None,
        hint: Some("It shows others every half minute."),
        control: Control::Code,
        is_required: true,
    };
    let content = html! {
        h1 { (TITLE) }
        (shown.above())
        h2 { "1. Scan this with your app" }
        div.scan { (qr(uri, "QR code for your authenticator app")) }
        div {
            p.hint { "You cannot scan it? Type this key into the app:" }
            div.with-copy { p.source { (in_fours(secret)) } (copy_button(secret, "Copy the key")) }
        }
        h2 { "2. Type what the app shows" }
        form.stack action=(paths::SECOND_STEP_CONFIRM) method="post" novalidate {
            (field(&code, shown.form()))
            div.actions { (ui::submit("Switch it on")) (ui::link_button(paths::SECOND_STEP_SET_UP, "Not now", false)) }
        }
    };
    page(&shown.form().title(TITLE), content)
}

/// In groups that can be read aloud; apps take it with spaces and without.
fn in_fours(secret: &str) -> String {
    let mut text = String::with_capacity(secret.len() * 5 / 4);
    for (place, c) in secret.chars().enumerate() {
        if place > 0 && place % 4 == 0 {
            text.push(' ');
        }
        text.push(c);
    }
    text
}

/// The recovery codes, shown this once.
pub(crate) fn recovery_codes(codes: &[String]) -> Page {
    const TITLE: &str = "Keep your recovery codes";
    let content = html! {
        h1 { (TITLE) }
        p.lead { "Two-step sign-in is on. When your phone is not at hand, each of these codes lets you in once instead of it." }
        (ui::notice("Print them, or keep them where you keep your passwords. We show them only now."))
        div.box.with-copy {
            ol.source { @for code in codes { li { (code) } } }
            (copy_button(&codes.join("\n"), "Copy the codes"))
        }
        div.actions {
            (ui::link_button(paths::SECOND_STEP_SET_UP, "I have kept them", true))
            button.btn type="button" hidden data-print { (Icon::Print) "Print" }
        }
    };
    page(TITLE, content)
}

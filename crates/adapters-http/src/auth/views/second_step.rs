//! `/sign-in/second-step`.

use maud::html;

use super::{card, fields, next_field};
use crate::{
    auth::door::Next,
    paths,
    shown::Shown,
    ui::{
        self,
        field::{Control, Field, field, hidden},
        page::Page,
    },
};

/// With which kind of code they take the second step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::auth) enum Means {
    App,
    Recovery,
}

impl Means {
    const RECOVERY: &str = "recovery";

    /// The one of that word; the app, where it is none.
    pub(in crate::auth) fn from_key(key: &str) -> Self {
        match key {
            Self::RECOVERY => Self::Recovery,
            _ => Self::App,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::App => "",
            Self::Recovery => Self::RECOVERY,
        }
    }

    /// Said when nothing like it was typed.
    pub(in crate::auth) fn asked(self) -> &'static str {
        match self {
            Self::App => "Type the six digits",
            Self::Recovery => "Type all 24 letters and digits of one recovery code",
        }
    }

    /// Said when it was another one.
    pub(in crate::auth) fn wrong(self) -> &'static str {
        match self {
            Self::App => "This code is not right. Type the one your app shows now; each works once",
            Self::Recovery => "This code is not right, or was used. Type another one of your list",
        }
    }

    fn field(self) -> Field<'static> {
        let code = Field {
            name: fields::CODE,
            label: "The six digits from your authenticator app",
            aside: None,
            hint: None,
            control: Control::Code,
            is_required: true,
        };
        match self {
            Self::App => code,
            Self::Recovery => Field {
                label: "One of your recovery codes",
                hint: Some("Like k3vq-7x2m-…; it works once."),
                control: Control::Key("off"),
                ..code
            },
        }
    }
}

/// The hanging tag with the second step.
pub(in crate::auth) fn second_step(shown: &Shown, means: Means, next: &Next) -> Page {
    let tag = html! {
        form.card action=(paths::SECOND_STEP) method="post" novalidate {
            h1 { "One more step" }
            (shown.above())
            (next_field(next))
            @if means == Means::Recovery { (hidden(fields::MEANS, means.key())) }
            (field(&means.field(), shown.form()))
            (ui::submit("Sign in"))
        }
    };
    let by = |means: Means| {
        let query = [(fields::MEANS, means.key()), (paths::NEXT, next.place())];
        paths::with(paths::SECOND_STEP, &query)
    };
    let under = html! {
        @match means {
            Means::App => a href=(by(Means::Recovery)) { "Use a recovery code" },
            Means::Recovery => a href=(by(Means::App)) { "Use the authenticator app" },
        }
        a href=(next.after(paths::SIGN_IN)) { "Sign in as somebody else" }
    };
    card("One more step", shown, &tag, &under)
}

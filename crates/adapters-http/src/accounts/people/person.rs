//! One person.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_domain::{
    accounts::{AccountId, Contact, Profile},
    ports::PersonPage,
};

use super::views::{self, PersonSheet};
use crate::{
    accounts::{
        details::Details,
        office::{Office, Whose},
    },
    paths,
    problem::Problem,
    security::Query,
    shown::Shown,
    ui::form_state::FormState,
};

const STALE: &str = "Someone else changed this while you wrote, so nothing was saved. What you typed is in the form, and what is saved now stands below it. Save again to replace it.";

/// What was done about someone, as it stands in the address of their page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Saved,
    Email,
    Role,
    Disabled,
    Enabled,
    Reset,
}

impl Done {
    const ALL: [Self; 6] = [
        Self::Saved,
        Self::Email,
        Self::Role,
        Self::Disabled,
        Self::Enabled,
        Self::Reset,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Email => "email",
            Self::Role => "role",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::Reset => "reset",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Saved => "Saved.",
            Self::Email => {
                "The e-mail is changed, and the old address was told. They sign in with the new one now."
            }
            Self::Role => {
                "They have another role now. They were signed out everywhere and may sign in again."
            }
            Self::Disabled => "The account is disabled. They were signed out everywhere.",
            Self::Enabled => "The account is open again. They may sign in.",
            Self::Reset => "A mail with a link to choose a new password is on its way to them.",
        }
    }

    /// Their page, saying so.
    pub(super) fn about(self, id: AccountId) -> Response {
        let page = paths::of(paths::PERSON, id.0);
        Redirect::to(&paths::done(&page, self.key())).into_response()
    }
}

/// How a person's page is shown.
pub(super) enum How {
    /// As they are, perhaps saying what was done.
    Fresh(Option<Done>),
    /// With the form as it was typed, and why it was not taken.
    Again(Shown),
    /// With the form as it was typed, beside what somebody else saved meanwhile.
    Stale(FormState),
}

pub(super) async fn show(
    office: Office,
    Whose(id): Whose,
    Query(mut query): Query,
) -> Result<Response, Problem> {
    let word = query.take(paths::DONE);
    let done = Done::ALL.into_iter().find(|done| done.key() == word);
    answer(&office, id, How::Fresh(done)).await
}

pub(super) async fn answer(office: &Office, id: AccountId, how: How) -> Result<Response, Problem> {
    let person = office.desk.app.see_person(&office.who(), id).await?;
    let saved = saved(&person);
    let is_stale = matches!(how, How::Stale(_));
    let shown = match how {
        How::Fresh(None) => Shown::fresh(saved.clone()),
        How::Fresh(Some(done)) => Shown::fresh(saved.clone()).saying(done.words()),
        How::Again(shown) => shown,
        How::Stale(typed) => Shown::fresh(typed).status(StatusCode::CONFLICT).saying(STALE),
    };
    let sheet = views::person(
        &PersonSheet {
            person: &person,
            is_self: office.is_self(id),
            shown: &shown,
            saved: is_stale.then_some(&saved),
        },
        &office.desk.site,
    );
    Ok(shown.lay(&office.desk, &office.visitor, &sheet).await)
}

/// The form as it would be sent if nothing were changed.
fn saved(person: &PersonPage) -> FormState {
    let PersonPage { row, address, .. } = person;
    let profile = Profile {
        name: row.name.clone(),
        username: row.username.clone(),
    };
    let contact = Contact {
        phone: row.phone.clone(),
        address: address.clone(),
    };
    Details::of(&profile, &contact).state()
}

pub(super) async fn send_reset(office: Office, Whose(id): Whose) -> Result<Response, Problem> {
    let who = office.who();
    office
        .desk
        .detached(|app| async move { app.send_reset(&who, id).await })
        .await?;
    Ok(Done::Reset.about(id))
}

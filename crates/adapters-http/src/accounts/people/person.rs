//! One person.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_domain::accounts::AccountId;

use super::views::{self, PersonSheet, fields};
use crate::{
    accounts::office::{Office, Whose},
    paths,
    problem::Problem,
    security::Query,
    ui::form_state::FormState,
};

/// What was done about someone, as it stands in the address of their page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    Saved,
    Role,
    Disabled,
    Enabled,
    Reset,
}

impl Done {
    const ALL: [Self; 5] = [
        Self::Saved,
        Self::Role,
        Self::Disabled,
        Self::Enabled,
        Self::Reset,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Saved => "saved",
            Self::Role => "role",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::Reset => "reset",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Saved => "Saved.",
            Self::Role => "They have another role now. They were signed out everywhere and may sign in again.",
            Self::Disabled => "The account is disabled. They were signed out everywhere.",
            Self::Enabled => "The account is open again. They may sign in.",
            Self::Reset => "A mail with a link to choose a new password is on its way to them.",
        }
    }

    /// Their page, saying so.
    pub(super) fn about(self, id: AccountId) -> Response {
        let page = paths::of(paths::PERSON, id.0);
        Redirect::to(&format!("{page}?done={}", self.key())).into_response()
    }
}

/// What a person's page shows besides who they are.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) status: StatusCode,
    pub(super) notice: Option<&'static str>,
    /// The form as it was typed; as it is saved where this is missing.
    pub(super) form: Option<FormState>,
    /// Whether what is saved stands beside it, because it is no longer what they saw.
    pub(super) is_stale: bool,
}

pub(super) async fn show(
    office: Office,
    Whose(id): Whose,
    Query(mut query): Query,
) -> Result<Response, Problem> {
    let done = query.take("done");
    let done = Done::ALL.into_iter().find(|known| known.key() == done);
    let shown = Shown {
        notice: done.map(Done::words),
        ..Shown::default()
    };
    answer(&office, id, shown).await
}

pub(super) async fn answer(office: &Office, id: AccountId, shown: Shown) -> Result<Response, Problem> {
    let person = office.desk.app.see_person(&office.who(), id).await?;
    let saved = saved(&person);
    let sheet = views::person(
        &PersonSheet {
            person: &person,
            is_self: office.is_self(id),
            notice: shown.notice,
            form: shown.form.as_ref().unwrap_or(&saved),
            saved: shown.is_stale.then_some(&saved),
        },
        &office.desk.site,
    );
    Ok(office.lay(shown.status, &sheet).await)
}

/// The form as it would be sent if nothing were changed.
fn saved(person: &frontdesk_domain::ports::PersonPage) -> FormState {
    let row = &person.row;
    FormState::default()
        .with(fields::NAME, row.name.as_str())
        .with(
            fields::USERNAME,
            row.username.as_ref().map_or("", |username| username.as_str()),
        )
        .with(
            fields::PHONE,
            row.phone.as_ref().map_or("", |phone| phone.as_e164()),
        )
        .with(
            fields::ADDRESS,
            person.address.as_ref().map_or("", |address| address.as_str()),
        )
}

pub(super) async fn send_reset(office: Office, Whose(id): Whose) -> Result<Response, Problem> {
    let who = office.who();
    office
        .desk
        .detached(|app| async move { app.send_reset(&who, id).await })
        .await?;
    Ok(Done::Reset.about(id))
}

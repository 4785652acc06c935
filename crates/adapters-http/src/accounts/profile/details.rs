//! `/my/profile`.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_application::{EditProfile, ProfileSaved};
use frontdesk_domain::{
    accounts::{Contact, Profile},
    ports::PersonPage,
};

use super::{
    own::Own,
    views::{self, Known},
};
use crate::{
    accounts::details::{Details, names},
    check::{Check, USERNAME_TAKEN},
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    ui::form_state::FormState,
};

/// What the page says that something was done with, by its word in the address.
pub(super) const SAVED: &str = "saved";
pub(super) const PASSWORD: &str = "password";
pub(super) const EMAIL: &str = "email";

pub(super) async fn show(own: Own, Query(mut query): Query) -> Result<Response, Problem> {
    let known = own.desk.app.my_profile(&own.person).await?;
    let shown = Shown::fresh(details(&known).state());
    let shown =
        match query.take(paths::DONE).as_str() {
            SAVED => shown.saying("Saved."),
            PASSWORD => shown
                .saying("Your password is changed. Everywhere else you were signed in, you are signed out."),
            EMAIL => shown
                .saying("Your e-mail is changed. Everywhere else you were signed in, you are signed out."),
            _ => shown,
        };
    Ok(page(&own, &known, &shown))
}

pub(super) async fn save(own: Own, mut form: Form) -> Result<Response, Problem> {
    let typed = Details::take(&mut form);
    match keep(&own, &typed).await? {
        None => Ok(Redirect::to(&paths::done(paths::PROFILE, SAVED)).into_response()),
        Some(shown) => {
            let known = own.desk.app.my_profile(&own.person).await?;
            Ok(page(&own, &known, &shown))
        }
    }
}

/// Saves what was typed, or gives the form to show again.
async fn keep(own: &Own, typed: &Details) -> Result<Option<Shown>, Problem> {
    let form = match read(own, typed) {
        Ok(form) => form,
        Err(refused) => return Ok(Some(Shown::refused(refused))),
    };
    let saved = own.detached(|app, person| async move { app.edit_profile(&person, &form).await });
    Ok(match saved.await {
        Ok(ProfileSaved::Done) => None,
        Ok(ProfileSaved::UsernameTaken) => {
            let refused = typed.state().refused(names::USERNAME, USERNAME_TAKEN);
            Some(Shown::refused(refused))
        }
        Err(error) => Some(Shown::not_now(typed.state(), error)?),
    })
}

fn read(own: &Own, typed: &Details) -> Result<EditProfile, FormState> {
    let mut check = Check(typed.state());
    let profile = typed.profile(&mut check);
    let contact = typed.contact(&mut check, own.desk.app.rules().region);
    match (profile, contact) {
        (Some(profile), Some(contact)) => Ok(EditProfile { profile, contact }),
        _ => Err(check.0),
    }
}

fn details(known: &PersonPage) -> Details {
    let row = &known.row;
    let profile = Profile {
        name: row.name.clone(),
        username: row.username.clone(),
    };
    let contact = Contact {
        phone: row.phone.clone(),
        address: known.address.clone(),
    };
    Details::of(&profile, &contact)
}

fn page(own: &Own, known: &PersonPage, shown: &Shown) -> Response {
    let number = known.row.client.map(|number| number.to_string());
    let page = views::details(
        &Known {
            number: number.as_deref(),
            email: known.row.email.as_str(),
            since: &own.desk.site.moment(known.row.created_at),
            theme: own.person.theme,
            has_second_step: known.has_second_step,
            owes_second_step: own.person.owes_second_step,
            asks_for_role: known.wish.is_some(),
        },
        shown,
    );
    own.answer(shown, &page)
}

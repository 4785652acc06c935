//! `/my/profile/password`.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_application::{AppError, PasswordChanged};
use frontdesk_domain::auth::Password;

use super::{details, own::Own, views};
use crate::{
    accounts::details::names,
    check::{Check, WRONG_PASSWORD},
    paths,
    problem::Problem,
    security::Form,
    shown::Shown,
    ui::form_state::FormState,
};

/// The password they have until now.
pub(super) const PRESENT: &str = "present";

pub(super) async fn show(own: Own) -> Response {
    page(&own, &Shown::default())
}

pub(super) async fn change(own: Own, mut form: Form) -> Result<Response, Problem> {
    let (present, new) = match read(&mut form) {
        Ok(typed) => typed,
        Err(refused) => return Ok(page(&own, &Shown::refused(refused))),
    };
    let changed = own
        .detached(|app, person| async move { app.change_password(&person, &present, &new).await })
        .await;
    let mut check = Check(FormState::default());
    match changed {
        Ok(PasswordChanged::Done) => {
            let done = paths::done(paths::PROFILE, details::PASSWORD);
            return Ok(Redirect::to(&done).into_response());
        }
        Ok(PasswordChanged::Weak(weakness)) => check.weak(names::PASSWORD, weakness),
        Err(AppError::WrongPassword) => {
            check.refuse::<()>(PRESENT, WRONG_PASSWORD);
        }
        Err(error) => return Ok(page(&own, &Shown::not_now(check.0, error)?)),
    }
    Ok(page(&own, &Shown::refused(check.0)))
}

fn read(form: &mut Form) -> Result<(Password, Password), FormState> {
    let mut check = Check(FormState::default());
    let present = check.password(PRESENT, form.take(PRESENT));
    let chosen = (names::PASSWORD, names::AGAIN);
    let new = check.new_password(chosen, form.take(names::PASSWORD), &form.take(names::AGAIN));
    present.zip(new).ok_or(check.0)
}

fn page(own: &Own, shown: &Shown) -> Response {
    let least = own.desk.app.rules().accounts.passwords.min_chars;
    own.answer(shown, &views::password(shown, least))
}

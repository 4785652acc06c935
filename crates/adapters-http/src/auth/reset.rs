//! `/reset-password`: a new password, for who holds the mailed link. Opening it changes nothing: mail scanners
//! open links too.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::PasswordReset;
use frontdesk_domain::auth::{LinkPurpose, LinkToken};

use super::{
    door::Door,
    views::{self, fields},
};
use crate::{
    check::Check,
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    ui::form_state::FormState,
};

pub(super) async fn show(door: Door, Query(mut query): Query) -> Result<Response, Problem> {
    let token = LinkToken(query.take(fields::TOKEN));
    if !door
        .desk
        .app
        .link_works(&token, LinkPurpose::ResetPassword)
        .await?
    {
        return Ok(dead(&door));
    }
    Ok(page(&door, &token, &Shown::default()))
}

pub(super) async fn send(door: Door, mut form: Form) -> Result<Response, Problem> {
    let token = LinkToken(form.take(fields::TOKEN));
    let (typed, again) = (form.take(fields::PASSWORD), form.take(fields::AGAIN));
    let mut check = Check(FormState::default());
    let Some(password) = check.new_password((fields::PASSWORD, fields::AGAIN), typed, &again) else {
        return Ok(page(&door, &token, &Shown::refused(check.0)));
    };
    let used = token.clone();
    let reset = door
        .desk
        .detached(|app| async move { app.reset_password(&used, &password).await });
    match reset.await {
        Ok(PasswordReset::Done) => {
            Ok(Redirect::to(&paths::done(paths::SIGN_IN, views::NEW_PASSWORD)).into_response())
        }
        Ok(PasswordReset::LinkOver) => Ok(dead(&door)),
        Ok(PasswordReset::Weak(weakness)) => {
            check.weak(fields::PASSWORD, weakness);
            Ok(page(&door, &token, &Shown::refused(check.0)))
        }
        Err(error) => Ok(page(&door, &token, &Shown::not_now(FormState::default(), error)?)),
    }
}

fn page(door: &Door, token: &LinkToken, shown: &Shown) -> Response {
    let least = door.desk.app.rules().accounts.passwords.min_chars;
    door.answer(shown, &views::reset(shown, token, least))
}

fn dead(door: &Door) -> Response {
    door.show(StatusCode::GONE, &views::dead_link())
}

//! `/setup`: the first admin. Once there is one, there is nothing here.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{FirstAdmin, SetUp};
use frontdesk_domain::{auth::LinkToken, clients::Name};

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

const TAKEN: &str = "Someone registered with this e-mail. Use another one";

pub(super) async fn show(door: Door, Query(mut query): Query) -> Result<Response, Problem> {
    let token = LinkToken(query.take(fields::TOKEN));
    if !door.desk.app.set_up_link_works(&token).await? {
        return Ok(nothing(&door));
    }
    Ok(page(&door, &token, &Shown::default()))
}

pub(super) async fn send(door: Door, mut form: Form) -> Result<Response, Problem> {
    let token = LinkToken(form.take(fields::TOKEN));
    let (command, state) = match command(&mut form, &token) {
        Ok(parsed) => parsed,
        Err(state) => return Ok(page(&door, &token, &Shown::refused(state))),
    };
    let mut check = Check(state.clone());
    let made = door
        .desk
        .detached(|app| async move { app.set_up(&command).await });
    match made.await {
        Ok(FirstAdmin::Made) => {
            return Ok(Redirect::to(&paths::done(paths::SIGN_IN, views::SET_UP)).into_response());
        }
        Ok(FirstAdmin::LinkOver) => return Ok(nothing(&door)),
        Ok(FirstAdmin::EmailTaken) => drop(check.refuse::<()>(fields::EMAIL, TAKEN)),
        Ok(FirstAdmin::Weak(weakness)) => check.weak(fields::PASSWORD, weakness),
        Err(error) => return Ok(page(&door, &token, &Shown::not_now(state, error)?)),
    }
    Ok(page(&door, &token, &Shown::refused(check.0)))
}

/// The command, and the form as typed; or the form with what is wrong in it.
fn command(form: &mut Form, token: &LinkToken) -> Result<(SetUp, FormState), FormState> {
    let (name, email) = (form.take(fields::NAME), form.take(fields::EMAIL));
    let (typed, again) = (form.take(fields::PASSWORD), form.take(fields::AGAIN));
    let state = FormState::default()
        .with(fields::NAME, &name)
        .with(fields::EMAIL, &email);
    let mut check = Check(state.clone());
    let name = check.text(fields::NAME, Name::parse(&name), "Tell us your name");
    let email = check.email(fields::EMAIL, &email);
    let password = check.new_password((fields::PASSWORD, fields::AGAIN), typed, &again);
    match (name, email, password) {
        (Some(name), Some(email), Some(password)) => {
            let token = token.clone();
            let command = SetUp {
                token,
                name,
                email,
                password,
            };
            Ok((command, state))
        }
        _ => Err(check.0),
    }
}

fn page(door: &Door, token: &LinkToken, shown: &Shown) -> Response {
    let least = door.desk.app.rules().accounts.passwords.min_chars;
    door.answer(shown, &views::set_up(shown, token, least))
}

/// The same for a link that is over and for one that never was: whether there is an admin, nobody is told.
fn nothing(door: &Door) -> Response {
    door.show(StatusCode::NOT_FOUND, &views::no_set_up())
}

//! `/sign-in`: e-mail or username, and the password.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_application::{SignIn, SignInAnswer};
use frontdesk_domain::auth::Password;

use super::{
    door::{Door, Entry, Next},
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

/// Says the same whatever of it is not right: whether an e-mail is known, nobody is told.
const WRONG: &str = "The e-mail, username or password is not right, or the e-mail is not confirmed yet: \
    then we have just mailed you how";

pub(super) async fn show(door: Door, Query(mut query): Query) -> Response {
    if let Some(home) = door.home() {
        return home;
    }
    let next = Next::take(&mut query);
    let shown = Shown::default();
    let shown = match said(&query.take(paths::DONE)) {
        Some(words) => shown.saying(words),
        None => shown,
    };
    door.answer(&shown, &views::sign_in(&shown, &next))
}

/// What the page says to who is led here, by the word in its address.
fn said(word: &str) -> Option<&'static str> {
    match word {
        views::VERIFIED => Some("Your e-mail is confirmed. You can sign in now."),
        views::SIGNED_OUT => Some("You are signed out."),
        views::NEW_PASSWORD => Some("Your new password is set. Please sign in with it."),
        views::SET_UP => Some("You are the admin of this desk now. Please sign in."),
        views::BEGIN_AGAIN => Some("That took a while, so please type your password again."),
        _ => None,
    }
}

pub(super) async fn send(door: Door, mut form: Form) -> Result<Response, Problem> {
    let next = Next::carried(&mut form);
    if let Some(page) = door.in_already(&next) {
        return Ok(page);
    }
    let typed = Typed::take(&mut form);
    let state = typed.state();
    let again = |shown: Shown| door.answer(&shown, &views::sign_in(&shown, &next));
    let command = match typed.command(&door) {
        Ok(command) => command,
        Err(state) => return Ok(again(Shown::refused(state))),
    };
    let is_remembered = command.remembered;
    let answer = door
        .desk
        .detached(|app| async move { app.sign_in(&command).await });
    match answer.await {
        Ok(SignInAnswer::In { session, device }) => {
            let entry = Entry::by_password(session, device, is_remembered);
            Ok(door.let_in(entry, &next).await)
        }
        Ok(SignInAnswer::SecondStep { session }) => door.half_way(&session, &next).await,
        Ok(SignInAnswer::Waiting) => Ok(Redirect::to(&paths::waiting()).into_response()),
        Ok(SignInAnswer::Wrong) => Ok(again(Shown::refused(state.refused(fields::LOGIN, WRONG)))),
        Err(error) => Ok(again(Shown::not_now(state, error)?)),
    }
}

/// The form as typed.
struct Typed {
    login: String,
    password: String,
    remember: String,
}

impl Typed {
    fn take(form: &mut Form) -> Self {
        Self {
            login: form.take(fields::LOGIN),
            password: form.take(fields::PASSWORD),
            remember: form.take(fields::REMEMBER),
        }
    }

    fn state(&self) -> FormState {
        FormState::default()
            .with(fields::LOGIN, &self.login)
            .with(fields::REMEMBER, &self.remember)
    }

    fn command(self, door: &Door) -> Result<SignIn, FormState> {
        let mut check = Check(self.state());
        if self.login.trim().is_empty() {
            check.refuse::<()>(fields::LOGIN, "Type your e-mail or username");
        }
        if self.password.is_empty() {
            check.refuse::<()>(fields::PASSWORD, "Type your password");
        }
        // Longer than any password that was ever taken: as wrong as any other.
        let password = match Password::take(self.password) {
            Ok(password) => Some(password),
            Err(_) => check.refuse(fields::LOGIN, WRONG),
        };
        match (password, check.0.is_clean()) {
            (Some(password), true) => Ok(SignIn {
                login: self.login.trim().to_owned(),
                password,
                remembered: self.remember == "yes",
                device: door.device,
                request: door.request,
                network: door.visitor.network(),
                browser: door.visitor.browser.clone(),
            }),
            _ => Err(check.0),
        }
    }
}

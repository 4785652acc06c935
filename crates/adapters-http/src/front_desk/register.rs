//! `POST /ticket/register`, at a verified desk: offered to everyone, whether we know them or not.

use axum::response::Response;
use frontdesk_application::LookUpRequest;
use frontdesk_domain::clients::{Email, Name};

use super::{
    code,
    views::fields,
    visit::Visit,
    waiting::{Newcomer, Waiting},
};
use crate::{
    auth::Door, check::Check, paths, problem::Problem, security::Form, shown::Shown,
    ui::form_state::FormState,
};

pub(super) async fn send(door: Door, mut form: Form) -> Result<Response, Problem> {
    if !form.take(fields::TRAP).is_empty() {
        return Err(Problem::Form);
    }
    let Some(visit) = Visit::open(&door.desk, &form.take(fields::VISIT)) else {
        return Ok(code::gone(&door));
    };
    let (form, told) = read(&mut form);
    let Some((name, email)) = told else {
        return Ok(code::page(&door, &Waiting::of(visit), &Shown::refused(form)));
    };
    let request = LookUpRequest {
        identifier: visit.identifier.clone(),
        network: door.visitor.network(),
    };
    let to = email.clone();
    let asked = door
        .desk
        .detached(|app| async move { app.ask_register_code(&request, &to).await });
    match asked.await {
        Ok(request) => {
            let sealed = Newcomer::new(name, email, &visit).seal(&door.desk)?;
            Ok(door.code_asked(&request, &paths::ticket_code(&sealed, "")))
        }
        Err(error) => {
            let shown = Shown::not_now(form, error)?;
            Ok(code::page(&door, &Waiting::of(visit), &shown))
        }
    }
}

/// The form as typed, with what is wrong; and what they told, if nothing is.
fn read(form: &mut Form) -> (FormState, Option<(Name, Email)>) {
    let (name, email) = (form.take(fields::NAME), form.take(fields::EMAIL));
    let state = FormState::default()
        .with(fields::NAME, &name)
        .with(fields::EMAIL, &email);
    let mut check = Check(state);
    let name = check.text(fields::NAME, Name::parse(&name), "Tell us your name");
    let email = check.email(fields::EMAIL, &email);
    (check.0, name.zip(email))
}

//! `/register`.

use axum::{Extension, extract::State, response::Response};
use frontdesk_application::{AppError, Registered};
use frontdesk_domain::{auth::PasswordWeakness, secrets::RequestId};

use super::{form::Typed, views};
use crate::{
    accounts::details::names,
    auth,
    check::{Check, USERNAME_TAKEN},
    paths,
    problem::Problem,
    security::Form,
    shown::Shown,
    site::Visitor,
    state::Desk,
    ui::form_state::FormState,
};

pub(super) async fn show(State(desk): State<Desk>, Extension(visitor): Extension<Visitor>) -> Response {
    page(&desk, &visitor, &Shown::default())
}

pub(super) async fn send(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    mut form: Form,
) -> Result<Response, Problem> {
    let typed = Typed::take(&mut form)?;
    match register(&desk, &visitor, typed).await? {
        // The same for an e-mail that has an account already: its owner is told by mail, and nobody else.
        Ok(request) => Ok(auth::redirect(
            [desk.cookies.keep_request(&request)],
            paths::VERIFY,
        )),
        Err(shown) => Ok(page(&desk, &visitor, &shown)),
    }
}

/// The browser's request for a code, or the form to show again.
async fn register(desk: &Desk, visitor: &Visitor, typed: Typed) -> Result<Result<RequestId, Shown>, Problem> {
    let state = typed.state();
    let network = visitor.network();
    let form = match typed.read(desk.app.rules().region, network) {
        Ok(form) => form,
        Err(refused) => return Ok(Err(Shown::refused(refused))),
    };
    let answer = desk
        .detached(|app| async move { app.register(&form).await })
        .await;
    refusal(state, answer)
}

fn refusal(
    state: FormState,
    answer: Result<Registered, AppError>,
) -> Result<Result<RequestId, Shown>, Problem> {
    Ok(match answer {
        Ok(Registered::CheckMail(request)) => Ok(request),
        Ok(Registered::UsernameTaken) => Err(Shown::refused(state.refused(names::USERNAME, USERNAME_TAKEN))),
        Ok(Registered::Weak(weakness)) => Err(Shown::refused(too_weak(state, weakness))),
        Err(error) => Err(Shown::not_now(state, error)?),
    })
}

fn too_weak(state: FormState, weakness: PasswordWeakness) -> FormState {
    let mut check = Check(state);
    check.weak(names::PASSWORD, weakness);
    check.0
}

fn page(desk: &Desk, visitor: &Visitor, shown: &Shown) -> Response {
    let least = desk.app.rules().accounts.passwords.min_chars;
    shown.answer(desk, visitor, &views::sign_up(shown, least))
}

//! `/forgot-password`: a link by mail. The answer is the same for everybody.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    door::Door,
    views::{self, fields},
};
use crate::{
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    ui::form_state::FormState,
};

pub(super) async fn show(door: Door, Query(mut query): Query) -> Response {
    if query.take(paths::DONE) == views::SENT {
        return door.show(StatusCode::OK, &views::link_sent());
    }
    let shown = Shown::default();
    door.answer(&shown, &views::forgot(&shown))
}

pub(super) async fn send(door: Door, mut form: Form) -> Result<Response, Problem> {
    let login = form.take(fields::LOGIN).trim().to_owned();
    let state = FormState::default().with(fields::LOGIN, &login);
    let again = |shown: Shown| door.answer(&shown, &views::forgot(&shown));
    if login.is_empty() {
        let state = state.refused(fields::LOGIN, "Type your e-mail or username");
        return Ok(again(Shown::refused(state)));
    }
    let network = door.visitor.network();
    let asked = door
        .desk
        .detached(|app| async move { app.forgot_password(&login, &network).await });
    match asked.await {
        Ok(()) => Ok(Redirect::to(&paths::done(paths::FORGOT_PASSWORD, views::SENT)).into_response()),
        Err(error) => Ok(again(Shown::not_now(state, error)?)),
    }
}

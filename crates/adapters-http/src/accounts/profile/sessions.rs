//! `/my/profile/sessions`: where someone is signed in. Also for who signed in by a mailed code.

use axum::{
    Extension,
    extract::{Path, State, rejection::PathRejection},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_domain::auth::{Session, SessionId};

use super::views::{self, Place};
use crate::{
    auth, paths, problem::Problem, security::Query, site::Visitor, state::Desk, ui::notice, who::Person,
};

const ENDED: &str = "ended";

pub(super) async fn show(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Person(person): Person,
    Query(mut query): Query,
) -> Result<Response, Problem> {
    let sessions = desk.app.my_sessions(&person).await?;
    let place = |session: &Session| Place {
        id: session.id.0,
        device: session.device.clone(),
        began: desk.site.moment(session.created_at),
        last_used: desk.site.moment(session.last_seen_at),
        is_this: session.id == person.session,
    };
    let places: Vec<Place> = sessions.iter().map(place).collect();
    let said = (query.take(paths::DONE) == ENDED).then(|| notice("Signed out there."));
    let page = views::sessions(&places, person.account().is_some(), said.as_ref());
    Ok(desk.show(&visitor, StatusCode::OK, &page))
}

pub(super) async fn end(
    State(desk): State<Desk>,
    Person(person): Person,
    id: Result<Path<i64>, PathRejection>,
) -> Result<Response, Problem> {
    // What is no session's key is not found, like the key of nobody's session.
    let id = id.map(|Path(id)| SessionId(id)).map_err(|_| Problem::NotFound)?;
    let is_this = id == person.session;
    desk.detached(|app| async move { app.end_session(&person, id).await })
        .await?;
    Ok(if is_this {
        signed_out(&desk)
    } else {
        Redirect::to(&paths::done(paths::SESSIONS, ENDED)).into_response()
    })
}

pub(super) async fn end_all(State(desk): State<Desk>, Person(person): Person) -> Result<Response, Problem> {
    desk.detached(|app| async move { app.end_all_sessions(&person).await })
        .await?;
    Ok(signed_out(&desk))
}

fn signed_out(desk: &Desk) -> Response {
    let signed_out = paths::done(paths::SIGN_IN, auth::SIGNED_OUT);
    auth::redirect([desk.cookies.forget_session()], &signed_out)
}

//! Who is there: asked once for every request, here and nowhere else.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_domain::{
    access::{Authority, SignedIn},
    accounts::Role,
};

use crate::{paths, problem::Problem, site::Visitor, state::Desk};

/// Adds who is signed in to the [`Visitor`]. When that cannot be found out, nobody is let through.
pub(crate) async fn note(State(desk): State<Desk>, mut request: Request, next: Next) -> Response {
    let Some(token) = desk.cookies.session(request.headers()) else {
        return next.run(request).await;
    };
    let person = match desk.app.who_is(&token).await {
        Ok(person) => person,
        Err(error) => return Problem::from(error).into_response(),
    };
    let Some(visitor) = request.extensions_mut().get_mut::<Visitor>() else {
        return Problem::Internal.into_response();
    };
    if let Some(person) = &person {
        visitor.theme = person.theme;
    }
    visitor.person = person;
    let visitor = visitor.clone();
    let mut response = next.run(request).await;
    // Should it be a problem, its page is made for who asked.
    response.extensions_mut().insert(visitor);
    response
}

/// Someone signed in. Everybody else is led to the sign-in page, and back.
pub(crate) struct Person(pub(crate) SignedIn);

impl FromRequestParts<Desk> for Person {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _desk: &Desk) -> Result<Self, Response> {
        let visitor = parts.extensions.get::<Visitor>();
        let visitor = visitor.ok_or_else(|| Problem::Internal.into_response())?;
        match &visitor.person {
            Some(person) => Ok(Self(person.clone())),
            None => Err(Redirect::to(&paths::sign_in_for(&visitor.here)).into_response()),
        }
    }
}

/// Someone signed in who asks for something to be done to other people. Whether they may, the use case says.
pub(crate) struct Manager(pub(crate) Authority);

impl FromRequestParts<Desk> for Manager {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        let Person(person) = Person::from_request_parts(parts, desk).await?;
        if person.role.is_staff() && person.owes_second_step {
            return Err(Redirect::to(paths::SECOND_STEP_SET_UP).into_response());
        }
        Ok(Self(Authority::Person(person)))
    }
}

/// Where someone signed in goes who did not say where to.
pub(crate) fn home(person: &SignedIn) -> &'static str {
    match person.role {
        Role::Admin | Role::Agent if person.owes_second_step => paths::SECOND_STEP_SET_UP,
        Role::Admin | Role::Agent => paths::DESK,
        Role::Customer => paths::MY_TICKETS,
    }
}

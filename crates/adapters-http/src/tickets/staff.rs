//! A member of staff before the tickets: what the pages of all of them share.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_domain::access::{Caller, SignedIn};

use crate::{paths, problem::Problem, site::Visitor, state::Desk, ui::sheet::Sheet, who::Person};

/// The desk with a member of staff before it. Whether they may do what they ask for, each use case says.
#[derive(Clone)]
pub(crate) struct Staff {
    pub(crate) desk: Desk,
    pub(crate) visitor: Visitor,
    pub(crate) person: SignedIn,
}

impl Staff {
    /// In whose name use cases about one ticket are asked.
    pub(super) fn who(&self) -> Caller {
        Caller::Person(self.person.clone())
    }

    /// The page as an answer.
    pub(crate) async fn lay(&self, status: StatusCode, sheet: &Sheet) -> Response {
        self.desk.lay(&self.visitor, status, sheet).await
    }
}

impl FromRequestParts<Desk> for Staff {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        let Person(person) = Person::from_request_parts(parts, desk).await?;
        if person.role.is_staff() && person.owes_second_step {
            return Err(Redirect::to(paths::SECOND_STEP_SET_UP).into_response());
        }
        if !person.works_here() {
            return Err(Problem::Forbidden.into_response());
        }
        let visitor = parts.extensions.get::<Visitor>().cloned();
        Ok(Self {
            desk: desk.clone(),
            visitor: visitor.ok_or_else(|| Problem::Internal.into_response())?,
            person,
        })
    }
}

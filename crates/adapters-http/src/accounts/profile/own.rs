//! Who looks after their own account.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use frontdesk_application::{AppError, Application};
use frontdesk_domain::access::SignedIn;

use crate::{
    auth::proof, problem::Problem, security::Form, shown::Shown, site::Visitor, state::Desk, ui::page::Page,
    who::Person,
};

/// Someone signed in to their account, at the desk. Who signed in by a mailed code is a client and nobody's
/// account: they are refused, whatever account they may have.
pub(super) struct Own {
    pub(super) desk: Desk,
    pub(super) visitor: Visitor,
    pub(super) person: SignedIn,
}

impl Own {
    pub(super) fn show(&self, page: &Page) -> Response {
        self.desk.show(&self.visitor, StatusCode::OK, page)
    }

    pub(super) fn answer(&self, shown: &Shown, page: &Page) -> Response {
        shown.answer(&self.desk, &self.visitor, page)
    }

    /// Carries out a use case for them, whoever goes away meanwhile.
    pub(super) async fn detached<T, F>(
        &self,
        work: impl FnOnce(Arc<Application>, SignedIn) -> F,
    ) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let person = self.person.clone();
        self.desk.detached(|app| work(app, person)).await
    }

    /// The same with the password they typed on the way, if they did.
    ///
    /// # Errors
    /// The page that says the password is wrong.
    pub(super) async fn proved(self, form: &mut Form, action: &str) -> Result<Self, Response> {
        let person = proof::given(&self.desk, &self.visitor, self.person, form, action).await?;
        Ok(Self { person, ..self })
    }

    /// The page for a use case that was refused: the one that asks for the password, where that helps.
    pub(super) fn refused(&self, error: AppError, action: &str) -> Response {
        match error {
            AppError::ProofNeeded => proof::ask(&self.desk, &self.visitor, action, &[]),
            other => Problem::from(other).into_response(),
        }
    }
}

impl FromRequestParts<Desk> for Own {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        let Person(person) = Person::from_request_parts(parts, desk).await?;
        if person.account().is_none() {
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

//! An admin at work: what the pages about other people share.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Response},
};
use frontdesk_application::{AppError, Application};
use frontdesk_domain::{
    access::{Authority, SignedIn},
    accounts::AccountId,
};

use crate::{
    auth::proof, in_path, problem::Problem, security::Form, site::Visitor, state::Desk, ui::sheet::Sheet,
    who::Manager,
};

/// A desk with someone before it who asks about other people. Whether they may, each use case says.
#[derive(Clone)]
pub(super) struct Office {
    pub(super) desk: Desk,
    pub(super) visitor: Visitor,
    admin: SignedIn,
}

impl Office {
    /// In whose name use cases are asked.
    pub(super) fn who(&self) -> Authority {
        Authority::Person(self.admin.clone())
    }

    /// Whether the page is about the one who looks at it.
    pub(super) fn is_self(&self, id: AccountId) -> bool {
        self.admin.account() == Some(id)
    }

    /// The page as an answer.
    pub(super) async fn lay(&self, status: StatusCode, sheet: &Sheet) -> Response {
        self.desk.lay(&self.visitor, status, sheet).await
    }
}

impl FromRequestParts<Desk> for Office {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        let Manager(Authority::Person(admin)) = Manager::from_request_parts(parts, desk).await? else {
            return Err(Problem::Forbidden.into_response());
        };
        let visitor = parts.extensions.get::<Visitor>().cloned();
        Ok(Self {
            desk: desk.clone(),
            visitor: visitor.ok_or_else(|| Problem::Internal.into_response())?,
            admin,
        })
    }
}

/// A form that changes what others may do. The password in it, if there is one, was right.
pub(super) struct Order {
    office: Office,
    pub(super) form: Form,
    action: String,
    sent: Vec<(String, String)>,
}

impl Order {
    /// Takes the form that was posted to `action`.
    ///
    /// # Errors
    /// The page that asks for the password again, when it was wrong.
    pub(super) async fn take(office: Office, mut form: Form, action: String) -> Result<Self, Response> {
        let Office { desk, visitor, admin } = office;
        let admin = proof::given(&desk, &visitor, admin, &mut form, &action).await?;
        let sent = proof::fields(&form);
        Ok(Self {
            office: Office { desk, visitor, admin },
            form,
            action,
            sent,
        })
    }

    /// Carries it out. Where a password must have been typed lately, it is asked for, and everything that was
    /// sent comes back with it.
    ///
    /// # Errors
    /// That page, or the one that says why not.
    pub(super) async fn carry_out<T, F>(
        &self,
        work: impl FnOnce(Arc<Application>, Authority) -> F,
    ) -> Result<T, Response>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let Office { desk, visitor, .. } = &self.office;
        let who = self.office.who();
        desk.detached(|app| work(app, who))
            .await
            .map_err(|error| match error {
                AppError::ProofNeeded => proof::ask(desk, visitor, &self.action, &self.sent),
                error => Problem::from(error).into_response(),
            })
    }
}

/// Whose page it is: the account that the path names.
pub(super) struct Whose(pub(super) AccountId);

impl FromRequestParts<Desk> for Whose {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        in_path::number(parts, desk, "id")
            .await
            .map(|id| Self(AccountId(id)))
    }
}

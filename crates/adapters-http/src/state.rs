//! What the handlers work with, and how a page becomes an answer.

use std::sync::Arc;

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};
use frontdesk_application::{AppError, Application};
use frontdesk_domain::{
    access::{Authority, SignedIn},
    ports::{LiveFeed, StoreError},
};
use tokio_util::sync::CancellationToken;

use crate::{
    cookies::Cookies,
    problem::Problem,
    seal::Seal,
    site::{Site, Visitor},
    ui::{page, page::Page, sheet, sheet::Sheet},
};

/// What every feature shares.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) app: Arc<Application>,
    pub(crate) site: Arc<Site>,
    pub(crate) seal: Seal,
    pub(crate) live: Arc<dyn LiveFeed>,
    pub(crate) cookies: Cookies,
    /// Cancelled when the server stops: live streams end.
    pub(crate) shutdown: CancellationToken,
}

impl Desk {
    /// The page as an answer.
    pub(crate) fn show(&self, visitor: &Visitor, status: StatusCode, page: &Page) -> Response {
        (
            status,
            Html(page::document(&self.site, visitor, page).into_string()),
        )
            .into_response()
    }

    /// The staff page as an answer. For who decides about it, it says how many wait to be let in.
    pub(crate) async fn lay(&self, visitor: &Visitor, status: StatusCode, sheet: &Sheet) -> Response {
        let admin = visitor.person.clone().filter(SignedIn::manages_people);
        let waiting = match admin {
            // A page without the count is better than none.
            Some(admin) => self.app.count_approvals(&Authority::Person(admin)).await.ok(),
            None => None,
        };
        let page = sheet::document(&self.site, visitor, sheet, waiting.unwrap_or_default());
        (status, Html(page.into_string())).into_response()
    }

    /// Carries out a use case in a task of its own: a browser that goes away cancels its request, but not what
    /// was begun for it.
    pub(crate) async fn detached<T, F>(&self, work: impl FnOnce(Arc<Application>) -> F) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let done = tokio::spawn(work(Arc::clone(&self.app))).await;
        done.unwrap_or_else(|panicked| Err(AppError::Internal(StoreError::Backend(Box::new(panicked)))))
    }
}

impl From<AppError> for Problem {
    /// For handlers that have nothing better to show. Faults are logged here, once.
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::NotFound,
            AppError::Throttled { retry_after } => Self::TooOften { retry_after },
            AppError::FormReused => Self::Form,
            AppError::Forbidden
            | AppError::ClientNotProved
            | AppError::ProofNeeded
            | AppError::WrongPassword => Self::Forbidden,
            AppError::Stale => Self::Stale,
            AppError::NotNow(why) => Self::NotNow(why),
            AppError::LastAdmin(_) => Self::LastAdmin,
            AppError::Busy { .. } => Self::Unavailable,
            AppError::Unavailable(why) => {
                tracing::warn!(why, "a use case could not be carried out now");
                Self::Unavailable
            }
            AppError::Hashing(why) => {
                tracing::error!(why, "a use case failed");
                Self::Internal
            }
            AppError::Internal(cause) => {
                tracing::error!(error = %describe(&cause), "a use case failed");
                Self::Internal
            }
        }
    }
}

/// The error and what caused it.
fn describe(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

//! What somebody who was looked up sees, by what is so now.

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::AppError;
use frontdesk_domain::{
    access::DeskIdentity,
    ports::{LookUp, OpenTicket},
};

use super::{
    landing::UNKNOWN_NUMBER,
    views::{self, Existing, Lost, TicketPage, Writer, fields},
    visit::Visit,
};
use crate::{
    paths,
    problem::{Problem, TRY_AGAIN},
    site::Visitor,
    state::Desk,
    ui::{form_state::FormState, page::Page},
};

/// A desk with one visitor before it.
pub(super) struct Counter {
    pub(super) desk: Desk,
    pub(super) visitor: Visitor,
}

/// A page of the front desk, besides what the look-up says.
#[derive(Default)]
pub(super) struct Shown {
    status: StatusCode,
    /// The submission key to use again; a new one where it is missing.
    key: Option<String>,
    notice: Option<String>,
    form: FormState,
}

impl Shown {
    /// With this form on it.
    pub(super) fn with(form: FormState) -> Self {
        Self {
            form,
            ..Self::default()
        }
    }

    /// Answered with this status instead of 200.
    pub(super) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// With the submission key the form had before.
    pub(super) fn key(self, key: &str) -> Self {
        Self {
            key: Some(key.to_owned()),
            ..self
        }
    }

    /// With something said above the form.
    pub(super) fn notice(self, notice: impl Into<String>) -> Self {
        Self {
            notice: Some(notice.into()),
            ..self
        }
    }
}

impl Counter {
    /// What is so now for a visit.
    ///
    /// # Errors
    /// At a verified desk, for everyone but that very client, the way to the page that takes the code.
    pub(super) async fn look(&self, visit: &Visit) -> Result<LookUp, Response> {
        let found = self.desk.app.visit(&visit.identifier, self.visitor.client());
        found.await.map_err(|error| match error {
            AppError::ClientNotProved => Redirect::to(&paths::ticket_code(&visit.sealed, "")).into_response(),
            error => Problem::from(error).into_response(),
        })
    }

    /// The visit that a form was sent for.
    ///
    /// # Errors
    /// The page that asks again who they are, with what was `typed`: the visit is over, or at a verified desk
    /// they are not signed in as that very client, or not any more.
    pub(super) async fn visit(&self, sealed: &str, typed: &str) -> Result<Visit, Response> {
        let Some(visit) = Visit::open(&self.desk, sealed) else {
            return Err(self.lost(Lost::Visit, typed));
        };
        if self.desk.app.rules().identity == DeskIdentity::Verified {
            let found = self.desk.app.visit(&visit.identifier, self.visitor.client());
            if let Err(AppError::ClientNotProved) = found.await {
                return Err(self.lost(Lost::Visit, typed));
            }
        }
        Ok(visit)
    }

    /// The page for what a look-up found.
    pub(super) async fn show(&self, visit: &Visit, found: &LookUp, shown: Shown) -> Response {
        match found {
            LookUp::Known { open: Some(open), .. } => self.existing(visit, open, shown),
            LookUp::Known { open: None, .. } => self.ticket_form(visit, Writer::Known, shown).await,
            LookUp::Unknown if visit.identifier.phone().is_some() => {
                self.ticket_form(visit, Writer::New, shown).await
            }
            LookUp::Unknown => {
                let form = FormState::default()
                    .with(fields::WHO, &visit.typed)
                    .refused(fields::WHO, UNKNOWN_NUMBER);
                self.desk.show(
                    &self.visitor,
                    StatusCode::UNPROCESSABLE_ENTITY,
                    &views::landing(&form),
                )
            }
            LookUp::Shared => {
                let page = views::shared_phone(&FormState::default(), shown.form.value(fields::WHAT));
                self.desk.show(&self.visitor, StatusCode::OK, &page)
            }
        }
    }

    pub(super) async fn ticket_form(&self, visit: &Visit, writer: Writer, shown: Shown) -> Response {
        // Without categories the form still works, and a ticket matters more than its shelf.
        let categories = self.desk.app.categories_at_desk().await.unwrap_or_default();
        let page = views::ticket_form(&TicketPage {
            visit: &visit.sealed,
            key: &self.key(shown.key),
            who: &visit.typed,
            writer,
            categories: &categories,
            notice: shown.notice.as_deref(),
            answers: self.desk.site.answers.as_deref(),
            form: &shown.form,
        });
        self.answer(shown.status, &page)
    }

    pub(super) fn existing(&self, visit: &Visit, open: &OpenTicket, shown: Shown) -> Response {
        let page = views::existing(&Existing {
            number: &open.number.0.to_string(),
            status: open.status.into(),
            opened: &self.desk.site.moment(open.created_at),
            from: &self.desk.site.name,
            visit: &visit.sealed,
            key: &self.key(shown.key),
            notice: shown.notice.as_deref(),
            form: &shown.form,
        });
        self.answer(shown.status, &page)
    }

    /// The page for a form that cannot be taken; what was typed is on it.
    pub(super) fn lost(&self, why: Lost, typed: &str) -> Response {
        let status = match why {
            Lost::Visit => StatusCode::GONE,
            Lost::Sent => StatusCode::CONFLICT,
            Lost::Now => StatusCode::SERVICE_UNAVAILABLE,
        };
        self.answer(status, &views::lost(why, typed))
    }

    fn key(&self, used: Option<String>) -> String {
        used.unwrap_or_else(|| self.desk.app.new_submission_key().to_text())
    }

    fn answer(&self, status: StatusCode, page: &Page) -> Response {
        let mut response = self.desk.show(&self.visitor, status, page);
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(TRY_AGAIN.as_secs()));
        }
        response
    }
}

impl FromRequestParts<Desk> for Counter {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        let visitor = parts
            .extensions
            .get::<Visitor>()
            .cloned()
            .ok_or(Problem::Internal)?;
        Ok(Self {
            desk: desk.clone(),
            visitor,
        })
    }
}

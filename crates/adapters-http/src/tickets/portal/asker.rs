//! Who comes to one ticket from its client's side.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, Application};
use frontdesk_domain::{
    access::{Caller, Deed},
    accounts::Role,
    feedback::Score,
    ports::SharedPage,
    secrets::TrackToken,
    tickets::TicketNumber,
};

use super::place::Place;
use crate::{
    in_path, paths,
    problem::{Problem, not_now},
    shown::Shown,
    site::Visitor,
    state::Desk,
    ui::{form_state::FormState, page::Page},
    who::Person,
};

/// Someone who asks about one ticket: its client, signed in, or who holds its link.
#[derive(Clone)]
pub(super) struct Asker {
    pub(super) desk: Desk,
    pub(super) visitor: Visitor,
    pub(super) number: TicketNumber,
    pub(super) place: Place,
    who: Caller,
    /// They see all tickets, under `/desk`.
    works_here: bool,
}

impl Asker {
    /// The ticket as its client sees it.
    ///
    /// # Errors
    /// For who is nothing to it, that there is nothing; for staff the way to their own page of it.
    pub(super) async fn see(&self) -> Result<SharedPage, Response> {
        match self.desk.app.see_as_client(&self.who, self.number).await {
            Ok(page) => Ok(page),
            Err(AppError::NotFound) if self.works_here => {
                let theirs = paths::numbered(paths::DESK_TICKET, self.number);
                Err(Redirect::to(&theirs).into_response())
            }
            Err(error) => Err(Problem::from(error).into_response()),
        }
    }

    /// Whether they gave it this score already: the same form, sent twice.
    pub(super) async fn rated(&self, score: Score) -> bool {
        let page = self.see().await.ok();
        let feedback = page.and_then(|page| page.feedback);
        feedback.is_some_and(|feedback| feedback.score == score)
    }

    /// Whether they may do this to it, as it stands.
    pub(super) fn may(&self, deed: Deed, page: &SharedPage) -> bool {
        self.desk.app.may(&self.who, deed, &page.ticket)
    }

    /// Carries out a use case for them, whoever goes away meanwhile.
    pub(super) async fn detached<T, F>(
        &self,
        work: impl FnOnce(Arc<Application>, Caller) -> F,
    ) -> Result<T, AppError>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, AppError>> + Send + 'static,
    {
        let who = self.who.clone();
        self.desk.detached(|app| work(app, who)).await
    }

    /// The page that holds a form, as an answer.
    pub(super) fn answer(&self, shown: &Shown, page: &Page) -> Response {
        shown.answer(&self.desk, &self.visitor, page)
    }
}

/// A form that was not taken, with all that was typed, for whatever can be mended or passes.
///
/// # Errors
/// The [`Problem`] of everything else.
pub(super) fn again(form: FormState, error: AppError) -> Result<Shown, Problem> {
    match error {
        AppError::NotNow(why) => {
            let status = Problem::NotNow(why).status();
            Ok(Shown::fresh(form).saying(not_now(why)).status(status))
        }
        other => Shown::not_now(form, other),
    }
}

impl FromRequestParts<Desk> for Asker {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        let visitor = parts.extensions.get::<Visitor>().cloned();
        let visitor = visitor.ok_or_else(|| Problem::Internal.into_response())?;
        let token = in_path::text(parts, desk, "token").await;
        if let Some(text) = token.map_err(Problem::into_response)? {
            let token = TrackToken::from_text(&text).ok_or_else(|| Problem::NotFound.into_response())?;
            let who = desk.app.by_link(&token).await;
            let who = who.map_err(|error| Problem::from(error).into_response())?;
            let Caller::Link(number) = who else {
                return Err(Problem::Internal.into_response());
            };
            let (place, works_here) = (Place::Link(token.to_text()), false);
            return Ok(Self {
                desk: desk.clone(),
                visitor,
                number,
                place,
                who,
                works_here,
            });
        }
        let Person(mut person) = Person::from_request_parts(parts, desk).await?;
        let number = in_path::number(parts, desk, "number").await;
        let number = number.map(TicketNumber).map_err(Problem::into_response)?;
        let works_here = person.works_here();
        // Here staff are clients too: the tickets are their own, and what they do to them counts as that.
        person.role = Role::Customer;
        Ok(Self {
            desk: desk.clone(),
            visitor,
            number,
            place: Place::Mine(number),
            who: Caller::Person(person),
            works_here,
        })
    }
}

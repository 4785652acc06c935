//! `/my/tickets/new`: opening a ticket. A title alone is enough.

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, OpenTicket, Opened};
use frontdesk_domain::{access::SignedIn, ports::PortalFilter, queue::StatusChoice, secrets::SubmissionKey};

use super::{
    asker::again,
    form::Typed,
    views::{self, NewTicket},
};
use crate::{
    paths, problem::Problem, security::Form, shown::Shown, site::Visitor, state::Desk, tickets::asked,
    ui::form_state::FormState, who::Person,
};

/// A form without a key that still is one. Nothing was sent, so nothing can be there twice.
pub(super) const ONCE_MORE: &str = "Please send this once more. Everything you typed is still here.";
/// A form that was sent before, with other words.
pub(super) const SENT: &str =
    "This form was sent before, with other words. If what is here is new, send it again.";
const ONE_OPEN: &str = "You have an open ticket already, and at this desk there is one at a time. \
    Add what is new to it: everything you typed is still below.";

pub(super) async fn show(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Person(person): Person,
) -> Result<Response, Problem> {
    let key = desk.app.new_submission_key().to_text();
    let shown = Shown::fresh(FormState::default());
    answer(&desk, &visitor, &person, &key, None, &shown).await
}

pub(super) async fn send(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Person(person): Person,
    mut form: Form,
) -> Result<Response, Problem> {
    let (typed, key) = (Typed::take(&mut form), form.take("key"));
    let submission = SubmissionKey::from_text(&key);
    let fresh = || desk.app.new_submission_key().to_text();
    let Some(submission) = submission else {
        let shown = Shown::fresh(typed.state()).saying(ONCE_MORE);
        return answer(&desk, &visitor, &person, &fresh(), None, &shown).await;
    };
    match open(&desk, &person, &typed, submission).await? {
        Sent::Kept(place) => Ok(Redirect::to(&place).into_response()),
        Sent::Again(shown) => answer(&desk, &visitor, &person, &key, None, &shown).await,
        Sent::Reused => {
            let shown = Shown::fresh(typed.state())
                .saying(SENT)
                .status(StatusCode::CONFLICT);
            answer(&desk, &visitor, &person, &fresh(), None, &shown).await
        }
        Sent::AlreadyOpen(existing) => {
            let shown = Shown::fresh(typed.state())
                .saying(ONE_OPEN)
                .status(StatusCode::CONFLICT);
            answer(&desk, &visitor, &person, &key, existing.as_deref(), &shown).await
        }
    }
}

/// What became of the form.
enum Sent {
    /// A ticket: where it is.
    Kept(String),
    /// It is to be shown again.
    Again(Shown),
    /// It was sent before, with other words.
    Reused,
    /// There is an open ticket, and may be one only: where it is.
    AlreadyOpen(Option<String>),
}

async fn open(desk: &Desk, person: &SignedIn, typed: &Typed, key: SubmissionKey) -> Result<Sent, Problem> {
    let categories = desk.app.offered_categories().await?;
    let words = match typed.words(&categories) {
        Ok(words) => words,
        Err(refused) => return Ok(Sent::Again(Shown::refused(refused))),
    };
    let form = OpenTicket {
        client: None,
        key,
        subject: words.subject,
        body: words.body,
        category: words.category,
        priority: asked::priority(&typed.stops),
        by_program: false,
    };
    let who = person.clone();
    let opened = desk.detached(|app| async move { app.open_ticket(&who, &form).await });
    match opened.await {
        Ok(Opened::Kept(number)) => {
            let page = paths::numbered(paths::MY_TICKET, number);
            Ok(Sent::Kept(paths::done(&page, "opened")))
        }
        Ok(Opened::AlreadyOpen) => Ok(Sent::AlreadyOpen(existing(desk, person).await?)),
        Err(AppError::FormReused) => Ok(Sent::Reused),
        Err(error) => Ok(Sent::Again(again(typed.state(), error)?)),
    }
}

/// The open ticket that is the answer: the one changed last, if several are.
async fn existing(desk: &Desk, person: &SignedIn) -> Result<Option<String>, Problem> {
    let unresolved = PortalFilter {
        status: StatusChoice::Unresolved,
        ..PortalFilter::default()
    };
    let rows = desk.app.my_tickets(person, &unresolved, None, 1).await?;
    Ok(rows
        .first()
        .map(|row| paths::numbered(paths::MY_TICKET, row.number)))
}

async fn answer(
    desk: &Desk,
    visitor: &Visitor,
    person: &SignedIn,
    key: &str,
    existing: Option<&str>,
    shown: &Shown,
) -> Result<Response, Problem> {
    if person.client.is_none() {
        return Ok(Redirect::to(paths::MY_TICKETS).into_response());
    }
    let categories = desk.app.offered_categories().await?;
    let page = views::new_ticket(
        &NewTicket {
            key,
            existing,
            categories: &categories,
            answers: desk.site.answers.as_deref(),
        },
        shown,
    );
    Ok(shown.answer(desk, visitor, &page))
}

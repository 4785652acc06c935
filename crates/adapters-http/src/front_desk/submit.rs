//! `POST /ticket`: registering is sending the ticket.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, Submission, SubmitTicket};
use frontdesk_domain::ports::LookUp;

use super::{
    forms::Typed,
    present::{Counter, Shown},
    views::{Lost, Writer, fields},
    visit::Visit,
};
use crate::{paths, problem::Problem, security::Form};

pub(super) const NOT_SAVED: &str = "This was not saved, and it was not your fault. \
    Everything you typed is still here: please send it again in a moment.";
pub(super) const ONCE_MORE: &str = "Please send this once more. Everything you typed is still here.";
const MEANWHILE: &str = "There is an open ticket for you already, so nothing new was made. \
    What you wrote is below: add it there.";

pub(super) async fn send(counter: Counter, mut form: Form) -> Result<Response, Problem> {
    let typed = Typed::take(&mut form)?;
    let visit = match counter.visit(&typed.visit, &typed.what).await {
        Ok(visit) => visit,
        Err(lost) => return Ok(lost),
    };
    let ticket = match read(&counter, &visit, &typed).await {
        Ok(ticket) => ticket,
        Err(shown) => return Ok(counter.ticket_form(&visit, typed.writer, shown).await),
    };
    let answer = counter
        .desk
        .detached(|app| async move { app.submit_ticket(&ticket).await });
    Ok(match answer.await {
        Ok(submission) => answered(&counter, &visit, &typed, submission).await,
        Err(error) => failed(&counter, &visit, &typed, error).await,
    })
}

/// The ticket in the form, or the form to show again.
async fn read(counter: &Counter, visit: &Visit, typed: &Typed) -> Result<SubmitTicket, Shown> {
    let Some(key) = typed.submission_key() else {
        return Err(Shown::with(typed.state()).notice(ONCE_MORE));
    };
    let categories = match typed.has_category() {
        true => counter.desk.app.categories_at_desk().await.unwrap_or_default(),
        false => Vec::new(),
    };
    let refused = |form| {
        Shown::with(form)
            .status(StatusCode::UNPROCESSABLE_ENTITY)
            .key(&typed.key)
    };
    let client = counter.visitor.client();
    let ticket = typed.ticket(&visit.identifier, client, key, &categories);
    ticket.map_err(refused)
}

async fn answered(counter: &Counter, visit: &Visit, typed: &Typed, submission: Submission) -> Response {
    let shown = Shown::with(typed.state());
    match submission {
        Submission::Accepted { token, .. } => {
            Redirect::to(&paths::track_receipt(&token.to_text())).into_response()
        }
        Submission::AlreadyOpen(open) => counter.existing(visit, &open, shown.notice(MEANWHILE)),
        Submission::NameNeeded => {
            let form = typed.state().refused(fields::NAME, "Tell us your name");
            let shown = Shown::with(form)
                .status(StatusCode::UNPROCESSABLE_ENTITY)
                .key(&typed.key);
            counter.ticket_form(visit, Writer::New, shown).await
        }
        Submission::UnknownNumber => counter.show(visit, &LookUp::Unknown, shown).await,
        Submission::SharedPhone => counter.show(visit, &LookUp::Shared, shown).await,
    }
}

async fn failed(counter: &Counter, visit: &Visit, typed: &Typed, error: AppError) -> Response {
    match error {
        AppError::FormReused => return counter.lost(Lost::Sent, &typed.what),
        AppError::ClientNotProved => return counter.lost(Lost::Visit, &typed.what),
        _ => {}
    }
    // The same key: should the ticket have been stored after all, sending the form again finds it.
    let status = Problem::from(error).status();
    let shown = Shown::with(typed.state())
        .status(status)
        .key(&typed.key)
        .notice(NOT_SAVED);
    counter.ticket_form(visit, typed.writer, shown).await
}

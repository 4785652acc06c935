//! `POST /ticket`: registering is sending the ticket.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, Submission};
use frontdesk_domain::ports::LookUp;

use super::{
    forms::Typed,
    present::{Counter, Shown},
    views::{Lost, Writer, fields},
    visit::Visit,
};
use crate::{paths, problem::Problem, security::Form};

pub(super) const NOT_SAVED: &str = "This was not saved, and it was not your fault. Everything you typed is still here: please send it again in a moment.";
pub(super) const ONCE_MORE: &str = "Please send this once more. Everything you typed is still here.";
const MEANWHILE: &str = "There is an open ticket for you already, so nothing new was made. What you wrote is below: add it there.";

pub(super) async fn send(counter: Counter, mut form: Form) -> Result<Response, Problem> {
    let typed = Typed::take(&mut form)?;
    let Some(visit) = Visit::open(&counter.desk, &typed.visit) else {
        return Ok(counter.lost(Lost::Visit, &typed.what));
    };
    let Some(key) = typed.submission_key() else {
        let shown = Shown {
            notice: Some(ONCE_MORE),
            form: typed.state(),
            ..Shown::default()
        };
        return Ok(counter.ticket_form(&visit, typed.writer, shown).await);
    };
    let categories = if typed.has_category() {
        counter.desk.app.offered_categories().await.unwrap_or_default()
    } else {
        Vec::new()
    };
    let ticket = match typed.ticket(&visit.identifier, key, &categories) {
        Ok(ticket) => ticket,
        Err(form) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let shown = Shown {
                status,
                key: Some(typed.key),
                notice: None,
                form,
            };
            return Ok(counter.ticket_form(&visit, typed.writer, shown).await);
        }
    };
    let answer = counter
        .desk
        .detached(|app| async move { app.submit_ticket(&ticket).await })
        .await;
    Ok(answered(&counter, &visit, typed, answer).await)
}

async fn answered(
    counter: &Counter,
    visit: &Visit,
    typed: Typed,
    answer: Result<Submission, AppError>,
) -> Response {
    let form = typed.state();
    match answer {
        Ok(Submission::Accepted { token, .. }) => {
            Redirect::to(&paths::track_receipt(&token.to_text())).into_response()
        }
        Ok(Submission::AlreadyOpen(open)) => counter.existing(
            visit,
            &open,
            Shown {
                notice: Some(MEANWHILE),
                form,
                ..Shown::default()
            },
        ),
        Ok(Submission::NameNeeded) => {
            let form = form.refused(fields::NAME, "Tell us your name");
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            counter
                .ticket_form(
                    visit,
                    Writer::New,
                    Shown {
                        status,
                        key: Some(typed.key),
                        notice: None,
                        form,
                    },
                )
                .await
        }
        Ok(Submission::UnknownNumber) => {
            counter
                .show(
                    visit,
                    &LookUp::Unknown,
                    Shown {
                        form,
                        ..Shown::default()
                    },
                )
                .await
        }
        Ok(Submission::SharedPhone) => {
            counter
                .show(
                    visit,
                    &LookUp::Shared,
                    Shown {
                        form,
                        ..Shown::default()
                    },
                )
                .await
        }
        Err(AppError::FormReused) => counter.lost(Lost::Sent, &typed.what),
        Err(error) => {
            // The same key: should it have been stored after all, sending it again finds it.
            let status = Problem::from(error).status();
            let shown = Shown {
                status,
                key: Some(typed.key),
                notice: Some(NOT_SAVED),
                form,
            };
            counter.ticket_form(visit, typed.writer, shown).await
        }
    }
}

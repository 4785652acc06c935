//! "Add to this ticket", for who only gave a number.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::AppError;
use frontdesk_domain::ports::LookUp;

use super::{
    forms::Typed,
    present::{Counter, Shown},
    submit::{NOT_SAVED, ONCE_MORE},
    views::{self, Lost, fields},
    visit::Visit,
};
use crate::{
    paths,
    problem::Problem,
    security::{Form, Query},
};

const SOLVED: &str = "Your ticket was solved meanwhile, so this would be a new one. What you wrote is below.";

pub(super) async fn send(counter: Counter, mut form: Form) -> Result<Response, Problem> {
    let typed = Typed::take(&mut form)?;
    let visit = match counter.visit(&typed.visit, &typed.what).await {
        Ok(visit) => visit,
        Err(lost) => return Ok(lost),
    };
    let shown = match add(&counter, &visit, &typed).await {
        Ok(()) => return Ok(Redirect::to(&paths::ticket_added(&visit.sealed)).into_response()),
        Err(Refused::Sent) => return Ok(counter.lost(Lost::Sent, &typed.what)),
        Err(Refused::Again(shown)) => shown,
    };
    // What is so now decides the page: the ticket may have been solved while they wrote.
    let found = counter
        .desk
        .app
        .visit(&visit.identifier, counter.visitor.client());
    Ok(match found.await {
        Ok(found) => counter.show(&visit, &found, shown).await,
        Err(AppError::ClientNotProved) => counter.lost(Lost::Visit, &typed.what),
        Err(_) => counter.lost(Lost::Now, &typed.what),
    })
}

/// Why nothing was added.
enum Refused {
    /// The form was sent before, with other words.
    Sent,
    /// The form is to be shown again.
    Again(Shown),
}

async fn add(counter: &Counter, visit: &Visit, typed: &Typed) -> Result<(), Refused> {
    let shown = Shown::with(typed.state());
    let Some(key) = typed.submission_key() else {
        return Err(Refused::Again(shown.notice(ONCE_MORE)));
    };
    let client = counter.visitor.client();
    let addition = typed.addition(&visit.identifier, client, key).map_err(|form| {
        Refused::Again(
            Shown::with(form)
                .status(StatusCode::UNPROCESSABLE_ENTITY)
                .key(&typed.key),
        )
    })?;
    match counter
        .desk
        .detached(|app| async move { app.add_from_desk(&addition).await })
        .await
    {
        Ok(_) => Ok(()),
        Err(AppError::FormReused) => Err(Refused::Sent),
        Err(AppError::NotFound) => Err(Refused::Again(shown.notice(SOLVED))),
        Err(error) => {
            let status = Problem::from(error).status();
            Err(Refused::Again(
                shown.status(status).key(&typed.key).notice(NOT_SAVED),
            ))
        }
    }
}

pub(super) async fn added(counter: Counter, Query(mut query): Query) -> Result<Response, Problem> {
    let Some(visit) = Visit::open(&counter.desk, &query.take(fields::VISIT)) else {
        return Ok(counter.lost(Lost::Visit, ""));
    };
    let number = match counter.look(&visit).await {
        Ok(LookUp::Known { open: Some(open), .. }) => Some(open.number.0.to_string()),
        Ok(_) => None,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let page = views::added(number.as_deref());
    Ok(counter.desk.show(&counter.visitor, StatusCode::OK, &page))
}

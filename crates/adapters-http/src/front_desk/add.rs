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
    let Some(visit) = Visit::open(&counter.desk, &typed.visit) else {
        return Ok(counter.lost(Lost::Visit, &typed.what));
    };
    let Some(key) = typed.submission_key() else {
        return again(&counter, &visit, StatusCode::OK, ONCE_MORE, None, &typed).await;
    };
    let addition = match typed.addition(&visit.identifier, key) {
        Ok(addition) => addition,
        Err(form) => {
            let found = counter.desk.app.visit(&visit.identifier).await?;
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            let shown = Shown {
                status,
                key: Some(typed.key),
                notice: None,
                form,
            };
            return Ok(counter.show(&visit, &found, shown).await);
        }
    };
    match counter
        .desk
        .detached(|app| async move { app.add_from_desk(&addition).await })
        .await
    {
        Ok(_) => Ok(Redirect::to(&paths::ticket_added(&visit.sealed)).into_response()),
        Err(AppError::NotFound) => again(&counter, &visit, StatusCode::OK, SOLVED, None, &typed).await,
        Err(AppError::FormReused) => Ok(counter.lost(Lost::Sent, &typed.what)),
        Err(error) => {
            let status = Problem::from(error).status();
            again(
                &counter,
                &visit,
                status,
                NOT_SAVED,
                Some(typed.key.clone()),
                &typed,
            )
            .await
        }
    }
}

/// The page for what is so now, with what was typed.
async fn again(
    counter: &Counter,
    visit: &Visit,
    status: StatusCode,
    notice: &'static str,
    key: Option<String>,
    typed: &Typed,
) -> Result<Response, Problem> {
    match counter.desk.app.visit(&visit.identifier).await {
        Ok(found) => {
            let shown = Shown {
                status,
                key,
                notice: Some(notice),
                form: typed.state(),
            };
            Ok(counter.show(visit, &found, shown).await)
        }
        Err(_) => Ok(counter.lost(Lost::Now, &typed.what)),
    }
}

pub(super) async fn added(counter: Counter, Query(mut query): Query) -> Result<Response, Problem> {
    let Some(visit) = Visit::open(&counter.desk, &query.take(fields::VISIT)) else {
        return Ok(counter.lost(Lost::Visit, ""));
    };
    let number = match counter.desk.app.visit(&visit.identifier).await? {
        LookUp::Known { open: Some(open), .. } => Some(open.number.0.to_string()),
        _ => None,
    };
    Ok(counter
        .desk
        .show(&counter.visitor, StatusCode::OK, &views::added(number.as_deref())))
}

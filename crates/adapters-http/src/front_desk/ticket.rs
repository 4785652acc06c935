//! `GET /ticket`: the open ticket or the form, whichever is right now.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_domain::clients::ClientNumber;

use super::{
    present::{Counter, Shown},
    views::{Lost, fields},
    visit::Visit,
};
use crate::{paths, problem::Problem, security::Query};

/// What was done: someone proved the e-mail they typed.
pub(super) const WELCOME: &str = "welcome";

pub(super) async fn show(counter: Counter, Query(mut query): Query) -> Result<Response, Problem> {
    let sealed = query.take(fields::VISIT);
    if sealed.is_empty() {
        return Ok(Redirect::to(paths::FRONT_DESK).into_response());
    }
    let Some(visit) = Visit::open(&counter.desk, &sealed) else {
        return Ok(counter.lost(Lost::Visit, ""));
    };
    let found = match counter.look(&visit).await {
        Ok(found) => found,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let shown = match visit.identifier.number() {
        Some(number) if query.take(paths::DONE) == WELCOME => Shown::default().notice(welcome(number)),
        _ => Shown::default(),
    };
    Ok(counter.show(&visit, &found, shown).await)
}

fn welcome(number: ClientNumber) -> String {
    format!(
        "Welcome. Your customer ID is {number}: keep it, and next time type it instead of your phone number."
    )
}

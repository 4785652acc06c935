//! `GET /ticket`: the open ticket or the form, whichever is right now.

use axum::response::{IntoResponse, Redirect, Response};

use super::{
    present::{Counter, Shown},
    views::{Lost, fields},
    visit::Visit,
};
use crate::{paths, problem::Problem, security::Query};

pub(super) async fn show(counter: Counter, Query(mut query): Query) -> Result<Response, Problem> {
    let sealed = query.take(fields::VISIT);
    if sealed.is_empty() {
        return Ok(Redirect::to(paths::FRONT_DESK).into_response());
    }
    let Some(visit) = Visit::open(&counter.desk, &sealed) else {
        return Ok(counter.lost(Lost::Visit, ""));
    };
    let found = counter.desk.app.visit(&visit.identifier).await?;
    Ok(counter.show(&visit, &found, Shown::default()).await)
}

//! Saying that somebody looks at a ticket, or writes on it.

use axum::http::StatusCode;
use frontdesk_domain::presence::Doing;

use super::case::Case;
use crate::{problem::Problem, security::Form};

pub(super) async fn be_there(case: Case, mut form: Form) -> Result<StatusCode, Problem> {
    let doing = match &*form.take("doing") {
        "viewing" => Some(Doing::Looking),
        "writing" => Some(Doing::Writing),
        _ => None,
    };
    case.carry_out(|app, who, number| async move { app.be_at(&who, number, doing).await })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

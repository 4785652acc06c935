//! Deleting a ticket for good.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};

use super::{
    case::{Case, sheet},
    views,
};
use crate::{paths, problem::Problem};

pub(super) async fn ask(case: Case) -> Result<Response, Problem> {
    if !case.person.manages_people() {
        return Err(Problem::Forbidden);
    }
    let page = case.desk.app.see_as_staff(&case.person, case.number).await?;
    Ok(case
        .lay(
            StatusCode::OK,
            &sheet("Delete a ticket".to_owned(), views::delete(&page)),
        )
        .await)
}

pub(super) async fn delete(case: Case) -> Result<Response, Problem> {
    case.carry_out(|app, who, number| async move { app.delete_ticket(&who, number).await })
        .await?;
    let number = case.number.0.to_string();
    let queue = paths::with(paths::DESK, &[(paths::DONE, "deleted"), ("number", &number)]);
    Ok(Redirect::to(&queue).into_response())
}

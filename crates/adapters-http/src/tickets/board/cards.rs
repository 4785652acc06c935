//! The cards of the board, and moving one.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::AppError;
use frontdesk_domain::tickets::{StatusKind, TicketNumber};

use super::views::{self, Board, Said};
use crate::{
    paths,
    problem::Problem,
    security::{Form, Query},
    tickets::staff::Staff,
};

/// `/desk/board`
pub(super) async fn show(staff: Staff, Query(mut query): Query) -> Result<Response, Problem> {
    let moved = query.take(paths::DONE).parse().ok().map(TicketNumber);
    page(&staff, StatusCode::OK, moved.map(Said::Moved)).await
}

/// Moves a card to another column. Whoever moves one that is nobody's works on it from then on, unless they
/// open it.
pub(super) async fn move_one(staff: Staff, mut form: Form) -> Result<Response, Problem> {
    let number = form.take("number").parse().map(TicketNumber);
    let number = number.map_err(|_| Problem::Form)?;
    let Some(to) = StatusKind::from_key(&form.take("to")) else {
        return page(&staff, StatusCode::UNPROCESSABLE_ENTITY, Some(Said::NoStatus)).await;
    };
    let who = staff.who();
    let moved = staff
        .desk
        .detached(|app| async move { app.move_ticket(&who, number, to).await });
    match moved.await {
        Ok(_) => {
            let board = paths::done(paths::DESK_BOARD, &number.0.to_string());
            Ok(Redirect::to(&format!("{board}#t{}", number.0)).into_response())
        }
        Err(AppError::NotNow(why)) => {
            page(&staff, StatusCode::CONFLICT, Some(Said::NotNow(number, why))).await
        }
        Err(AppError::NotFound) => page(&staff, StatusCode::NOT_FOUND, Some(Said::Gone(number))).await,
        Err(error) => Err(error.into()),
    }
}

async fn page(staff: &Staff, status: StatusCode, said: Option<Said>) -> Result<Response, Problem> {
    let app = &staff.desk.app;
    let head = app.desk_head(&staff.person).await?;
    let rows = app.see_board(&staff.person).await?;
    let board = Board {
        site: &staff.desk.site,
        counts: head.counts,
        rows: &rows,
        said,
    };
    Ok(staff.lay(status, &views::board(&board)).await)
}

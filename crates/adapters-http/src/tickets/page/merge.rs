//! Merging a ticket into another one: which, and then whether that is meant.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::AppError;
use frontdesk_domain::{ports::StaffPage, tickets::TicketNumber};

use super::{
    case::{Case, Done, sheet},
    views,
};
use crate::{
    paths,
    problem::{self, Problem},
    security::{Form, Query},
    ui::form_state::FormState,
};

/// The field that says into which.
pub(super) const INTO: &str = "into";
/// The button that means it.
pub(super) const SURE: &str = "sure";

const WHICH: &str = "Write the number of another ticket, like 10472";

/// Asks into which ticket; with one chosen, whether it is meant.
pub(super) async fn ask(case: Case, Query(mut query): Query) -> Result<Response, Problem> {
    let typed = query.take(INTO);
    let page = case.desk.app.see_as_staff(&case.person, case.number).await?;
    if typed.is_empty() {
        return Ok(which(&case, &page, FormState::default(), StatusCode::OK).await);
    }
    let form = FormState::default().with(INTO, &typed);
    let Some(into) = number(&typed).filter(|into| *into != case.number) else {
        return Ok(which(
            &case,
            &page,
            form.refused(INTO, WHICH),
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await);
    };
    match case.desk.app.see_as_staff(&case.person, into).await {
        Ok(other) => {
            let content = views::merge_sure(&page, &other);
            Ok(case
                .lay(StatusCode::OK, &sheet("Merge tickets".to_owned(), content))
                .await)
        }
        Err(AppError::NotFound) => {
            let form = form.refused(INTO, "There is no ticket of this number");
            Ok(which(&case, &page, form, StatusCode::UNPROCESSABLE_ENTITY).await)
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn merge(case: Case, mut form: Form) -> Result<Response, Problem> {
    let typed = form.take(INTO);
    let page = case.desk.app.see_as_staff(&case.person, case.number).await?;
    let state = FormState::default().with(INTO, &typed);
    let Some(into) = number(&typed) else {
        return Ok(which(
            &case,
            &page,
            state.refused(INTO, WHICH),
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await);
    };
    let merged = case
        .carry_out(|app, who, number| async move { app.merge_ticket(&who, number, into).await })
        .await;
    match merged {
        Ok(()) => {
            let other = paths::numbered(paths::DESK_TICKET, into);
            Ok(Redirect::to(&paths::done(&other, Done::Merged.key())).into_response())
        }
        Err(AppError::NotNow(why)) => {
            let form = state.refused(INTO, problem::not_now(why));
            Ok(which(&case, &page, form, StatusCode::CONFLICT).await)
        }
        Err(error) => Err(error.into()),
    }
}

async fn which(case: &Case, page: &StaffPage, form: FormState, status: StatusCode) -> Response {
    let title = form.title("Merge a ticket");
    case.lay(status, &sheet(title, views::merge_which(page, &form)))
        .await
}

/// However it is typed: `#10472`, `10472`, in any script's digits.
fn number(typed: &str) -> Option<TicketNumber> {
    let typed = frontdesk_domain::text::ascii_digits(typed);
    typed
        .trim()
        .trim_start_matches('#')
        .parse()
        .ok()
        .map(TicketNumber)
}

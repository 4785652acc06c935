//! Changing what a ticket says: its title and its text.

use axum::{http::StatusCode, response::Response};
use frontdesk_application::AppError;
use frontdesk_domain::{
    ports::StaffPage,
    tickets::{Body, Edit, Subject},
};

use super::{
    case::{Case, Done, sheet},
    composer::Written,
    views,
};
use crate::{check::Check, problem::Problem, security::Form, shown::Shown, ui::form_state::FormState};

/// The fields of the form.
pub(super) mod fields {
    /// The title.
    pub(in super::super) const SUBJECT: &str = "subject";
    /// The text.
    pub(in super::super) const BODY: &str = "body";
    /// The version that was shown.
    pub(in super::super) const SEEN: &str = "seen";
}

const STALE: &str = "Somebody else changed the ticket while you wrote, so nothing was saved. What you typed is in the form, and what is saved now stands below it. Save again to replace it.";

pub(super) async fn ask(case: Case) -> Result<Response, Problem> {
    let page = case.desk.app.see_as_staff(&case.person, case.number).await?;
    let form = FormState::default()
        .with(fields::SUBJECT, page.ticket.subject.as_str())
        .with(fields::BODY, page.ticket.body.as_str());
    Ok(answer(&case, &page, &Shown::fresh(form), false).await)
}

pub(super) async fn save(case: Case, mut form: Form) -> Result<Response, Problem> {
    let seen = form.take(fields::SEEN).parse().unwrap_or_default();
    let (subject, body) = (form.take(fields::SUBJECT), form.take(fields::BODY));
    let state = FormState::default()
        .with(fields::SUBJECT, &subject)
        .with(fields::BODY, &body);
    let edit = match edit(&subject, &body, state.clone()) {
        Ok(edit) => edit,
        Err(refused) => return again(&case, Shown::refused(refused), false).await,
    };
    let saved = case
        .carry_out(|app, who, number| async move { app.edit_ticket(&who, number, seen, &edit).await })
        .await;
    match saved {
        Ok(_) => Ok(case.back(Done::Edited, &Written::default())),
        Err(AppError::Stale) => {
            let shown = Shown::fresh(state).status(StatusCode::CONFLICT).saying(STALE);
            again(&case, shown, true).await
        }
        Err(error) => again(&case, Shown::not_now(state, error)?, false).await,
    }
}

fn edit(subject: &str, body: &str, state: FormState) -> Result<Edit, FormState> {
    let mut check = Check(state);
    let subject = check.text(fields::SUBJECT, Subject::parse(subject), "Give it a title");
    let body = check.text(fields::BODY, Body::parse(body), "Write what it is about");
    match (subject, body) {
        (Some(subject), Some(body)) => Ok(Edit {
            subject: Some(subject),
            body: Some(body),
            ..Edit::default()
        }),
        _ => Err(check.0),
    }
}

async fn again(case: &Case, shown: Shown, is_stale: bool) -> Result<Response, Problem> {
    let page = case.desk.app.see_as_staff(&case.person, case.number).await?;
    Ok(answer(case, &page, &shown, is_stale).await)
}

async fn answer(case: &Case, page: &StaffPage, shown: &Shown, is_stale: bool) -> Response {
    let title = shown.form().title("Change a ticket");
    let content = views::edit(&page.ticket, shown, is_stale);
    shown.lay(&case.desk, &case.visitor, &sheet(title, content)).await
}

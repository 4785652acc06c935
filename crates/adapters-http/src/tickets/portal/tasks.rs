//! The tasks of a ticket that its client sees.

use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, TaskChange};
use frontdesk_domain::tasks::{Audience, TaskId, TaskText};

use super::{
    asker::{Asker, again},
    show::{Forms, show},
    views::TaskForm,
};
use crate::{
    check::Check, in_path, problem::Problem, security::Form, shown::Shown, state::Desk,
    ui::form_state::FormState,
};

/// The field that holds what a task says.
pub(super) const TEXT: &str = "task";

/// The task that the path names.
pub(super) struct Which(TaskId);

impl FromRequestParts<Desk> for Which {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        in_path::number(parts, desk, "id")
            .await
            .map(|id| Self(TaskId(id)))
    }
}

pub(super) async fn add(asker: Asker, mut form: Form) -> Result<Response, Response> {
    let typed = form.take(TEXT);
    let text = match text(&typed) {
        Ok(text) => text,
        Err(refused) => return refuse(&asker, None, Shown::refused(refused)).await,
    };
    let audience = Audience::Shared;
    carry_out(&asker, None, &typed, TaskChange::Add { text, audience }).await
}

pub(super) async fn change(asker: Asker, Which(id): Which, mut form: Form) -> Result<Response, Response> {
    let typed = form.take(TEXT);
    let change = match form.take("do").as_str() {
        "done" => TaskChange::Tick(id, true),
        "undone" => TaskChange::Tick(id, false),
        "remove" => TaskChange::Remove(id),
        "rename" => match text(&typed) {
            Ok(text) => TaskChange::Rename(id, text),
            Err(refused) => return refuse(&asker, Some(id.0), Shown::refused(refused)).await,
        },
        _ => return Err(Problem::Form.into_response()),
    };
    carry_out(&asker, Some(id.0), &typed, change).await
}

async fn carry_out(
    asker: &Asker,
    task: Option<i64>,
    typed: &str,
    change: TaskChange,
) -> Result<Response, Response> {
    let number = asker.number;
    let changed = asker.detached(|app, who| async move { app.change_task(&who, number, &change).await });
    match changed.await {
        Ok(_) => Ok(Redirect::to(&format!("{}#tasks", asker.place.page())).into_response()),
        Err(AppError::NotFound) => Err(Problem::NotFound.into_response()),
        Err(error) => {
            let shown = again(FormState::default().with(TEXT, typed), error);
            refuse(asker, task, shown.map_err(Problem::into_response)?).await
        }
    }
}

/// The ticket's page with the form as it was typed. `id`: of the task whose form it is; none for a new one.
async fn refuse(asker: &Asker, id: Option<i64>, shown: Shown) -> Result<Response, Response> {
    let page = asker.see().await?;
    let forms = Forms {
        task: Some(TaskForm { id, shown }),
        ..Forms::default()
    };
    Ok(show(asker, &page, forms).await)
}

fn text(typed: &str) -> Result<TaskText, FormState> {
    let mut check = Check(FormState::default().with(TEXT, typed));
    let text = check.text(TEXT, TaskText::parse(typed), "Write what is to be done");
    text.ok_or(check.0)
}

//! The to-do items of a ticket, as staff change them.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, TaskChange};
use frontdesk_domain::tasks::{Audience, Step, Task, TaskId, TaskText};

use super::{
    case::{Case, Done, Which, sheet},
    composer::{Composer, Written, keep_texts},
    show::{Said, again, not_taken},
    views,
};
use crate::{check::Check, paths, problem::Problem, security::Form, ui::form_state::FormState};

/// The fields of the forms.
pub(super) mod fields {
    /// What is to be done.
    pub(in super::super) const TASK: &str = "task";
    /// Whether only staff see it.
    pub(in super::super) const STAFF: &str = "staff";
    /// What is done to a task.
    pub(in super::super) const DO: &str = "do";
}

pub(super) async fn add(case: Case, mut form: Form) -> Result<Response, Problem> {
    let typed = form.take(fields::TASK);
    let is_staff = form.take(fields::STAFF) == "yes";
    let written = Written::take(&mut form);
    keep_texts(&case, &written).await?;
    // The key for "enter" in any line of the form leads here: with no task in it, it kept what was written.
    if typed.trim().is_empty() && !form.has("add") {
        return Ok(case.back(Done::Drafted, &written));
    }
    let mut check = Check(written.state().with(fields::TASK, &typed));
    let text = check.text(fields::TASK, TaskText::parse(&typed), "Write what is to be done");
    let Some(text) = text else {
        let composer = Composer::again(&written, written.mode(), check.0);
        let said = Said {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Said::default()
        };
        return again(&case, &composer, &said).await;
    };
    let audience = if is_staff {
        Audience::Staff
    } else {
        Audience::Shared
    };
    let change = TaskChange::Add { text, audience };
    carried(&case, &written, change).await
}

/// A task by itself: where it is renamed.
pub(super) async fn show(case: Case, Which(id): Which) -> Result<Response, Problem> {
    let task = task(&case, id).await?;
    let form = FormState::default().with(fields::TASK, task.text.as_str());
    let page = views::rename_task(case.number, &task, &form);
    Ok(case
        .lay(StatusCode::OK, &sheet("Rename a task".to_owned(), page))
        .await)
}

pub(super) async fn change(case: Case, Which(id): Which, mut form: Form) -> Result<Response, Problem> {
    let what = form.take(fields::DO);
    let change = match &*what {
        "done" => TaskChange::Tick(id, true),
        "undone" => TaskChange::Tick(id, false),
        "up" => TaskChange::Step(id, Step::Up),
        "down" => TaskChange::Step(id, Step::Down),
        "remove" => TaskChange::Remove(id),
        "rename" => match renamed(&form.take(fields::TASK)) {
            Ok(text) => TaskChange::Rename(id, text),
            Err(refused) => return rename_again(&case, id, refused).await,
        },
        _ => return Err(Problem::Form),
    };
    let written = Written::take(&mut form);
    keep_texts(&case, &written).await?;
    carried(&case, &written, change).await
}

async fn carried(case: &Case, written: &Written, change: TaskChange) -> Result<Response, Problem> {
    let changed = case
        .carry_out(|app, who, number| async move { app.change_task(&who, number, &change).await })
        .await;
    match changed {
        Ok(_) => Ok(case.back(Done::Task, written)),
        // Somebody else removed it: the page shows what there is.
        Err(AppError::NotFound) => {
            let place = case.path(paths::DESK_TICKET);
            Ok(Redirect::to(&place).into_response())
        }
        Err(error) => not_taken(case, written, error).await,
    }
}

fn renamed(typed: &str) -> Result<TaskText, FormState> {
    let mut check = Check(FormState::default().with(fields::TASK, typed));
    let text = check.text(fields::TASK, TaskText::parse(typed), "Write what is to be done");
    text.ok_or(check.0)
}

async fn rename_again(case: &Case, id: TaskId, refused: FormState) -> Result<Response, Problem> {
    let task = task(case, id).await?;
    let title = refused.title("Rename a task");
    let page = views::rename_task(case.number, &task, &refused);
    Ok(case
        .lay(StatusCode::UNPROCESSABLE_ENTITY, &sheet(title, page))
        .await)
}

async fn task(case: &Case, id: TaskId) -> Result<Task, Problem> {
    let page = case.desk.app.see_as_staff(&case.person, case.number).await?;
    let task = page.tasks.into_iter().find(|task| task.id == id);
    task.ok_or(Problem::NotFound)
}

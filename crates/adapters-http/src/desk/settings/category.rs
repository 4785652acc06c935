//! One category: its words, its place, and whether it is offered.

use axum::{extract::FromRequestParts, http::request::Parts, response::Response};
use frontdesk_application::{AppError, CategoryForm};
use frontdesk_domain::{
    tasks::Step,
    tickets::{CategoryEntry, CategoryId},
};

use super::{Done, Setter, overview, views};
use crate::{
    in_path, problem::Problem, security::Form, shown::Shown, state::Desk, ui::form_state::FormState,
};

/// Which one the path names.
pub(super) struct Which(CategoryId);

impl FromRequestParts<Desk> for Which {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        in_path::number(parts, desk, "id")
            .await
            .map(|id| Self(CategoryId(id)))
    }
}

pub(super) async fn show(setter: Setter, Which(id): Which) -> Result<Response, Problem> {
    let category = find(&setter, id).await?;
    let form = FormState::default().with(views::LABEL, category.label.as_str());
    Ok(lay(&setter, &category, &Shown::fresh(form)).await)
}

/// Carries out what the pressed button says.
pub(super) async fn change(setter: Setter, Which(id): Which, mut form: Form) -> Result<Response, Problem> {
    let category = find(&setter, id).await?;
    match &*form.take(views::DO) {
        views::UP => step(setter, id, Step::Up).await,
        views::DOWN => step(setter, id, Step::Down).await,
        views::OFFER => offer(setter, category, true).await,
        views::WITHDRAW => offer(setter, category, false).await,
        _ => rename(setter, category, form).await,
    }
}

async fn step(setter: Setter, id: CategoryId, step: Step) -> Result<Response, Problem> {
    let Setter { desk, who, .. } = setter;
    desk.detached(async move |app| app.step_category(&who, id, step).await)
        .await?;
    Ok(Done::Moved.shown())
}

async fn offer(setter: Setter, category: CategoryEntry, offered: bool) -> Result<Response, Problem> {
    let form = CategoryForm {
        id: category.id,
        label: category.label,
        offered,
    };
    keep(&setter, form).await?;
    let done = if offered { Done::Offered } else { Done::Withdrawn };
    Ok(done.shown())
}

async fn rename(setter: Setter, category: CategoryEntry, mut form: Form) -> Result<Response, Problem> {
    let typed = FormState::default().with(views::LABEL, form.take(views::LABEL));
    let label = match overview::read(typed.clone()) {
        Ok(label) => label,
        Err(form) => return Ok(lay(&setter, &category, &Shown::refused(form)).await),
    };
    let (id, offered) = (category.id, category.offered);
    match keep(&setter, CategoryForm { id, label, offered }).await {
        Ok(()) => Ok(Done::Saved.shown()),
        Err(error) => Ok(lay(&setter, &category, &Shown::not_now(typed, error)?).await),
    }
}

async fn keep(setter: &Setter, form: CategoryForm) -> Result<(), AppError> {
    let who = setter.who.clone();
    setter
        .desk
        .detached(async move |app| app.edit_category(&who, &form).await)
        .await
}

async fn find(setter: &Setter, id: CategoryId) -> Result<CategoryEntry, Problem> {
    let all = setter.desk.app.categories_to_edit(&setter.who).await?;
    let found = all.into_iter().find(|category| category.id == id);
    found.ok_or(Problem::NotFound)
}

async fn lay(setter: &Setter, category: &CategoryEntry, shown: &Shown) -> Response {
    let sheet = views::category(category, shown);
    shown.lay(&setter.desk, &setter.visitor, &sheet).await
}

//! All settings on one page, and adding a category.

use axum::response::Response;
use frontdesk_domain::tickets::CategoryLabel;

use super::{Done, Setter, views};
use crate::{
    check::Check,
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    ui::form_state::FormState,
};

pub(super) async fn show(setter: Setter, Query(mut query): Query) -> Result<Response, Problem> {
    let word = query.take(paths::DONE);
    let done = Done::ALL.into_iter().find(|done| done.key() == word);
    let fresh = Shown::fresh(FormState::default());
    let shown = match done {
        Some(done) => fresh.saying(done.words()),
        None => fresh,
    };
    answer(&setter, &shown).await
}

pub(super) async fn add(setter: Setter, mut form: Form) -> Result<Response, Problem> {
    let typed = FormState::default().with(views::LABEL, form.take(views::LABEL));
    let Setter { desk, who, .. } = setter.clone();
    let label = match read(typed) {
        Ok(label) => label,
        Err(form) => {
            // Only who may add one is told what is wrong with it.
            desk.app.categories_to_edit(&who).await?;
            return answer(&setter, &Shown::refused(form)).await;
        }
    };
    let added = desk.detached({
        let label = label.clone();
        async move |app| app.add_category(&who, &label).await
    });
    match added.await {
        Ok(_) => Ok(Done::Added.shown()),
        Err(error) => {
            let typed = FormState::default().with(views::LABEL, label.as_str());
            answer(&setter, &Shown::not_now(typed, error)?).await
        }
    }
}

/// The words of a category, or the form with what is wrong with them.
pub(super) fn read(typed: FormState) -> Result<CategoryLabel, FormState> {
    let mut check = Check(typed);
    let parsed = CategoryLabel::parse(check.0.value(views::LABEL));
    let label = check.text(views::LABEL, parsed, "Write what the tickets are about");
    label.ok_or(check.0)
}

async fn answer(setter: &Setter, shown: &Shown) -> Result<Response, Problem> {
    let Setter { desk, visitor, who } = setter;
    let categories = desk.app.categories_to_edit(who).await?;
    let sheet = views::overview(&views::Overview {
        categories: &categories,
        shown,
        in_force: &desk.site.in_force,
    });
    Ok(shown.lay(desk, visitor, &sheet).await)
}

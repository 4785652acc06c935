//! What changes what someone may do: first what will happen, then the change itself.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_domain::{
    accounts::{AccountId, Role},
    ports::PersonPage,
};

use super::{list, person::Done, views};
use crate::{
    accounts::office::{Office, Order, Whose},
    paths,
    problem::Problem,
    security::Form,
    ui::{form_state::FormState, sheet::Sheet},
};

pub(super) async fn ask_role(office: Office, Whose(id): Whose) -> Result<Response, Problem> {
    ask(&office, id, |person| {
        views::confirm_role(person, &FormState::default())
    })
    .await
}

pub(super) async fn change_role(office: Office, Whose(id): Whose, form: Form) -> Result<Response, Response> {
    let mut order = Order::take(office.clone(), form, paths::of(paths::PERSON_ROLE, id.0)).await?;
    let Some(role) = Role::from_key(&order.form.take(views::fields::ROLE)) else {
        return Ok(choose_one(&office, id).await.into_response());
    };
    order
        .carry_out(|app, who| async move { app.change_role(&who, id, role).await })
        .await?;
    Ok(Done::Role.about(id))
}

async fn choose_one(office: &Office, id: AccountId) -> Result<Response, Problem> {
    let person = office.desk.app.see_person(&office.who(), id).await?;
    let form = FormState::default().refused(views::fields::ROLE, "Choose one of these");
    let sheet = views::confirm_role(&person, &form);
    Ok(office.lay(StatusCode::UNPROCESSABLE_ENTITY, &sheet).await)
}

pub(super) async fn ask_disable(office: Office, Whose(id): Whose) -> Result<Response, Problem> {
    ask(&office, id, views::confirm_disable).await
}

pub(super) async fn disable(office: Office, Whose(id): Whose, form: Form) -> Result<Response, Response> {
    let order = Order::take(office, form, paths::of(paths::PERSON_DISABLE, id.0)).await?;
    order
        .carry_out(|app, who| async move { app.disable_person(&who, id).await })
        .await?;
    Ok(Done::Disabled.about(id))
}

pub(super) async fn enable(office: Office, Whose(id): Whose, form: Form) -> Result<Response, Response> {
    let order = Order::take(office, form, paths::of(paths::PERSON_ENABLE, id.0)).await?;
    order
        .carry_out(|app, who| async move { app.enable_person(&who, id).await })
        .await?;
    Ok(Done::Enabled.about(id))
}

pub(super) async fn ask_delete(office: Office, Whose(id): Whose) -> Result<Response, Problem> {
    ask(&office, id, views::confirm_delete).await
}

pub(super) async fn delete(office: Office, Whose(id): Whose, form: Form) -> Result<Response, Response> {
    let order = Order::take(office, form, paths::of(paths::PERSON_DELETE, id.0)).await?;
    order
        .carry_out(|app, who| async move { app.delete_person(&who, id).await })
        .await?;
    Ok(Redirect::to(&list::after_deleting()).into_response())
}

async fn ask(
    office: &Office,
    id: AccountId,
    page: impl FnOnce(&PersonPage) -> Sheet,
) -> Result<Response, Problem> {
    let person = office.desk.app.see_person(&office.who(), id).await?;
    Ok(office.lay(StatusCode::OK, &page(&person)).await)
}

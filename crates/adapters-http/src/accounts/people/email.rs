//! Another e-mail for one person.

use axum::response::{IntoResponse, Response};
use frontdesk_application::EmailGiven;
use frontdesk_domain::{accounts::AccountId, clients::Email};

use super::{person::Done, views};
use crate::{
    accounts::{
        details::names,
        office::{Office, Order, Whose},
    },
    check::Check,
    paths,
    problem::Problem,
    security::Form,
    shown::Shown,
    ui::form_state::FormState,
};

const TAKEN: &str = "Another account has this e-mail. Nothing was changed";
const SAME: &str = "This is their e-mail already. Nothing was changed";

pub(super) async fn ask(office: Office, Whose(id): Whose) -> Result<Response, Problem> {
    page(&office, id, &Shown::default()).await
}

pub(super) async fn change(office: Office, Whose(id): Whose, form: Form) -> Result<Response, Response> {
    let mut order = Order::take(office.clone(), form, paths::of(paths::PERSON_EMAIL, id.0)).await?;
    let typed = order.form.take(names::EMAIL);
    let mut check = Check(FormState::default().with(names::EMAIL, &typed));
    if let Some(email) = check.email(names::EMAIL, &typed) {
        match give(&order, id, email).await? {
            EmailGiven::Done => return Ok(Done::Email.about(id)),
            EmailGiven::Same => check.refuse::<()>(names::EMAIL, SAME),
            EmailGiven::Taken => check.refuse::<()>(names::EMAIL, TAKEN),
        };
    }
    let again = page(&office, id, &Shown::refused(check.0)).await;
    again.map_err(IntoResponse::into_response)
}

async fn give(order: &Order, id: AccountId, email: Email) -> Result<EmailGiven, Response> {
    order
        .carry_out(|app, who| async move { app.change_email_of(&who, id, &email).await })
        .await
}

async fn page(office: &Office, id: AccountId, shown: &Shown) -> Result<Response, Problem> {
    let person = office.desk.app.see_person(&office.who(), id).await?;
    let sheet = views::confirm_email(&person, office.is_self(id), shown.form());
    Ok(shown.lay(&office.desk, &office.visitor, &sheet).await)
}

//! "Type your password to go on": what could lock somebody in or out needs a password typed lately. A session
//! left open on a desk is not enough for it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use frontdesk_application::AppError;
use frontdesk_domain::access::SignedIn;
use maud::html;

use crate::{
    check::{Check, WRONG_PASSWORD},
    security::Form,
    shown::Shown,
    site::Visitor,
    state::Desk,
    ui::{
        self,
        field::{Control, Field, field, hidden},
        form_state::FormState,
        page::{Page, Width},
    },
    who,
};

/// The field of the page. A form that may be asked for a proof has no other field of this name.
pub(crate) const PASSWORD: &str = "password";

/// Takes the password out of a form that has one, and proves it: the person as they are from then on. A form
/// without one is left to the use case, which knows whether it needs a proof.
///
/// # Errors
/// The page again, for a password that is wrong or comes too early; a problem for everything else.
pub(crate) async fn given(
    desk: &Desk,
    visitor: &Visitor,
    person: SignedIn,
    form: &mut Form,
    action: &str,
) -> Result<SignedIn, Response> {
    if !form.has(PASSWORD) {
        return Ok(person);
    }
    let typed = form.take(PASSWORD);
    let again = |shown: &Shown| {
        let page = page(visitor, action, &fields(form), shown);
        shown.answer(desk, visitor, &page)
    };
    let mut check = Check(FormState::default());
    let Some(password) = check.password(PASSWORD, typed) else {
        return Err(again(&Shown::refused(check.0)));
    };
    let proved = desk.detached(|app| async move { app.prove(&person, &password).await });
    proved.await.map_err(|error| match error {
        AppError::WrongPassword => {
            let form = FormState::default().refused(PASSWORD, WRONG_PASSWORD);
            again(&Shown::refused(form))
        }
        error => match Shown::not_now(FormState::default(), error) {
            Ok(shown) => again(&shown),
            Err(problem) => problem.into_response(),
        },
    })
}

/// The page, for a form that was refused with [`AppError::ProofNeeded`]. `fields` is all that was sent with it;
/// it comes back with the password, so that what was begun goes on.
pub(crate) fn ask(desk: &Desk, visitor: &Visitor, action: &str, fields: &[(String, String)]) -> Response {
    let page = page(visitor, action, fields, &Shown::fresh(FormState::default()));
    desk.show(visitor, StatusCode::FORBIDDEN, &page)
}

/// The fields of a form, for [`ask`]: to be called before they are taken out, and after [`given`], so that no
/// password is among them.
pub(crate) fn fields(form: &Form) -> Vec<(String, String)> {
    form.fields_left()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

fn page(visitor: &Visitor, action: &str, fields: &[(String, String)], shown: &Shown) -> Page {
    const HEADING: &str = "Type your password to go on";
    let password = Field {
        name: PASSWORD,
        label: "Password",
        aside: None,
        hint: None,
        control: Control::Secret("current-password"),
        is_required: true,
    };
    let content = html! {
        h1 { (HEADING) }
        p.lead { "This is a change that matters, so we make sure that it is you. We will not ask again for ten minutes." }
        (shown.above())
        form.stack action=(action) method="post" novalidate {
            @for (name, value) in fields { (hidden(name, value)) }
            (field(&password, shown.form()))
            div.actions {
                (ui::submit("Go on"))
                @if let Some(person) = &visitor.person { (ui::link_button(who::home(person), "Change nothing", false)) }
            }
        }
    };
    Page {
        title: shown.form().title(HEADING),
        width: Width::Column,
        content,
    }
}

#[cfg(test)]
mod tests;

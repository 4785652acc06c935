//! `/`: one field.

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, LookUpRequest};
use frontdesk_domain::{
    access::DeskIdentity,
    clients::{Identifier, IdentifierError},
    ports::LookUp,
};

use super::{
    code,
    views::{self, fields},
    visit::Visit,
};
use crate::{paths, problem::Problem, security::Form, site::Visitor, state::Desk, ui::form_state::FormState};

pub(super) const UNKNOWN_NUMBER: &str =
    "We don’t know this customer ID. Check it against your receipt, or type your phone number";
const NOT_NOW: &str = "We could not look that up just now. Press Continue once more in a moment";

pub(super) async fn show(State(desk): State<Desk>, Extension(visitor): Extension<Visitor>) -> Response {
    desk.show(&visitor, StatusCode::OK, &views::landing(&FormState::default()))
}

pub(super) async fn look_up(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    mut form: Form,
) -> Result<Response, Problem> {
    if !form.take(fields::TRAP).is_empty() {
        return Err(Problem::Form);
    }
    let typed = form.take(fields::WHO);
    let form = FormState::default().with(fields::WHO, &typed);
    let identifier = match Identifier::parse(&typed, desk.app.rules().region) {
        Ok(identifier) => identifier,
        Err(error) => {
            let form = form.refused(fields::WHO, words(error));
            return Ok(desk.show(&visitor, StatusCode::UNPROCESSABLE_ENTITY, &views::landing(&form)));
        }
    };
    if desk.app.rules().identity == DeskIdentity::Verified {
        return code::begin(&desk, &visitor, &typed, identifier).await;
    }
    match find(&desk, &visitor, identifier).await? {
        Ok(()) => Ok(Redirect::to(&paths::ticket(&Visit::seal(&desk, &typed)?)).into_response()),
        Err((status, message)) => {
            let form = form.refused(fields::WHO, message);
            Ok(desk.show(&visitor, status, &views::landing(&form)))
        }
    }
}

/// What to say beside the field, and with which status.
type Refusal = (StatusCode, &'static str);

/// Looks up who was typed. Whom it found is not kept: the next page looks at what is so then.
async fn find(
    desk: &Desk,
    visitor: &Visitor,
    identifier: Identifier,
) -> Result<Result<(), Refusal>, Problem> {
    let has_phone = identifier.phone().is_some();
    let request = LookUpRequest {
        identifier,
        network: visitor.network(),
    };
    match desk
        .detached(|app| async move { app.look_up(&request).await })
        .await
    {
        Ok(LookUp::Unknown) if !has_phone => Ok(Err((StatusCode::UNPROCESSABLE_ENTITY, UNKNOWN_NUMBER))),
        Ok(_) => Ok(Ok(())),
        Err(AppError::Unavailable(_)) => Ok(Err((StatusCode::SERVICE_UNAVAILABLE, NOT_NOW))),
        Err(error) => Err(error.into()),
    }
}

fn words(error: IdentifierError) -> &'static str {
    match error {
        IdentifierError::Empty => "Type your phone number or your customer ID",
        IdentifierError::WrongDigit => {
            "A digit of this customer ID is wrong. Check it against your receipt, or type your phone number"
        }
        IdentifierError::Unrecognised => {
            "Type a phone number with its area code, or a customer ID like 1042 7731"
        }
    }
}

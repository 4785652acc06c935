//! Signing in with a customer ID and a mailed code: `/sign-in/code` asks for it, `/sign-in/code/type` takes it.
//! Whether there is such a customer, and whether they have an e-mail, nobody is told.

use std::time::Duration;

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_application::{AppError, CodeTried, SignedInByCode};
use frontdesk_domain::{
    auth::OneTimeCode,
    clients::{ClientNumber, ClientNumberError},
    secrets::RequestId,
};

use super::{
    door::{Door, Entry, Next},
    views::{self, Typing, fields},
};
use crate::{
    check::Check,
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    ui::form_state::FormState,
};

/// The customer ID stands sealed in the address of the page that takes the code, for asking again.
const PURPOSE: &str = "sign-in code";
const LIFE: Duration = Duration::from_secs(3600);

/// Says the same for a wrong code and for one that is over: a code that was never sent cannot end by being
/// used, or by another one being asked for.
const WRONG: &str =
    "This code is not right, or does not work any more. Check it, or ask for another one below";
const SENT_AGAIN: &str = "Another code is on its way. The one before it does not work any more.";

pub(super) async fn show(door: Door, Query(mut query): Query) -> Response {
    if let Some(home) = door.home() {
        return home;
    }
    let next = Next::take(&mut query);
    let shown = Shown::default();
    door.answer(&shown, &views::ask_code(&shown, &next))
}

pub(super) async fn ask(door: Door, mut form: Form) -> Result<Response, Problem> {
    let next = Next::take(&mut form);
    let typed = form.take(fields::CUSTOMER);
    let mut check = Check(FormState::default().with(fields::CUSTOMER, &typed));
    let again = |shown: Shown| door.answer(&shown, &views::ask_code(&shown, &next));
    let Some(number) = number(&mut check, &typed) else {
        return Ok(again(Shown::refused(check.0)));
    };
    match mail(&door, number).await {
        Ok(request) => asked(&door, number, &request, &next, ""),
        Err(error) => Ok(again(Shown::not_now(check.0, error)?)),
    }
}

pub(super) async fn show_typing(door: Door, Query(mut query): Query) -> Response {
    if let Some(home) = door.home() {
        return home;
    }
    let typing = typing(&mut query);
    if door.request.is_none() {
        return Redirect::to(&typing.next.after(paths::SIGN_IN_CODE)).into_response();
    }
    let shown = match query.take(paths::DONE) == views::SENT {
        true => Shown::default().saying(SENT_AGAIN),
        false => Shown::default(),
    };
    type_page(&door, &typing, &shown)
}

pub(super) async fn send(door: Door, mut form: Form) -> Result<Response, Problem> {
    let typing = typing(&mut form);
    let mut check = Check(FormState::default());
    let Some(code) = check.code(fields::CODE, &form.take(fields::CODE)) else {
        return Ok(type_page(&door, &typing, &Shown::refused(check.0)));
    };
    let tried = match door.request {
        Some(request) => try_code(&door, request, code).await,
        // To a browser that asked for none, no code is right.
        None => Ok(SignedInByCode::Not(CodeTried::Over)),
    };
    match tried {
        Ok(SignedInByCode::In(session)) => {
            let entry = Entry::by_code(session);
            Ok(door.let_in(entry, &typing.next).await)
        }
        Ok(SignedInByCode::Not(CodeTried::Wrong | CodeTried::Over)) => {
            let form = check.0.refused(fields::CODE, WRONG);
            Ok(type_page(&door, &typing, &Shown::refused(form)))
        }
        Err(error) => Ok(type_page(&door, &typing, &Shown::not_now(check.0, error)?)),
    }
}

pub(super) async fn again(door: Door, mut form: Form) -> Result<Response, Problem> {
    let typing = typing(&mut form);
    let number = door.desk.seal.open(PURPOSE, &typing.sealed);
    let Some(number) = number.and_then(|number| ClientNumber::parse(&number).ok()) else {
        return Ok(Redirect::to(&typing.next.after(paths::SIGN_IN_CODE)).into_response());
    };
    match mail(&door, number).await {
        Ok(request) => asked(&door, number, &request, &typing.next, views::SENT),
        Err(error) => {
            let shown = Shown::not_now(FormState::default(), error)?;
            Ok(type_page(&door, &typing, &shown))
        }
    }
}

fn typing(form: &mut Form) -> Typing {
    Typing {
        sealed: form.take(fields::FOR),
        next: Next::take(form),
    }
}

fn type_page(door: &Door, typing: &Typing, shown: &Shown) -> Response {
    let codes = &door.desk.app.rules().accounts.codes;
    door.answer(shown, &views::type_code(shown, typing, codes))
}

/// Leads to the page that takes the code.
fn asked(
    door: &Door,
    number: ClientNumber,
    request: &RequestId,
    next: &Next,
    done: &str,
) -> Result<Response, Problem> {
    let sealed = door.desk.seal.close(PURPOSE, &number.to_string(), LIFE);
    let sealed = sealed.ok_or(Problem::Internal)?;
    let page = paths::with(
        paths::SIGN_IN_CODE_TYPE,
        &[
            (fields::FOR, &sealed),
            (paths::NEXT, next.place()),
            (paths::DONE, done),
        ],
    );
    Ok(door.code_asked(request, &page))
}

async fn mail(door: &Door, number: ClientNumber) -> Result<RequestId, AppError> {
    let network = door.visitor.network();
    door.desk
        .detached(|app| async move { app.ask_sign_in_code(number, &network).await })
        .await
}

async fn try_code(door: &Door, request: RequestId, code: OneTimeCode) -> Result<SignedInByCode, AppError> {
    let browser = door.visitor.browser.clone();
    door.desk
        .detached(|app| async move { app.sign_in_by_code(&request, code, &browser).await })
        .await
}

fn number(check: &mut Check, typed: &str) -> Option<ClientNumber> {
    match ClientNumber::parse(typed) {
        Ok(number) => Some(number),
        Err(ClientNumberError::Shape) => check.refuse(
            fields::CUSTOMER,
            "A customer ID has eight digits, like 1042 7731. It is on every receipt and in every mail from us",
        ),
        Err(ClientNumberError::CheckDigit) => check.refuse(
            fields::CUSTOMER,
            "A digit of this customer ID is wrong. Check it against your receipt",
        ),
    }
}

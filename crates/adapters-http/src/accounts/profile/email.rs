//! `/my/profile/email`: the password and the new address, then the code that the new address got.

use axum::{http::HeaderMap, response::Response};
use frontdesk_application::{AppError, CodeTried, EmailAsked, EmailChanged};
use frontdesk_domain::{
    auth::{OneTimeCode, Password},
    clients::Email,
};

use super::{details, own::Own, views};
use crate::{
    accounts::details::names,
    auth,
    check::{Check, WRONG_PASSWORD},
    paths,
    problem::Problem,
    security::Form,
    shown::{Shown, in_words},
    ui::form_state::FormState,
};

pub(super) async fn show(own: Own) -> Result<Response, Problem> {
    page(&own, &Shown::default()).await
}

pub(super) async fn ask(own: Own, mut form: Form) -> Result<Response, Problem> {
    let typed = form.take(names::EMAIL);
    let state = || FormState::default().with(names::EMAIL, &typed);
    let (email, password) = match read(Check(state()), &typed, form.take(names::PASSWORD)) {
        Ok(form) => form,
        Err(refused) => return page(&own, &Shown::refused(refused)).await,
    };
    let network = own.visitor.network();
    let asked = own.detached(|app, person| async move {
        app.ask_email_change(&person, &password, &email, &network).await
    });
    match asked.await {
        Ok(EmailAsked(request)) => {
            let cookie = own.desk.cookies.keep_request(&request);
            Ok(auth::redirect([cookie], paths::PROFILE_EMAIL_CONFIRM))
        }
        Err(AppError::WrongPassword) => {
            let refused = state().refused(names::PASSWORD, WRONG_PASSWORD);
            page(&own, &Shown::refused(refused)).await
        }
        Err(error) => page(&own, &Shown::not_now(state(), error)?).await,
    }
}

fn read(mut check: Check, email: &str, password: String) -> Result<(Email, Password), FormState> {
    let email = check.email(names::EMAIL, email);
    let password = check.password(names::PASSWORD, password);
    email.zip(password).ok_or(check.0)
}

async fn page(own: &Own, shown: &Shown) -> Result<Response, Problem> {
    let known = own.desk.app.my_profile(&own.person).await?;
    Ok(own.answer(shown, &views::email(known.row.email.as_str(), shown)))
}

pub(super) async fn show_code(own: Own) -> Response {
    code_page(&own, &Shown::default())
}

pub(super) async fn confirm(own: Own, headers: HeaderMap, mut form: Form) -> Result<Response, Problem> {
    let mut check = Check(FormState::default());
    let Some(code) = check.code(names::CODE, &form.take(names::CODE)) else {
        return Ok(code_page(&own, &Shown::refused(check.0)));
    };
    match try_code(&own, &headers, code).await {
        Ok(EmailChanged::Done) => {
            let done = paths::done(paths::PROFILE, details::EMAIL);
            Ok(auth::redirect([own.desk.cookies.forget_request()], &done))
        }
        Ok(EmailChanged::Not(tried)) => {
            check.wrong_code(names::CODE, tried);
            Ok(code_page(&own, &Shown::refused(check.0)))
        }
        Err(error) => Ok(code_page(&own, &Shown::not_now(check.0, error)?)),
    }
}

async fn try_code(own: &Own, headers: &HeaderMap, code: OneTimeCode) -> Result<EmailChanged, AppError> {
    // To a browser that asked for none, no code is right.
    let Some(request) = own.desk.cookies.request(headers) else {
        return Ok(EmailChanged::Not(CodeTried::Over));
    };
    own.detached(|app, person| async move { app.confirm_email_change(&person, &request, code).await })
        .await
}

fn code_page(own: &Own, shown: &Shown) -> Response {
    let life = in_words(own.desk.app.rules().accounts.codes.life);
    own.answer(shown, &views::email_code(shown, &life))
}

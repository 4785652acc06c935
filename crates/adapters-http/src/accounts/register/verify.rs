//! `/verify`: the six digits, in the browser that registered; or the link in the same mail, in any browser.

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, CodeTried, Proof, Verified};
use frontdesk_domain::{
    auth::{CodePurpose, LinkToken, Password},
    secrets::RequestId,
};

use super::views::{self, Needs};
use crate::{
    accounts::details::names,
    check::{Check, WRONG_PASSWORD},
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::{Shown, in_words},
    site::Visitor,
    state::Desk,
    ui::form_state::FormState,
};

/// The link's token, in its address and in the form.
pub(super) const TOKEN: &str = "token";
const WAITING: &str = "waiting";
const SENT: &str = "sent";

const WRONG: &str = "This is not the code. Look into the newest of our mails";
const CODE_OVER: &str = "This code does not work any more. Ask for another one below";
const LINK_OVER: &str = "This link does not work any more: it was used, or it is too old. If it was you who used it, sign in. \
    If not, ask for another code below.";
const SENT_AGAIN: &str = "Another mail is on its way. The code before it does not work any more.";
const NEVER_ASKED: &str = "We sent no code to this browser, or it was used. Sign in: if your e-mail is not confirmed yet, \
    we send you another code then.";

/// What someone proves their e-mail with, as far as their browser shows.
struct Asker {
    desk: Desk,
    visitor: Visitor,
    request: Option<RequestId>,
}

impl Asker {
    fn new(desk: Desk, visitor: Visitor, headers: &HeaderMap) -> Self {
        let request = desk.cookies.request(headers);
        Self {
            desk,
            visitor,
            request,
        }
    }

    fn code_page(&self, shown: &Shown) -> Response {
        let rules = &self.desk.app.rules().accounts.codes;
        let page = views::code(shown, &in_words(rules.life), &in_words(rules.resend_after));
        shown.answer(&self.desk, &self.visitor, &page)
    }

    fn link_page(&self, token: &str, needs: Needs, shown: &Shown) -> Response {
        shown.answer(&self.desk, &self.visitor, &views::link(token, needs, shown))
    }
}

pub(super) async fn show(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    Query(mut query): Query,
) -> Response {
    let asker = Asker::new(desk, visitor, &headers);
    if query.has(TOKEN) {
        // Only looked at: a mail scanner opens links too.
        let needs = if asker.request.is_some() {
            Needs::Press
        } else {
            Needs::Password
        };
        return asker.link_page(&query.take(TOKEN), needs, &Shown::default());
    }
    match query.take(paths::DONE).as_str() {
        WAITING => asker.desk.show(&asker.visitor, StatusCode::OK, &views::waiting()),
        SENT => asker.code_page(&Shown::default().saying(SENT_AGAIN)),
        _ => asker.code_page(&Shown::default()),
    }
}

pub(super) async fn prove(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
    mut form: Form,
) -> Result<Response, Problem> {
    let asker = Asker::new(desk, visitor, &headers);
    if form.has(TOKEN) {
        by_link(&asker, &form.take(TOKEN), form.take(names::PASSWORD)).await
    } else {
        by_code(&asker, &form.take(names::CODE)).await
    }
}

async fn by_code(asker: &Asker, typed: &str) -> Result<Response, Problem> {
    let mut check = Check(FormState::default());
    let Some(code) = check.code(names::CODE, typed) else {
        return Ok(asker.code_page(&Shown::refused(check.0)));
    };
    // To a browser that asked for none, no code is right.
    let verified = match asker.request {
        Some(request) => verify(asker, Proof::Code { request, code }).await,
        None => Ok(Verified::Not(CodeTried::Over)),
    };
    let refused = |words| asker.code_page(&Shown::refused(check.0.clone().refused(names::CODE, words)));
    Ok(match verified {
        Ok(Verified::Not(CodeTried::Wrong)) => refused(WRONG),
        Ok(Verified::Not(CodeTried::Over) | Verified::PasswordNeeded) => refused(CODE_OVER),
        Ok(Verified::MaySignIn) => proved(asker, &paths::done(paths::SIGN_IN, "verified")),
        Ok(Verified::Waiting) => proved(asker, &paths::done(paths::VERIFY, WAITING)),
        Err(error) => asker.code_page(&Shown::not_now(FormState::default(), error)?),
    })
}

async fn by_link(asker: &Asker, token: &str, typed: String) -> Result<Response, Problem> {
    // Too long for a password: as wrong as any other.
    let password = (!typed.is_empty()).then(|| Password::take(typed)).transpose();
    let proof = password.map(|password| Proof::Link {
        token: LinkToken(token.to_owned()),
        request: asker.request,
        password,
    });
    let verified = match proof {
        Ok(proof) => verify(asker, proof).await,
        Err(_) => Err(AppError::WrongPassword),
    };
    Ok(match verified {
        Ok(Verified::MaySignIn) => proved(asker, &paths::done(paths::SIGN_IN, "verified")),
        Ok(Verified::Waiting) => proved(asker, &paths::done(paths::VERIFY, WAITING)),
        Ok(Verified::Not(_)) => asker.code_page(&Shown::refused(FormState::default()).saying(LINK_OVER)),
        Ok(Verified::PasswordNeeded) => asker.link_page(token, Needs::Password, &Shown::default()),
        Err(AppError::WrongPassword) => {
            let form = FormState::default().refused(names::PASSWORD, WRONG_PASSWORD);
            asker.link_page(token, Needs::Password, &Shown::refused(form))
        }
        Err(error) => {
            let shown = Shown::not_now(FormState::default(), error)?;
            asker.link_page(token, Needs::Password, &shown)
        }
    })
}

async fn verify(asker: &Asker, proof: Proof) -> Result<Verified, AppError> {
    let desk = &asker.desk;
    desk.detached(|app| async move { app.verify_email(&proof).await })
        .await
}

/// It is proved, so the browser need not remember what for.
fn proved(asker: &Asker, next: &str) -> Response {
    let cookie = asker.desk.cookies.forget_request();
    let cookie = cookie.map(|cookie| (header::SET_COOKIE, cookie));
    (AppendHeaders(cookie), Redirect::to(next)).into_response()
}

pub(super) async fn send_again(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asker = Asker::new(desk, visitor, &headers);
    let network = asker.visitor.network();
    let sent = match asker.request {
        Some(request) => {
            let purpose = CodePurpose::VerifyEmail;
            let desk = &asker.desk;
            desk.detached(|app| async move { app.resend_code(&request, purpose, &network).await })
                .await
        }
        None => Err(AppError::NotFound),
    };
    Ok(match sent {
        Ok(()) => Redirect::to(&paths::done(paths::VERIFY, SENT)).into_response(),
        Err(AppError::NotFound) => asker.code_page(&Shown::refused(FormState::default()).saying(NEVER_ASKED)),
        Err(AppError::Throttled { retry_after }) => {
            let words = format!("You can ask for another code in {}.", in_words(retry_after));
            let wait = AppError::Throttled { retry_after };
            asker.code_page(&Shown::not_now(FormState::default(), wait)?.saying(words))
        }
        Err(error) => asker.code_page(&Shown::not_now(FormState::default(), error)?),
    })
}

//! `/verify`: the six digits, in the browser that registered; or the link in the same mail, in any browser.

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, CodeTried, Proof, Verified};
use frontdesk_domain::{
    auth::{CodePurpose, LinkToken, Password},
    secrets::RequestId,
};

use super::views::{self, Needs};
use crate::{
    accounts::details::names,
    auth,
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

const LINK_OVER: &str = "This link does not work any more: it was used, or it is too old. If it was you who used it, sign in. \
    If not, ask for another code below.";
const SENT_AGAIN: &str = "Another mail is on its way. The code before it does not work any more.";
const NEVER_ASKED: &str = "We sent no code to this browser, or it was used. Sign in: if your e-mail is not confirmed yet, \
    we send you another code then.";

/// Someone who is to prove their e-mail.
pub(super) struct Asker {
    desk: Desk,
    visitor: Visitor,
    /// The code this browser asked for last.
    request: Option<RequestId>,
}

impl Asker {
    fn code_page(&self, shown: &Shown) -> Response {
        let rules = &self.desk.app.rules().accounts.codes;
        let page = views::code(shown, &in_words(rules.life), &in_words(rules.resend_after));
        shown.answer(&self.desk, &self.visitor, &page)
    }

    fn link_page(&self, token: &str, needs: Needs, shown: &Shown) -> Response {
        shown.answer(&self.desk, &self.visitor, &views::link(token, needs, shown))
    }

    /// What the link will ask for, as far as can be told without asking whose it is.
    fn needs(&self) -> Needs {
        match self.request {
            Some(_) => Needs::Press,
            None => Needs::Password,
        }
    }

    async fn verify(&self, proof: Proof) -> Result<Verified, AppError> {
        self.desk
            .detached(|app| async move { app.verify_email(&proof).await })
            .await
    }

    /// It is proved, so the browser need not remember what for.
    fn proved(&self, next: &str) -> Response {
        auth::redirect([self.desk.cookies.forget_request()], next)
    }
}

impl FromRequestParts<Desk> for Asker {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        let visitor = parts.extensions.get::<Visitor>();
        Ok(Self {
            desk: desk.clone(),
            visitor: visitor.cloned().ok_or(Problem::Internal)?,
            request: desk.cookies.request(&parts.headers),
        })
    }
}

pub(super) async fn show(asker: Asker, Query(mut query): Query) -> Response {
    if query.has(TOKEN) {
        // Only looked at: a mail scanner opens links, too.
        return asker.link_page(&query.take(TOKEN), asker.needs(), &Shown::default());
    }
    match query.take(paths::DONE).as_str() {
        WAITING => asker.desk.show(&asker.visitor, StatusCode::OK, &views::waiting()),
        SENT => asker.code_page(&Shown::default().saying(SENT_AGAIN)),
        _ => asker.code_page(&Shown::default()),
    }
}

pub(super) async fn prove(asker: Asker, mut form: Form) -> Result<Response, Problem> {
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
    let verified = match asker.request {
        Some(request) => asker.verify(Proof::Code { request, code }).await,
        // To a browser that asked for none, no code is right.
        None => Ok(Verified::Not(CodeTried::Over)),
    };
    let tried = match verified {
        Ok(Verified::MaySignIn) => return Ok(asker.proved(&may_sign_in())),
        Ok(Verified::Waiting) => return Ok(asker.proved(&is_waiting())),
        Ok(Verified::Not(tried)) => tried,
        // Only links ask for it.
        Ok(Verified::PasswordNeeded) => CodeTried::Over,
        Err(error) => return Ok(asker.code_page(&Shown::not_now(check.0, error)?)),
    };
    check.wrong_code(names::CODE, tried);
    Ok(asker.code_page(&Shown::refused(check.0)))
}

async fn by_link(asker: &Asker, token: &str, typed: String) -> Result<Response, Problem> {
    let verified = match (!typed.is_empty()).then(|| Password::take(typed)).transpose() {
        Ok(password) => {
            let (token, request) = (LinkToken(token.to_owned()), asker.request);
            let proof = Proof::Link {
                token,
                request,
                password,
            };
            asker.verify(proof).await
        }
        // Too long for a password, so it is as wrong as any other.
        Err(_) => Err(AppError::WrongPassword),
    };
    Ok(match verified {
        Ok(Verified::MaySignIn) => asker.proved(&may_sign_in()),
        Ok(Verified::Waiting) => asker.proved(&is_waiting()),
        Ok(Verified::Not(_)) => asker.code_page(&Shown::refused(FormState::default()).saying(LINK_OVER)),
        Ok(Verified::PasswordNeeded) => asker.link_page(token, Needs::Password, &Shown::default()),
        Err(AppError::WrongPassword) => {
            let form = FormState::default().refused(names::PASSWORD, WRONG_PASSWORD);
            asker.link_page(token, Needs::Password, &Shown::refused(form))
        }
        Err(error) => {
            let shown = Shown::not_now(FormState::default(), error)?;
            asker.link_page(token, asker.needs(), &shown)
        }
    })
}

fn may_sign_in() -> String {
    paths::done(paths::SIGN_IN, auth::VERIFIED)
}

fn is_waiting() -> String {
    paths::done(paths::VERIFY, WAITING)
}

pub(super) async fn send_again(asker: Asker) -> Result<Response, Problem> {
    let form = FormState::default();
    Ok(match resend(&asker).await {
        Ok(()) => Redirect::to(&paths::done(paths::VERIFY, SENT)).into_response(),
        Err(AppError::NotFound) => asker.code_page(&Shown::refused(form).saying(NEVER_ASKED)),
        Err(error @ AppError::Throttled { retry_after }) => {
            let words = format!("You can ask for another code in {}.", in_words(retry_after));
            asker.code_page(&Shown::not_now(form, error)?.saying(words))
        }
        Err(error) => asker.code_page(&Shown::not_now(form, error)?),
    })
}

async fn resend(asker: &Asker) -> Result<(), AppError> {
    const PURPOSE: CodePurpose = CodePurpose::VerifyEmail;
    let request = asker.request.ok_or(AppError::NotFound)?;
    let network = asker.visitor.network();
    asker
        .desk
        .detached(|app| async move { app.resend_code(&request, PURPOSE, &network).await })
        .await
}

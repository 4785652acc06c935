//! `/ticket/code`, at a verified desk: whoever types the mailed code is that client. Until then, a known, a shared
//! and an unknown number are answered with the same bytes.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{
    AppError, CodeAsked, LookUpRequest, RegisterAtDesk, RegisteredAtDesk, SignedInByCode,
};
use frontdesk_domain::{
    auth::{CodePurpose, OneTimeCode},
    clients::{ClientNumber, Identifier},
    secrets::SessionToken,
};

use super::{
    ticket::WELCOME,
    views::{self, CodePage, Lost, fields},
    visit::Visit,
    waiting::Waiting,
};
use crate::{
    accounts::details::names,
    auth::{self, Door, Entry, Next},
    check::Check,
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    site::Visitor,
    state::Desk,
    ui::form_state::FormState,
};

/// What was done: another code was asked for.
const SENT: &str = "sent";
const SENT_AGAIN: &str =
    "If we know you, another code is on its way. The one before it does not work any more.";
/// The same for a wrong code and for one that is over: a code that was never sent cannot end by being used, or by
/// another one being asked for.
const WRONG: &str =
    "This code is not right, or does not work any more. Check it, or ask for another one below";

/// Somebody typed `typed` at the front desk.
pub(super) async fn begin(
    desk: &Desk,
    visitor: &Visitor,
    typed: &str,
    identifier: Identifier,
) -> Result<Response, Problem> {
    let (network, client) = (visitor.network(), visitor.client());
    let request = LookUpRequest { identifier, network };
    let asked = desk.detached(|app| async move { app.ask_desk_code(&request, client).await });
    match asked.await {
        Ok(asked) => Ok(mailed(desk, asked, &Visit::seal(desk, typed)?, "")),
        Err(error) => {
            let form = FormState::default().with(fields::WHO, typed);
            let shown = Shown::not_now(form, error)?;
            let page = views::landing_under(&shown.above(), shown.form());
            Ok(shown.answer(desk, visitor, &page))
        }
    }
}

pub(super) async fn show(door: Door, Query(mut query): Query) -> Response {
    let Some(waiting) = Waiting::open(&door.desk, &query.take(fields::VISIT)) else {
        return gone(&door);
    };
    let shown = match query.take(paths::DONE) == SENT {
        true => Shown::default().saying(SENT_AGAIN),
        false => Shown::default(),
    };
    page(&door, &waiting, &shown)
}

pub(super) async fn send(door: Door, mut form: Form) -> Result<Response, Problem> {
    let Some(waiting) = Waiting::open(&door.desk, &form.take(fields::VISIT)) else {
        return Ok(gone(&door));
    };
    let mut check = Check(FormState::default());
    let Some(code) = check.code(names::CODE, &form.take(names::CODE)) else {
        return Ok(page(&door, &waiting, &Shown::refused(check.0)));
    };
    let tried = match waiting.newcomer {
        None => sign_in(&door, code).await,
        Some(_) => register(&door, &waiting, code).await,
    };
    match tried {
        Ok(Some(entered)) => enter(&door, &waiting, entered).await,
        Ok(None) => {
            let form = check.0.refused(names::CODE, WRONG);
            Ok(page(&door, &waiting, &Shown::refused(form)))
        }
        Err(error) => Ok(page(&door, &waiting, &Shown::not_now(check.0, error)?)),
    }
}

pub(super) async fn again(door: Door, mut form: Form) -> Result<Response, Problem> {
    let Some(waiting) = Waiting::open(&door.desk, &form.take(fields::VISIT)) else {
        return Ok(gone(&door));
    };
    let asked = match waiting.newcomer {
        None => mail_again(&door, waiting.identifier.clone()).await,
        Some(_) => mail_newcomer_again(&door).await,
    };
    match asked {
        Ok(asked) => Ok(mailed(&door.desk, asked, &waiting.sealed, SENT)),
        // This browser asked for none, or it was used.
        Err(AppError::NotFound) => Ok(gone(&door)),
        Err(error) => {
            let shown = Shown::not_now(FormState::default(), error)?;
            Ok(page(&door, &waiting, &shown))
        }
    }
}

/// The page that takes the code.
pub(super) fn page(door: &Door, waiting: &Waiting, shown: &Shown) -> Response {
    let newcomer = waiting.newcomer.as_ref();
    let page = views::code(&CodePage {
        waiting: &waiting.sealed,
        email: newcomer.map(|newcomer| newcomer.email.as_str()),
        codes: &door.desk.app.rules().accounts.codes,
        shown,
    });
    door.answer(shown, &page)
}

/// The visit ended, or was never one of ours.
pub(super) fn gone(door: &Door) -> Response {
    door.show(StatusCode::GONE, &views::lost(Lost::Visit, ""))
}

async fn mail_again(door: &Door, identifier: Identifier) -> Result<CodeAsked, AppError> {
    let (network, client) = (door.visitor.network(), door.visitor.client());
    let request = LookUpRequest { identifier, network };
    door.desk
        .detached(|app| async move { app.ask_desk_code_again(&request, client).await })
        .await
}

/// Somebody new is known by nothing but the code that their browser asked for.
async fn mail_newcomer_again(door: &Door) -> Result<CodeAsked, AppError> {
    let request = door.request.ok_or(AppError::NotFound)?;
    let network = door.visitor.network();
    let again = door.desk.detached(|app| async move {
        let purpose = CodePurpose::Register;
        app.resend_code(&request, purpose, &network).await
    });
    again.await.map(|()| CodeAsked::Mailed(request))
}

/// Leads to where the code is typed; or, for who is signed in as that client, to their ticket.
fn mailed(desk: &Desk, asked: CodeAsked, sealed: &str, done: &str) -> Response {
    match asked {
        CodeAsked::NotNeeded => Redirect::to(&paths::ticket(sealed)).into_response(),
        CodeAsked::Mailed(request) => {
            let cookie = desk.cookies.keep_request(&request);
            auth::redirect([cookie], &paths::ticket_code(sealed, done))
        }
    }
}

/// Somebody whose code was right.
struct Entered {
    session: SessionToken,
    /// The customer ID of who typed their e-mail.
    number: Option<ClientNumber>,
}

async fn sign_in(door: &Door, code: OneTimeCode) -> Result<Option<Entered>, AppError> {
    // To a browser that asked for none, no code is right.
    let Some(request) = door.request else {
        return Ok(None);
    };
    let browser = door.visitor.browser.clone();
    let tried = door
        .desk
        .detached(|app| async move { app.sign_in_by_code(&request, code, &browser).await });
    Ok(match tried.await? {
        SignedInByCode::In(session) => Some(Entered {
            session,
            number: None,
        }),
        SignedInByCode::Not(_) => None,
    })
}

async fn register(door: &Door, waiting: &Waiting, code: OneTimeCode) -> Result<Option<Entered>, AppError> {
    let (Some(request), Some(newcomer)) = (door.request, &waiting.newcomer) else {
        return Ok(None);
    };
    let form = RegisterAtDesk {
        identifier: waiting.identifier.clone(),
        name: newcomer.name.clone(),
        request,
        code,
        browser: door.visitor.browser.clone(),
    };
    let tried = door
        .desk
        .detached(|app| async move { app.register_at_desk(&form).await });
    Ok(match tried.await? {
        RegisteredAtDesk::In { session, number } => Some(Entered {
            session,
            number: Some(number),
        }),
        RegisteredAtDesk::Not(_) => None,
    })
}

/// Leads to the ticket of who they proved to be. Somebody new goes on under their customer ID: the phone they typed
/// may be somebody else's.
async fn enter(door: &Door, waiting: &Waiting, entered: Entered) -> Result<Response, Problem> {
    let place = match entered.number {
        None => paths::ticket(&waiting.sealed),
        Some(number) => {
            let sealed = Visit::seal_client(&door.desk, number)?;
            paths::with(paths::TICKET, &[(fields::VISIT, &sealed), (paths::DONE, WELCOME)])
        }
    };
    Ok(door
        .let_in(Entry::by_code(entered.session), &Next::to(place))
        .await)
}

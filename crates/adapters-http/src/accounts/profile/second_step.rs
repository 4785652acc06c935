//! `/my/profile/second-step`: a code from the phone besides the password.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_application::AppError;
use frontdesk_domain::auth::{RecoveryCode, TotpCode};

use super::{own::Own, views};
use crate::{
    accounts::details::names,
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    ui::{form_state::FormState, notice},
};

const OFF: &str = "off";
const NOT_NOW_SHOWN: &str = "This is not what your app shows. Wait for its next six digits and type those";

pub(super) async fn show(own: Own, Query(mut query): Query) -> Result<Response, Problem> {
    let known = own.desk.app.my_profile(&own.person).await?;
    if known.has_second_step {
        let left = own.desk.app.recovery_codes_left(&own.person).await?;
        let is_asked = own.desk.app.rules().accounts.staff_second_step && own.person.role.is_staff();
        return Ok(own.show(&views::second_step_on(left, is_asked)));
    }
    let said = (query.take(paths::DONE) == OFF).then(|| notice("Two-step sign-in is off."));
    let page = views::second_step_off(said.as_ref(), own.person.owes_second_step);
    Ok(own.show(&page))
}

pub(super) async fn offer(own: Own, mut form: Form) -> Result<Response, Response> {
    const HERE: &str = paths::SECOND_STEP_SET_UP;
    let own = own.proved(&mut form, HERE).await?;
    let offered = own.detached(|app, person| async move { app.offer_second_step(&person).await });
    match offered.await {
        Ok(_) => Ok(Redirect::to(paths::SECOND_STEP_CONFIRM).into_response()),
        // It is on already: the page says so.
        Err(AppError::Stale) => Ok(Redirect::to(HERE).into_response()),
        Err(error) => Err(own.refused(error, HERE)),
    }
}

pub(super) async fn show_offer(own: Own) -> Result<Response, Response> {
    offer_page(&own, &Shown::default()).await
}

async fn offer_page(own: &Own, shown: &Shown) -> Result<Response, Response> {
    match own.desk.app.offered_second_step(&own.person).await {
        Ok(offer) => {
            let page = views::second_step_offer(&offer.uri, &offer.secret.reveal(), shown);
            Ok(own.answer(shown, &page))
        }
        Err(AppError::NotFound) => Ok(Redirect::to(paths::SECOND_STEP_SET_UP).into_response()),
        Err(error) => Err(own.refused(error, paths::SECOND_STEP_CONFIRM)),
    }
}

pub(super) async fn confirm(own: Own, mut form: Form) -> Result<Response, Response> {
    const HERE: &str = paths::SECOND_STEP_CONFIRM;
    let own = own.proved(&mut form, HERE).await?;
    if !form.has(names::CODE) {
        // They came from the page that asks for the password.
        return Ok(Redirect::to(HERE).into_response());
    }
    let Some(code) = TotpCode::parse(&form.take(names::CODE)) else {
        return offer_page(&own, &refused("Type the six digits")).await;
    };
    let confirmed = own.detached(|app, person| async move { app.confirm_second_step(&person, code).await });
    match confirmed.await {
        Ok(Some(codes)) => Ok(codes_page(&own, &codes)),
        Ok(None) => offer_page(&own, &refused(NOT_NOW_SHOWN)).await,
        Err(AppError::NotFound) => Ok(Redirect::to(paths::SECOND_STEP_SET_UP).into_response()),
        Err(error @ AppError::ProofNeeded) => Err(own.refused(error, HERE)),
        Err(error) => {
            let shown = Shown::not_now(FormState::default(), error).map_err(Problem::into_response)?;
            offer_page(&own, &shown).await
        }
    }
}

fn refused(words: &str) -> Shown {
    Shown::refused(FormState::default().refused(names::CODE, words))
}

pub(super) async fn switch_off(own: Own, mut form: Form) -> Result<Response, Response> {
    const HERE: &str = paths::SECOND_STEP_OFF;
    let own = own.proved(&mut form, HERE).await?;
    let off = own.detached(|app, person| async move { app.switch_off_second_step(&person).await });
    match off.await {
        Ok(()) => Ok(Redirect::to(&paths::done(paths::SECOND_STEP_SET_UP, OFF)).into_response()),
        Err(error) => Err(own.refused(error, HERE)),
    }
}

pub(super) async fn renew_codes(own: Own, mut form: Form) -> Result<Response, Response> {
    const HERE: &str = paths::RECOVERY_CODES;
    let own = own.proved(&mut form, HERE).await?;
    let renewed = own.detached(|app, person| async move { app.renew_recovery_codes(&person).await });
    match renewed.await {
        Ok(codes) => Ok(codes_page(&own, &codes)),
        Err(AppError::NotFound) => Ok(Redirect::to(paths::SECOND_STEP_SET_UP).into_response()),
        Err(error) => Err(own.refused(error, HERE)),
    }
}

/// Shown this once: only their hashes are kept. So they are the answer to the form, not a page of their own.
fn codes_page(own: &Own, codes: &[RecoveryCode]) -> Response {
    let codes: Vec<String> = codes.iter().map(RecoveryCode::reveal).collect();
    own.show(&views::recovery_codes(&codes))
}

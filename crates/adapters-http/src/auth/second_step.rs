//! `/sign-in/second-step`: the code of the authenticator app, or a recovery code.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_application::{SecondProof, SecondStepTaken};
use frontdesk_domain::auth::{RecoveryCode, TotpCode};

use super::{
    door::{Door, Entry, Next, redirect},
    views::{self, Means, fields},
};
use crate::{
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    ui::form_state::FormState,
};

pub(super) async fn show(door: Door, Query(mut query): Query) -> Response {
    if let Some(home) = door.home() {
        return home;
    }
    let next = Next::take(&mut query);
    if door.session.is_none() {
        return Redirect::to(&next.after(paths::SIGN_IN)).into_response();
    }
    let means = Means::from_key(&query.take(fields::MEANS));
    let shown = Shown::default();
    door.answer(&shown, &views::second_step(&shown, means, &next))
}

pub(super) async fn send(door: Door, mut form: Form) -> Result<Response, Problem> {
    let next = Next::carried(&mut form);
    let means = Means::from_key(&form.take(fields::MEANS));
    let again = |shown: Shown| door.answer(&shown, &views::second_step(&shown, means, &next));
    let wrong = |words: &str| again(Shown::refused(FormState::default().refused(fields::CODE, words)));
    let Some(half_way) = door.session else {
        return Ok(begin_again(&door, &next));
    };
    let Some(proof) = read(&form.take(fields::CODE)) else {
        return Ok(wrong(means.asked()));
    };
    let device = door.device;
    let taken = door
        .desk
        .detached(|app| async move { app.second_step(&half_way, proof, device).await });
    match taken.await {
        Ok(SecondStepTaken::In {
            session,
            device,
            remembered,
        }) => {
            let entry = Entry::by_password(session, device, remembered);
            Ok(door.let_in(entry, &next).await)
        }
        Ok(SecondStepTaken::Wrong) => Ok(wrong(means.wrong())),
        Ok(SecondStepTaken::BeginAgain) => Ok(begin_again(&door, &next)),
        Err(error) => Ok(again(Shown::not_now(FormState::default(), error)?)),
    }
}

/// Either kind, on either page: nobody has to know which one they hold.
fn read(typed: &str) -> Option<SecondProof> {
    let app = TotpCode::parse(typed).map(SecondProof::App);
    app.or_else(|| RecoveryCode::parse(typed).map(SecondProof::Recovery))
}

fn begin_again(door: &Door, next: &Next) -> Response {
    if next.kept().is_some() {
        let shown = Shown::default().saying(views::SIGN_IN_AGAIN);
        return door.answer(&shown, &views::sign_in(&shown, next));
    }
    let place = paths::with(
        paths::SIGN_IN,
        &[(paths::DONE, views::BEGIN_AGAIN), (paths::NEXT, next.place())],
    );
    // Someone signed in by another tab meanwhile stays so.
    let forgotten = match &door.visitor.person {
        Some(_) => None,
        None => door.desk.cookies.forget_session(),
    };
    redirect([forgotten], &place)
}

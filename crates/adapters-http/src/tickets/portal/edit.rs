//! Changing what one's ticket says, while nobody has begun to work on it.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_application::AppError;
use frontdesk_domain::{
    access::Deed,
    ports::SharedPage,
    tickets::{Body, Edit, NotNow},
};

use super::{
    asker::{Asker, again},
    form::Typed,
    views::{self, EditTicket},
};
use crate::{problem::Problem, security::Form, shown::Shown};

const MEANWHILE: &str = "Somebody changed this ticket while you wrote, so nothing was saved yet. \
    What it says now stands first, what you typed is below: save it to write over that, or go back.";

pub(super) async fn show(asker: Asker) -> Result<Response, Response> {
    let page = asker.see().await?;
    let categories = asker.desk.app.offered_categories().await.map_err(refuse)?;
    let typed = Typed::of(&page, &categories);
    let shown = match asker.may(Deed::Edit, &page) {
        true => Shown::fresh(typed.state()),
        false => again(typed.state(), AppError::NotNow(NotNow::NotOpen)).map_err(Problem::into_response)?,
    };
    answer(&asker, &page, page.ticket.version, false, &shown).await
}

pub(super) async fn save(asker: Asker, mut form: Form) -> Result<Response, Response> {
    let (typed, seen) = (Typed::take(&mut form), form.take("version"));
    // A version that is none was shown to nobody.
    let seen = seen.parse().unwrap_or(0);
    let saved = keep(&asker, &typed, seen).await;
    let (shown, is_stale) = match saved.map_err(Problem::into_response)? {
        Saved::Done => return Ok(Redirect::to(&asker.place.done("saved")).into_response()),
        Saved::Meanwhile => (
            Shown::fresh(typed.state())
                .saying(MEANWHILE)
                .status(Problem::Stale.status()),
            true,
        ),
        Saved::Again(shown) => (shown, false),
    };
    let page = asker.see().await?;
    let version = if is_stale { page.ticket.version } else { seen };
    answer(&asker, &page, version, is_stale, &shown).await
}

/// What became of the form.
enum Saved {
    /// It is so now, or was already.
    Done,
    /// Somebody else was quicker.
    Meanwhile,
    /// It is to be shown again.
    Again(Shown),
}

async fn keep(asker: &Asker, typed: &Typed, seen: i32) -> Result<Saved, Problem> {
    let categories = asker.desk.app.offered_categories().await?;
    let words = match typed.words(&categories) {
        Ok(words) => words,
        Err(refused) => return Ok(Saved::Again(Shown::refused(refused))),
    };
    let edit = Edit {
        body: Some(words.body.unwrap_or_else(|| Body::of(&words.subject))),
        subject: Some(words.subject),
        category: words.category,
        priority: None,
    };
    let number = asker.number;
    let saved = asker.detached(|app, who| async move { app.edit_ticket(&who, number, seen, &edit).await });
    match saved.await {
        Ok(_) => Ok(Saved::Done),
        Err(AppError::Stale) => Ok(Saved::Meanwhile),
        Err(error) => Ok(Saved::Again(again(typed.state(), error)?)),
    }
}

async fn answer(
    asker: &Asker,
    page: &SharedPage,
    version: i32,
    shows_now: bool,
    shown: &Shown,
) -> Result<Response, Response> {
    let categories = asker.desk.app.offered_categories().await.map_err(refuse)?;
    let form = EditTicket {
        place: &asker.place,
        version,
        now: shows_now.then_some(page),
        may_save: asker.may(Deed::Edit, page),
        categories: &categories,
    };
    Ok(asker.answer(shown, &views::edit_ticket(&form, shown)))
}

fn refuse(error: AppError) -> Response {
    Problem::from(error).into_response()
}

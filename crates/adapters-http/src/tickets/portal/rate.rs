//! Rating a resolved ticket, which closes it. The page shows the form, with the score chosen that the mail's link
//! names; looking at it records nothing.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_application::AppError;
use frontdesk_domain::{
    access::Deed,
    feedback::{Comment, Score},
    ports::SharedPage,
    text::TextError,
};

use super::{
    asker::{Asker, again},
    views::{self, RATED, RatePage},
};
use crate::{
    check::Check,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    ui::form_state::FormState,
};

/// The fields of the form.
pub(super) const SCORE: &str = "score";
pub(super) const COMMENT: &str = "comment";

pub(super) async fn show(asker: Asker, Query(mut query): Query) -> Result<Response, Response> {
    let page = asker.see().await?;
    let score = read(&query.take(SCORE)).map(|score| score.stars().to_string());
    let form = FormState::default().with(SCORE, score.unwrap_or_default());
    Ok(answer(&asker, &page, &Shown::fresh(form)))
}

pub(super) async fn send(asker: Asker, mut form: Form) -> Result<Response, Response> {
    let (score, comment) = (form.take(SCORE), form.take(COMMENT));
    match keep(&asker, &score, &comment).await {
        Ok(None) => Ok(Redirect::to(&asker.place.done(RATED)).into_response()),
        Ok(Some(shown)) => {
            let page = asker.see().await?;
            Ok(answer(&asker, &page, &shown))
        }
        Err(problem) => Err(problem.into_response()),
    }
}

/// Keeps the rating, or gives the form to show again.
async fn keep(asker: &Asker, score: &str, comment: &str) -> Result<Option<Shown>, Problem> {
    let typed = || FormState::default().with(SCORE, score).with(COMMENT, comment);
    let mut check = Check(typed());
    let stars = match read(score) {
        Some(stars) => Some(stars),
        None => check.refuse(SCORE, "Choose one to five stars"),
    };
    let said = match Comment::parse(comment) {
        Err(TextError::Empty) => Some(None),
        parsed => check.text(COMMENT, parsed, "").map(Some),
    };
    let (Some(stars), Some(said)) = (stars, said) else {
        return Ok(Some(Shown::refused(check.0)));
    };
    let number = asker.number;
    let rated =
        asker.detached(|app, who| async move { app.rate_ticket(&who, number, stars, said.as_ref()).await });
    match rated.await {
        Ok(_) => Ok(None),
        Err(AppError::NotNow(_)) if asker.rated(stars).await => Ok(None),
        Err(error) => Ok(Some(again(typed(), error)?)),
    }
}

fn answer(asker: &Asker, page: &SharedPage, shown: &Shown) -> Response {
    let made = views::rate(
        &RatePage {
            page,
            place: &asker.place,
            may: asker.may(Deed::Rate, page),
        },
        shown,
    );
    asker.answer(shown, &made)
}

/// One to five, and nothing else.
fn read(score: &str) -> Option<Score> {
    Score::ALL
        .into_iter()
        .find(|known| known.stars().to_string() == score)
}

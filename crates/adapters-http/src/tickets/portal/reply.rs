//! Writing to the staff. What somebody writes is never refused for how the ticket stands: on a resolved one it takes
//! it up again, on one that is over it opens the next.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, FollowUp};
use frontdesk_domain::{
    secrets::SubmissionKey,
    tickets::{Body, TicketNumber},
};

use super::{
    asker::{Asker, again},
    create::{ONCE_MORE, SENT},
    place::Place,
    show::{Forms, show},
    views,
};
use crate::{check::Check, problem::Problem, security::Form, shown::Shown, ui::form_state::FormState};

pub(super) async fn send(asker: Asker, mut form: Form) -> Result<Response, Response> {
    let (what, key) = (form.take("what"), form.take("key"));
    match keep(&asker, &what, &key).await {
        Ok(Kept::There(place)) => Ok(Redirect::to(&place).into_response()),
        Ok(Kept::Again(forms)) => {
            let page = asker.see().await?;
            Ok(show(&asker, &page, *forms).await)
        }
        Err(problem) => Err(problem.into_response()),
    }
}

/// What became of the form.
enum Kept {
    /// It is kept; where that is to be seen.
    There(String),
    /// It is to be shown again.
    Again(Box<Forms>),
}

async fn keep(asker: &Asker, what: &str, key: &str) -> Result<Kept, Problem> {
    let mut check = Check(FormState::default().with("what", what));
    let body = check.text("what", Body::parse(what), "Write what you want to tell us");
    let again_with = |reply: Shown, key: Option<&str>| {
        let key = key.map(str::to_owned);
        Ok(Kept::Again(Box::new(Forms {
            reply,
            key,
            ..Forms::default()
        })))
    };
    let Some(body) = body else {
        return again_with(Shown::refused(check.0), Some(key));
    };
    let Some(submission) = SubmissionKey::from_text(key) else {
        return again_with(Shown::fresh(check.0).saying(ONCE_MORE), None);
    };
    let form = FollowUp {
        number: asker.number,
        key: submission,
        body,
    };
    match asker
        .detached(|app, who| async move { app.follow_up(&who, &form).await })
        .await
    {
        Ok(kept) if kept.number == asker.number => {
            Ok(Kept::There(format!("{}#reply", asker.place.done(views::SENT))))
        }
        Ok(kept) => Ok(Kept::There(
            next(asker, kept.number, &submission).done(views::CONTINUED),
        )),
        Err(AppError::FormReused) => {
            let shown = Shown::fresh(check.0).saying(SENT).status(StatusCode::CONFLICT);
            again_with(shown, None)
        }
        Err(error) => again_with(again(check.0, error)?, Some(key)),
    }
}

/// The ticket that goes on from the one that was over, for the same one who asks.
fn next(asker: &Asker, number: TicketNumber, form: &SubmissionKey) -> Place {
    match asker.place {
        Place::Mine(_) => Place::Mine(number),
        Place::Link(_) => Place::Link(asker.desk.app.link_of(form).to_text()),
    }
}

//! Moving one's own ticket, as far as its owner may.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_domain::tickets::StatusKind;

use super::{asker::Asker, show::not_done, views};
use crate::{problem::Problem, security::Form};

pub(super) async fn set(asker: Asker, mut form: Form) -> Result<Response, Response> {
    let to = StatusKind::from_key(&form.take("to"));
    // Closing it is withdrawing, and asks first.
    let to = to.filter(|to| *to != StatusKind::Closed);
    let to = to.ok_or_else(|| Problem::Form.into_response())?;
    go(&asker, to).await
}

/// Moves it, and shows what became of that.
pub(super) async fn go(asker: &Asker, to: StatusKind) -> Result<Response, Response> {
    let number = asker.number;
    let moved = asker.detached(|app, who| async move { app.move_ticket(&who, number, to).await });
    let done = views::moved(to);
    match moved.await {
        Ok(_) => Ok(Redirect::to(&asker.place.done(done)).into_response()),
        Err(error) => not_done(asker, error, |page| page.ticket.status().kind() == to, done).await,
    }
}

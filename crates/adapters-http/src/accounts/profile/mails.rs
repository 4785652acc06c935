//! `/my/profile/mails`: which mails about tickets someone wants.

use axum::response::{IntoResponse, Redirect, Response};
use frontdesk_domain::notices::MailWishes;

use super::{own::Own, views};
use crate::{
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    ui::form_state::FormState,
};

/// The boxes of the form.
pub(super) const REPLIES: &str = "replies";
pub(super) const RESOLVED: &str = "resolved";
pub(super) const ASSIGNED: &str = "assigned";

pub(super) async fn show(own: Own, Query(mut query): Query) -> Result<Response, Problem> {
    let wishes = own.desk.app.mail_wishes(&own.person).await?;
    let shown = Shown::fresh(state(wishes));
    let shown = match query.take(paths::DONE).as_str() {
        "saved" => shown.saying("Saved."),
        _ => shown,
    };
    Ok(page(&own, &shown))
}

pub(super) async fn save(own: Own, mut form: Form) -> Result<Response, Problem> {
    let now = own.desk.app.mail_wishes(&own.person).await?;
    let mut is_ticked = |name| form.take(name) == "yes";
    let wishes = MailWishes {
        replies: is_ticked(REPLIES),
        resolved: is_ticked(RESOLVED),
        // Who is given no tickets has no such box, and what they wished once is kept.
        assigned: if own.person.works_here() {
            is_ticked(ASSIGNED)
        } else {
            now.assigned
        },
    };
    let saved = own.detached(|app, person| async move { app.wish_mails(&person, wishes).await });
    match saved.await {
        Ok(()) => Ok(Redirect::to(&paths::done(paths::PROFILE_MAILS, "saved")).into_response()),
        Err(error) => Ok(page(&own, &Shown::not_now(state(wishes), error)?)),
    }
}

fn state(wishes: MailWishes) -> FormState {
    let boxes = [
        (REPLIES, wishes.replies),
        (RESOLVED, wishes.resolved),
        (ASSIGNED, wishes.assigned),
    ];
    let ticked = boxes.into_iter().filter(|(_, wanted)| *wanted);
    ticked.fold(FormState::default(), |form, (name, _)| form.with(name, "yes"))
}

fn page(own: &Own, shown: &Shown) -> Response {
    let page = views::mails(own.person.works_here(), shown);
    own.answer(shown, &page)
}

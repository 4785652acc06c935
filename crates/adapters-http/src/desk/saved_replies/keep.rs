//! Listing, adding, changing and removing them.

use axum::{
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::SavedReplyForm;
use frontdesk_domain::{
    replies::{SavedReply, SavedReplyId, SavedTitle},
    tickets::Body,
};

use super::views;
use crate::{
    check::Check,
    in_path, paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    state::Desk,
    tickets::staff::Staff,
    ui::form_state::FormState,
};

/// The fields of the form.
pub(super) mod fields {
    pub(in super::super) const TITLE: &str = "title";
    pub(in super::super) const BODY: &str = "body";
    /// Whether everybody may use it.
    pub(in super::super) const SHARED: &str = "shared";
    /// The button that removes it.
    pub(in super::super) const REMOVE: &str = "remove";
}

pub(super) async fn show(staff: Staff, Query(mut query): Query) -> Result<Response, Problem> {
    let shown = Shown::fresh(FormState::default());
    let shown = match &*query.take(paths::DONE) {
        "saved" => shown.saying("The reply is saved. You find it under “Saved replies” on every ticket."),
        "removed" => shown.saying("The reply is removed."),
        _ => shown,
    };
    list(&staff, &shown).await
}

async fn list(staff: &Staff, shown: &Shown) -> Result<Response, Problem> {
    let all = staff.desk.app.saved_replies(&staff.person).await?;
    let sheet = views::list(&all, staff.person.manages_people(), shown);
    Ok(shown.lay(&staff.desk, &staff.visitor, &sheet).await)
}

pub(super) async fn add(staff: Staff, mut form: Form) -> Result<Response, Problem> {
    let (state, parsed) = read(&mut form);
    let Some(form) = parsed else {
        return list(&staff, &Shown::refused(state)).await;
    };
    match save(&staff, None, form).await {
        Ok(done) => Ok(done),
        Err(error) => list(&staff, &Shown::not_now(state, error)?).await,
    }
}

pub(super) async fn one(staff: Staff, Which(id): Which) -> Result<Response, Problem> {
    let reply = find(&staff, id).await?;
    // Everybody's are used by all, and changed by admins; the list offers no others the way here.
    if reply.owner.is_none() && !staff.person.manages_people() {
        return Err(Problem::Forbidden);
    }
    let shared = if reply.owner.is_none() { "yes" } else { "" };
    let form = FormState::default()
        .with(fields::TITLE, reply.title.as_str())
        .with(fields::BODY, reply.body.as_str())
        .with(fields::SHARED, shared);
    edit(&staff, id, &Shown::fresh(form)).await
}

async fn edit(staff: &Staff, id: SavedReplyId, shown: &Shown) -> Result<Response, Problem> {
    let sheet = views::edit(id, staff.person.manages_people(), shown);
    Ok(shown.lay(&staff.desk, &staff.visitor, &sheet).await)
}

pub(super) async fn change(staff: Staff, Which(id): Which, mut form: Form) -> Result<Response, Problem> {
    if form.has(fields::REMOVE) {
        let who = staff.person.clone();
        staff
            .desk
            .detached(|app| async move { app.remove_saved_reply(&who, id).await })
            .await?;
        return Ok(Redirect::to(&paths::done(paths::SAVED_REPLIES, "removed")).into_response());
    }
    let (state, parsed) = read(&mut form);
    let Some(form) = parsed else {
        return edit(&staff, id, &Shown::refused(state)).await;
    };
    match save(&staff, Some(id), form).await {
        Ok(done) => Ok(done),
        Err(error) => edit(&staff, id, &Shown::not_now(state, error)?).await,
    }
}

async fn save(
    staff: &Staff,
    id: Option<SavedReplyId>,
    form: SavedReplyForm,
) -> Result<Response, frontdesk_application::AppError> {
    let who = staff.person.clone();
    staff
        .desk
        .detached(|app| async move { app.save_reply(&who, id, &form).await })
        .await?;
    Ok(Redirect::to(&paths::done(paths::SAVED_REPLIES, "saved")).into_response())
}

/// What was typed, and the reply it makes.
fn read(form: &mut Form) -> (FormState, Option<SavedReplyForm>) {
    let (title, body) = (form.take(fields::TITLE), form.take(fields::BODY));
    let shared = form.take(fields::SHARED);
    let state = FormState::default()
        .with(fields::TITLE, &title)
        .with(fields::BODY, &body)
        .with(fields::SHARED, &shared);
    let mut check = Check(state);
    let title = check.text(
        fields::TITLE,
        SavedTitle::parse(&title),
        "Give it a title to find it by",
    );
    let body = check.text(fields::BODY, Body::parse(&body), "Write the reply");
    let parsed = title.zip(body).map(|(title, body)| SavedReplyForm {
        title,
        body,
        for_everybody: shared == "yes",
    });
    (check.0, parsed)
}

async fn find(staff: &Staff, id: SavedReplyId) -> Result<SavedReply, Problem> {
    let all = staff.desk.app.saved_replies(&staff.person).await?;
    all.into_iter()
        .find(|reply| reply.id == id)
        .ok_or(Problem::NotFound)
}

/// The saved reply that the path names.
pub(super) struct Which(SavedReplyId);

impl FromRequestParts<Desk> for Which {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        in_path::number(parts, desk, "id")
            .await
            .map(|id| Self(SavedReplyId(id)))
    }
}

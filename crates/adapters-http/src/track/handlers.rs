//! Requests behind a track link.

use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{AppError, FromTrack};
use frontdesk_domain::{
    clients::Email,
    ports::{Line, LineKind, TrackPage},
    replies::Sender,
    secrets::{SubmissionKey, TrackToken},
    tickets::Body,
};

use super::{
    Link,
    views::{self, Entry, Receipt, Reference, Ticket, Wrote},
};
use crate::{
    check::Check, paths, problem::Problem, security::Form, site::Visitor, state::Desk,
    ui::form_state::FormState,
};

const NOT_SAVED: &str = "This was not saved, and it was not your fault. What you wrote is still here: please send it again in a moment.";
const ONCE_MORE: &str = "Please send this once more. What you wrote is still here.";
const SENT: &str = "This form was sent before, with other words. If what is here is new, send it again.";

pub(super) async fn receipt(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Link(token): Link,
) -> Result<Response, Problem> {
    let ticket = desk.app.see_ticket(&token).await?;
    let token = token.to_text();
    let new_client = ticket.client_is_new.then(|| ticket.client_number.to_string());
    let page = views::receipt(
        &Receipt {
            number: &ticket.number.0.to_string(),
            client_name: ticket.client_name.as_str(),
            new_client: new_client.as_deref(),
            email: ticket.client_email.as_ref().map(Email::as_str),
            received: &desk.site.moment(ticket.created_at),
            reference: reference(&desk, &ticket),
            token: &token,
            track_url: &format!("{}{}", visitor.origin, paths::track(&token)),
            events: &paths::track_events(&token, ticket.version),
        },
        &desk.site,
    );
    Ok(desk.show(&visitor, StatusCode::OK, &page))
}

pub(super) async fn ticket(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Link(token): Link,
) -> Result<Response, Problem> {
    let ticket = desk.app.see_ticket(&token).await?;
    Ok(show(&desk, &visitor, &token.to_text(), &ticket, Reply::default()))
}

/// The reply form of a ticket page.
#[derive(Default)]
struct Reply {
    status: StatusCode,
    /// The submission key to use again; a new one where it is missing.
    key: Option<String>,
    notice: Option<&'static str>,
    form: FormState,
}

fn show(desk: &Desk, visitor: &Visitor, token: &str, ticket: &TrackPage, reply: Reply) -> Response {
    let page = views::ticket(&Ticket {
        number: &ticket.number.0.to_string(),
        subject: &ticket.subject,
        status: ticket.status.into(),
        opened: &desk.site.moment(ticket.created_at),
        reference: reference(desk, ticket),
        entries: &entries(desk, ticket),
        token,
        events: &paths::track_events(token, ticket.version),
        key: &reply
            .key
            .unwrap_or_else(|| desk.app.new_submission_key().to_text()),
        notice: reply.notice,
        form: &reply.form,
    });
    desk.show(visitor, reply.status, &page)
}

pub(super) async fn reply(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Link(token): Link,
    mut form: Form,
) -> Result<Response, Problem> {
    let (what, key) = (form.take("what"), form.take("key"));
    match send(&desk, token, what, key).await {
        Ok(()) => Ok(Redirect::to(&format!("{}#reply", paths::track(&token.to_text()))).into_response()),
        Err(reply) => {
            let ticket = desk.app.see_ticket(&token).await?;
            Ok(show(&desk, &visitor, &token.to_text(), &ticket, reply))
        }
    }
}

/// Sends the reply, or gives back the form to show again.
async fn send(desk: &Desk, token: TrackToken, what: String, key: String) -> Result<(), Reply> {
    let mut check = Check(FormState::default().with("what", &what));
    let body = check.text("what", Body::parse(&what), "Write what you want to tell us");
    let again = |status, key, notice| Reply {
        status,
        key,
        notice,
        form: check.0,
    };
    let Some(body) = body else {
        return Err(again(StatusCode::UNPROCESSABLE_ENTITY, Some(key), None));
    };
    let Some(submission) = SubmissionKey::from_text(&key) else {
        return Err(again(StatusCode::OK, None, Some(ONCE_MORE)));
    };
    let reply = FromTrack {
        token,
        key: submission,
        body,
    };
    match desk
        .detached(|app| async move { app.add_from_track(&reply).await })
        .await
    {
        Ok(_) => Ok(()),
        Err(AppError::FormReused) => Err(again(StatusCode::CONFLICT, None, Some(SENT))),
        // The page says that the ticket is closed; a link that opens nothing ends there too.
        Err(AppError::NotFound) => Err(again(StatusCode::CONFLICT, None, None)),
        Err(error) => Err(again(Problem::from(error).status(), Some(key), Some(NOT_SAVED))),
    }
}

fn reference<'a>(desk: &'a Desk, ticket: &'a TrackPage) -> Reference<'a> {
    match (&ticket.external, desk.site.tracker.as_deref()) {
        (Some(external), name) => Reference::Is(name.unwrap_or(&external.tracker), &external.key),
        (None, Some(name)) if ticket.tracker_asked => Reference::OnItsWay(name),
        (None, _) => Reference::None,
    }
}

fn entries(desk: &Desk, ticket: &TrackPage) -> Vec<Entry> {
    let first = Entry {
        at: desk.site.moment(ticket.created_at),
        wrote: Wrote::You(ticket.body.clone()),
    };
    std::iter::once(first)
        .chain(ticket.lines.iter().filter_map(|line| entry(desk, line)))
        .collect()
}

/// A state the pages have no words for is left out.
fn entry(desk: &Desk, line: &Line) -> Option<Entry> {
    let wrote = match &line.kind {
        LineKind::Reply {
            sender: Sender::Client | Sender::Customer(_),
            body,
        } => Wrote::You(body.clone()),
        LineKind::Reply {
            sender: Sender::Unverified,
            body,
        } => Wrote::AtTheDesk(body.clone()),
        LineKind::Reply {
            sender: Sender::Agent(_) | Sender::FormerAgent,
            body,
        } => Wrote::Staff(body.clone()),
        LineKind::StatusChanged { to } => Wrote::Became(crate::ui::status::Status::from_key(to)?),
    };
    Some(Entry {
        at: desk.site.moment(line.at),
        wrote,
    })
}

//! Answering the client, and taking an answer back.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{Answer, Answered, AppError};
use frontdesk_domain::{
    replies::{DraftKind, ReplyId},
    secrets::SubmissionKey,
    tickets::{Actor, Body, StatusKind, TicketEvent},
};

use super::{
    case::{Case, Done},
    composer::{Composer, Mode, Written, fields, keep_draft, keep_drafts},
    show::{Said, again, not_taken},
};
use crate::{check::Check, paths, problem::Problem, security::Form};

const ONCE_MORE: &str = "Please send this once more. What you wrote is still here.";
const REUSED: &str = "This form was sent before, with other words. If what is here is new, send it again.";
const MEANWHILE: &str =
    "Nothing was sent yet: the ticket changed while you wrote. Look at what happened, then send.";

const NOTE_ON_TOP: &str =
    "Nothing was sent: you were writing a note. Save the note, or choose “Reply” and send.";

/// How often one's own changes to the ticket, made while one wrote, are passed over.
const ROUNDS: usize = 3;

pub(super) async fn send(case: Case, mut form: Form) -> Result<Response, Problem> {
    let and = StatusKind::from_key(&form.take(fields::AND));
    let written = Written::take(&mut form);
    if written.mode() == Mode::Note {
        keep_drafts(&case, &written).await?;
        return on_top(&case, &written).await;
    }
    let mut check = Check(written.state());
    let typed = written.text(DraftKind::Reply);
    let body = check.text(
        fields::REPLY,
        Body::parse(typed),
        "Write what you want to tell them",
    );
    let Some(body) = body else {
        keep_drafts(&case, &written).await?;
        return refused(&case, &written, check.0).await;
    };
    let Some(key) = SubmissionKey::from_text(written.key()) else {
        return once_more(&case, &written, ONCE_MORE, StatusCode::OK).await;
    };
    let answer = Answer {
        number: case.number,
        key,
        body,
        and,
        seen: written.seen(),
        anyway: false,
    };
    keep_draft(&case, &written, DraftKind::Note).await?;
    match sent(&case, answer).await {
        Ok(Answered::Sent { .. }) => Ok(after_sending(&case)),
        Ok(Answered::Meanwhile { events, .. }) => meanwhile(&case, &written, events).await,
        Err(AppError::FormReused) => once_more(&case, &written, REUSED, StatusCode::CONFLICT).await,
        Err(error) => {
            keep_draft(&case, &written, DraftKind::Reply).await?;
            not_taken(&case, &written, error).await
        }
    }
}

/// Sends it. What its writer did to the ticket in the meantime is no news to them.
async fn sent(case: &Case, mut answer: Answer) -> Result<Answered, AppError> {
    for _ in 0..ROUNDS {
        let this = answer.clone();
        let answered = case
            .carry_out(|app, who, _| async move { app.answer(&who, &this).await })
            .await?;
        match answered {
            Answered::Meanwhile { version, events } if events.iter().all(|event| is_own(case, event)) => {
                answer.seen = version;
            }
            answered => return Ok(answered),
        }
    }
    Ok(Answered::Meanwhile {
        version: answer.seen,
        events: Vec::new(),
    })
}

fn is_own(case: &Case, event: &TicketEvent) -> bool {
    matches!(event.actor, Actor::Agent(account) if Some(account) == case.me())
}

fn after_sending(case: &Case) -> Response {
    let page = paths::done(&case.path(paths::DESK_TICKET), Done::Sent.key());
    Redirect::to(&page).into_response()
}

async fn refused(
    case: &Case,
    written: &Written,
    form: crate::ui::form_state::FormState,
) -> Result<Response, Problem> {
    let composer = Composer::again(written, Mode::Reply, form);
    let said = Said {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        ..Said::default()
    };
    again(case, &composer, &said).await
}

/// Whatever pressed the button, a key or a habit: with a note on top, no reply is meant.
async fn on_top(case: &Case, written: &Written) -> Result<Response, Problem> {
    let composer = Composer::again(written, Mode::Note, written.state());
    let said = Said {
        words: Some(NOTE_ON_TOP.to_owned()),
        status: StatusCode::CONFLICT,
        ..Said::default()
    };
    again(case, &composer, &said).await
}

async fn once_more(
    case: &Case,
    written: &Written,
    words: &str,
    status: StatusCode,
) -> Result<Response, Problem> {
    let composer = Composer {
        key: None,
        ..Composer::again(written, Mode::Reply, written.state())
    };
    let said = Said {
        words: Some(words.to_owned()),
        status,
        ..Said::default()
    };
    again(case, &composer, &said).await
}

/// The page as it is now, which is what they have before their eyes when they send it then.
async fn meanwhile(case: &Case, written: &Written, events: Vec<TicketEvent>) -> Result<Response, Problem> {
    keep_draft(case, written, DraftKind::Reply).await?;
    let events = events.into_iter().filter(|event| !is_own(case, event)).collect();
    let composer = Composer {
        meanwhile: events,
        ..Composer::again(written, Mode::Reply, written.state())
    };
    let said = Said {
        words: Some(MEANWHILE.to_owned()),
        status: StatusCode::CONFLICT,
        ..Said::default()
    };
    again(case, &composer, &said).await
}

pub(super) async fn take_back(case: Case, mut form: Form) -> Result<Response, Problem> {
    let id = form
        .take("reply")
        .parse()
        .map(ReplyId)
        .map_err(|_| Problem::Form)?;
    let written = Written::default();
    let taken = case
        .carry_out(|app, who, number| async move { app.take_back_reply(&who, number, id).await })
        .await;
    match taken {
        Ok(_) => Ok(case.back(Done::TakenBack, &written)),
        Err(AppError::Stale) => Ok(case.back(Done::TooLate, &written)),
        Err(error) => Err(error.into()),
    }
}

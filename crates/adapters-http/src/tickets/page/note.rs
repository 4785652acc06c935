//! Writing an internal note.

use axum::{http::StatusCode, response::Response};
use frontdesk_application::{AppError, WriteNote};
use frontdesk_domain::{replies::DraftKind, secrets::SubmissionKey, tickets::Body};

use super::{
    case::{Case, Done},
    composer::{Composer, Mode, Written, fields, keep_draft, keep_drafts},
    show::{Said, again, not_taken},
};
use crate::{check::Check, problem::Problem, security::Form};

const ONCE_MORE: &str = "Please save this note once more. What you wrote is still here.";

pub(super) async fn write(case: Case, mut form: Form) -> Result<Response, Problem> {
    let written = Written::take(&mut form);
    let mut check = Check(written.state());
    let typed = written.text(DraftKind::Note);
    let body = check.text(
        fields::NOTE,
        Body::parse(typed),
        "Write what your colleagues should know",
    );
    let Some(body) = body else {
        keep_drafts(&case, &written).await?;
        let composer = Composer::again(&written, Mode::Note, check.0);
        let said = Said {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Said::default()
        };
        return again(&case, &composer, &said).await;
    };
    keep_draft(&case, &written, DraftKind::Reply).await?;
    let Some(key) = SubmissionKey::from_text(written.key()) else {
        return once_more(&case, &written, StatusCode::OK).await;
    };
    let note = WriteNote {
        number: case.number,
        key,
        body,
    };
    let kept = case
        .carry_out(|app, who, _| async move { app.write_note(&who, &note).await })
        .await;
    match kept {
        Ok(()) => Ok(case.back(Done::Noted, &written)),
        Err(AppError::FormReused) => once_more(&case, &written, StatusCode::CONFLICT).await,
        Err(error) => {
            keep_draft(&case, &written, DraftKind::Note).await?;
            not_taken(&case, &written, error).await
        }
    }
}

async fn once_more(case: &Case, written: &Written, status: StatusCode) -> Result<Response, Problem> {
    let composer = Composer {
        key: None,
        ..Composer::again(written, Mode::Note, written.state())
    };
    let said = Said {
        words: Some(ONCE_MORE.to_owned()),
        status,
        ..Said::default()
    };
    again(case, &composer, &said).await
}

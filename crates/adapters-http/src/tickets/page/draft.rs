//! Keeping what was begun, putting a saved reply into it, and throwing it away.

use axum::{http::StatusCode, response::Response};
use frontdesk_domain::replies::{DraftKind, DraftText, SavedReplyId};

use super::{
    case::{Case, Done},
    composer::{Composer, Mode, Written, fields, keep_drafts},
    show::{Said, again},
};
use crate::{check::Check, problem::Problem, security::Form};

/// The buttons of the form that lead here, beside the one that keeps the draft.
pub(super) const INSERT: &str = "insert";
pub(super) const DISCARD: &str = "discard";

pub(super) async fn keep(case: Case, mut form: Form) -> Result<Response, Problem> {
    let saved = form.take(fields::SAVED);
    let (insert, discard) = (form.has(INSERT), form.has(DISCARD));
    let written = Written::take(&mut form);
    if discard {
        let kind = match written.mode() {
            Mode::Reply => DraftKind::Reply,
            Mode::Note => DraftKind::Note,
        };
        let emptied = written.with(kind, String::new());
        keep_drafts(&case, &emptied).await?;
        return Ok(case.back(Done::Discarded, &emptied));
    }
    let written = match saved.parse().map(SavedReplyId) {
        Ok(id) if insert => filled(&case, written, id).await?,
        _ => written,
    };
    if let Some(form) = too_long(&written) {
        let composer = Composer::again(&written, written.mode(), form);
        let said = Said {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Said::default()
        };
        return again(&case, &composer, &said).await;
    }
    keep_drafts(&case, &written).await?;
    Ok(case.back(Done::Drafted, &written))
}

/// A draft longer than any is not kept in part: the page says so, with all of it.
fn too_long(written: &Written) -> Option<crate::ui::form_state::FormState> {
    let mut check = Check(written.state());
    for (kind, field) in [(DraftKind::Reply, fields::REPLY), (DraftKind::Note, fields::NOTE)] {
        let text = written.text(kind);
        if !text.trim().is_empty() {
            check.text(field, DraftText::parse(text), "");
        }
    }
    (!check.0.is_clean()).then_some(check.0)
}

/// The saved reply, filled for this ticket, after what stands there.
async fn filled(case: &Case, written: Written, id: SavedReplyId) -> Result<Written, Problem> {
    let filled = case.desk.app.fill_reply(&case.person, id, case.number).await?;
    let before = written.text(DraftKind::Reply).trim_end();
    let text = if before.is_empty() {
        filled
    } else {
        format!("{before}\n\n{filled}")
    };
    Ok(written.with(DraftKind::Reply, text))
}

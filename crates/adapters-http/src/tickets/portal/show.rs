//! One ticket's page.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::AppError;
use frontdesk_domain::{
    access::Deed,
    ports::{SharedEntryKind, SharedPage},
    tickets::{CategoryEntry, EventKind, StatusKind},
};

use super::{
    asker::Asker,
    views::{self, May, TaskForm, TicketPage},
};
use crate::{
    paths,
    problem::{Problem, not_now},
    security::Query,
    shown::Shown,
    ui::form_state::FormState,
};

pub(super) async fn ticket(asker: Asker, Query(mut query): Query) -> Result<Response, Response> {
    let page = asker.see().await?;
    let word = query.take(paths::DONE);
    let mut forms = Forms::default();
    match views::done(&word) {
        // What was sent stands right above the form; the words about it belong there.
        Some(words) if word == views::SENT => forms.reply = forms.reply.saying(words),
        Some(words) => forms.notice = Some(words),
        None => {}
    }
    Ok(show(&asker, &page, forms).await)
}

/// The forms of a ticket's page, and what is said above it.
pub(super) struct Forms {
    pub(super) notice: Option<&'static str>,
    /// The reply box.
    pub(super) reply: Shown,
    /// Its submission key to use again; a new one where it is missing.
    pub(super) key: Option<String>,
    /// The form of a task that was refused.
    pub(super) task: Option<TaskForm>,
}

impl Default for Forms {
    fn default() -> Self {
        Self {
            notice: None,
            reply: Shown::fresh(FormState::default()),
            key: None,
            task: None,
        }
    }
}

/// The page, with these forms on it.
pub(super) async fn show(asker: &Asker, page: &SharedPage, forms: Forms) -> Response {
    let categories = categories(asker, page).await;
    let key = forms
        .key
        .unwrap_or_else(|| asker.desk.app.new_submission_key().to_text());
    let made = views::ticket(&TicketPage {
        page,
        place: &asker.place,
        site: &asker.desk.site,
        may: &may(asker, page),
        categories: &categories,
        key: &key,
        notice: forms.notice,
        reply: &forms.reply,
        task: forms.task.as_ref(),
    });
    let shown = forms.task.as_ref().map_or(&forms.reply, |task| &task.shown);
    asker.answer(shown, &made)
}

/// What they may do: the buttons that the page shows.
fn may(asker: &Asker, page: &SharedPage) -> May {
    let now = page.ticket.status().kind();
    let others = StatusKind::ALL
        .into_iter()
        .filter(|to| *to != now && *to != StatusKind::Closed);
    May {
        edit: asker.may(Deed::Edit, page),
        moves: others.filter(|to| asker.may(Deed::Move(*to), page)).collect(),
        withdraw: now != StatusKind::Closed && asker.may(Deed::Move(StatusKind::Closed), page),
        delete: asker.may(Deed::Delete, page),
        tasks: asker.may(Deed::SharedTask, page),
        rate: asker.may(Deed::Rate, page),
    }
}

/// The categories' words, where the history names some. A page without them is better than none.
async fn categories(asker: &Asker, page: &SharedPage) -> Vec<CategoryEntry> {
    let names_some = |kind: &SharedEntryKind| {
        matches!(
            kind,
            SharedEntryKind::Event {
                what: EventKind::CategoryChanged { .. },
                ..
            }
        )
    };
    if page.entries.iter().any(|entry| names_some(&entry.kind)) {
        asker.desk.app.known_categories().await.unwrap_or_default()
    } else {
        Vec::new()
    }
}

/// The page after something was not done to the ticket: it says why not, for a reason that passes. What is so
/// already was done by the same form, sent twice.
///
/// # Errors
/// The page of any other problem.
pub(super) async fn not_done(
    asker: &Asker,
    error: AppError,
    so_already: impl FnOnce(&SharedPage) -> bool,
    done: &str,
) -> Result<Response, Response> {
    let AppError::NotNow(why) = error else {
        return Err(Problem::from(error).into_response());
    };
    let page = asker.see().await?;
    if so_already(&page) {
        return Ok(Redirect::to(&asker.place.done(done)).into_response());
    }
    let forms = Forms {
        notice: Some(not_now(why)),
        reply: Shown::fresh(FormState::default()).status(StatusCode::CONFLICT),
        ..Forms::default()
    };
    Ok(show(asker, &page, forms).await)
}

//! `/desk/tickets/{number}`.

use axum::{http::StatusCode, response::Response};
use frontdesk_application::AppError;
use frontdesk_domain::{
    ports::{Choices, StaffEntryKind, StaffPage},
    replies::{ReplyId, Sender},
};

use super::{
    case::{Case, Done, sheet},
    composer::{Composer, Mode, Written, fields},
    views::{self, Show, View},
};
use crate::{
    paths,
    problem::{self, Problem},
    security::Query,
    shown::Shown,
};

/// How many tickets that were merged into one are shown with what their clients first wrote.
const ABSORBED: usize = 5;

pub(super) async fn show(case: Case, Query(mut query): Query) -> Result<Response, Problem> {
    let done = Done::from_key(&query.take(paths::DONE));
    let mode = Mode::from_key(&query.take(fields::MODE));
    let show = Show::from_key(&query.take(Show::FIELD));
    let room = Room::of(&case).await?;
    let composer = Composer::of_drafts(&room.page, mode);
    let said = Said {
        done,
        words: done.map(|done| done.words().to_owned()),
        ..Said::default()
    };
    Ok(room.answer(&case, show, &composer, &said).await)
}

/// What stands above the ticket.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) done: Option<Done>,
    pub(super) words: Option<String>,
    pub(super) status: StatusCode,
}

/// The page again, with all that was typed in it.
pub(super) async fn again(case: &Case, composer: &Composer, said: &Said) -> Result<Response, Problem> {
    let room = Room::of(case).await?;
    Ok(room.answer(case, Show::Everything, composer, said).await)
}

/// The page again for a form that was not taken: why, as far as sending it again would help.
pub(super) async fn not_taken(case: &Case, written: &Written, error: AppError) -> Result<Response, Problem> {
    let (status, words) = match error {
        AppError::NotNow(why) => (StatusCode::CONFLICT, problem::not_now(why).to_owned()),
        error => {
            let shown = Shown::not_now(written.state(), error)?;
            let (status, words) = shown.told();
            (status, words.to_owned())
        }
    };
    let composer = Composer::again(written, written.mode(), written.state());
    let said = Said {
        done: None,
        words: Some(words),
        status,
    };
    again(case, &composer, &said).await
}

/// Everything the page is made of.
pub(super) struct Room {
    pub(super) page: StaffPage,
    absorbed: Vec<StaffPage>,
    choices: Choices,
}

impl Room {
    pub(super) async fn of(case: &Case) -> Result<Self, Problem> {
        let app = &case.desk.app;
        let who = &case.person;
        let page = app.see_as_staff(who, case.number).await?;
        let mut absorbed = Vec::new();
        for &number in page.absorbed.iter().take(ABSORBED) {
            absorbed.push(app.see_as_staff(who, number).await?);
        }
        Ok(Self {
            absorbed,
            choices: app.choices(who).await?,
            page,
        })
    }

    async fn answer(&self, case: &Case, show: Show, composer: &Composer, said: &Said) -> Response {
        let desk = &case.desk;
        let view = View {
            site: &desk.site,
            rules: desk.app.rules(),
            page: &self.page,
            absorbed: &self.absorbed,
            choices: &self.choices,
            who: &case.who(),
            show,
            composer,
            key: composer
                .key
                .clone()
                .unwrap_or_else(|| desk.app.new_submission_key().to_text()),
            said: said.words.as_deref(),
            take_back: said
                .done
                .filter(|done| *done == Done::Sent)
                .and_then(|_| self.sent_last(case)),
        };
        let title = composer
            .form
            .title(&format!("{} {}", case.number, self.page.ticket.subject.as_str()));
        case.lay(said.status, &sheet(title, views::page(&view))).await
    }

    /// The reply that this member of staff sent last.
    fn sent_last(&self, case: &Case) -> Option<ReplyId> {
        self.page
            .entries
            .iter()
            .rev()
            .find_map(|entry| match &entry.kind {
                StaffEntryKind::Reply {
                    id,
                    sender: Sender::Agent(account),
                    ..
                } if Some(*account) == case.me() => Some(*id),
                _ => None,
            })
    }
}

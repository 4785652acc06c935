//! A list of tickets.

use axum::{
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
};
use frontdesk_application::{DeskHead, QueuePage};
use frontdesk_domain::{
    queue::{QueueFilter, QueueView},
    search::SearchQuery,
    tickets::TicketNumber,
};

use super::{
    looked_for::LookedFor,
    outcome::Outcome,
    views::{self, Queue},
};
use crate::{
    paths, problem::Problem, security::Query, shown::Shown, tickets::staff::Staff, ui::form_state::FormState,
};

/// What the form around the list was sent with.
#[derive(Debug, Default)]
pub(super) struct Sent {
    pub(super) state: FormState,
    pub(super) checked: Vec<TicketNumber>,
    pub(super) is_all: bool,
}

/// `/desk`
pub(super) async fn show(staff: Staff, uri: Uri, Query(mut query): Query) -> Result<Response, Problem> {
    let done = query.take(paths::DONE);
    let looked_for = LookedFor::read(&mut query);
    if let Some(place) = place_of_number(&staff, &looked_for).await {
        return Ok(Redirect::to(&place).into_response());
    }
    let outcome = Outcome::open(&staff.desk, &done);
    // One list, one address: what a form sends besides, and what is no word of ours, is left out.
    let plain = looked_for.saying(if outcome.is_some() { &done } else { "" });
    if uri.path_and_query().is_some_and(|here| here.as_str() != plain) {
        return Ok(Redirect::to(&plain).into_response());
    }
    let shown = Shown::default();
    page(&staff, &looked_for, outcome, &Sent::default(), &shown).await
}

/// The list as an answer: with what is said above it, and with the form around it as it was sent.
pub(super) async fn page(
    staff: &Staff,
    looked_for: &LookedFor,
    outcome: Option<Outcome>,
    sent: &Sent,
    shown: &Shown,
) -> Result<Response, Problem> {
    let app = &staff.desk.app;
    let choices = app.choices(&staff.person).await?;
    let head = app.desk_head(&staff.person).await?;
    let me = staff.person.account().ok_or(Problem::Forbidden)?;
    let found = match looked_for.wanted(me) {
        Ok(filter) => Ok(Found::of(staff, looked_for, &filter, &head).await?),
        Err(wrong) => Err(wrong),
    };
    let is_wrong = found.is_err();
    let url = looked_for.url();
    let (_, query) = url.split_once('?').unwrap_or_default();
    let queue = Queue {
        site: &staff.desk.site,
        me,
        head: &head,
        choices: &choices,
        looked_for,
        query,
        found: &found,
        outcome: outcome.as_ref(),
        sent,
        shown,
    };
    let mut response = shown
        .lay(&staff.desk, &staff.visitor, &views::queue(&queue))
        .await;
    if is_wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// The tickets of a list, and how many there are.
pub(super) struct Found {
    pub(super) page: QueuePage,
    /// Counted no further than one more than a bulk change takes at once, but for whole views.
    pub(super) count: i64,
}

impl Found {
    async fn of(
        staff: &Staff,
        looked_for: &LookedFor,
        filter: &QueueFilter,
        head: &DeskHead,
    ) -> Result<Self, Problem> {
        let app = &staff.desk.app;
        let (sort, after) = (looked_for.sort, looked_for.after);
        let page = app.see_queue(&staff.person, filter, sort, after).await?;
        let count = match looked_for.is_whole_view() {
            true => of_view(head, looked_for.view),
            false => app.count_queue(&staff.person, filter).await?.into(),
        };
        Ok(Self { page, count })
    }
}

/// How many tickets a view has.
pub(super) fn of_view(head: &DeskHead, view: QueueView) -> i64 {
    let mut views = head.views.iter();
    views.find(|(of, _)| *of == view).map_or(0, |(_, count)| *count)
}

/// Who types a ticket's number wants that ticket.
async fn place_of_number(staff: &Staff, looked_for: &LookedFor) -> Option<String> {
    let number = SearchQuery::parse(&looked_for.words)?.number()?;
    let is_there = staff.desk.app.see_as_staff(&staff.person, number).await.is_ok();
    is_there.then(|| paths::numbered(paths::DESK_TICKET, number))
}

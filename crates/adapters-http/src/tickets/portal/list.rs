//! `/my`: one's own tickets. Every state of the page is an address.

use axum::{Extension, extract::State, response::Response};
use frontdesk_domain::{
    ports::{PortalFilter, PortalRow},
    queue::{QueueCursor, StatusChoice},
    tickets::{Category, TicketNumber},
    time::Timestamp,
};

use super::views::{self, Chosen, List};
use crate::{
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
    site::Visitor,
    state::Desk,
    ui::form_state::FormState,
    who::Person,
};

/// How many tickets a page shows.
const A_PAGE: u16 = 10;

pub(super) async fn show(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Person(person): Person,
    Query(mut query): Query,
) -> Result<Response, Problem> {
    let shown = Shown::fresh(FormState::default());
    let shown = match views::done(&query.take(paths::DONE)) {
        Some(words) => shown.saying(words),
        None => shown,
    };
    let categories = desk.app.offered_categories().await?;
    let (chosen, filter) = read(&mut query, &categories);
    let head = desk.app.portal_head(&person).await?;
    let rows = desk
        .app
        .my_tickets(&person, &filter, chosen.after, A_PAGE + 1)
        .await?;
    let (rows, next) = cut(rows);
    let page = views::list(
        &List {
            head: &head,
            rows: &rows,
            next,
            chosen: &chosen,
            categories: &categories,
            has_record: person.client.is_some(),
            works_here: person.works_here(),
            site: &desk.site,
        },
        &shown,
    );
    Ok(shown.answer(&desk, &visitor, &page))
}

/// What the address chooses. What it says that we do not know, it does not say.
fn read(query: &mut Form, categories: &[Category]) -> (Chosen, PortalFilter) {
    let status = StatusChoice::from_key(&query.take("status")).unwrap_or_default();
    let key = query.take("category");
    let category = categories.iter().find(|category| category.key.as_str() == key);
    let waiting = query.take("waiting") == "yes";
    let after = QueueCursor::from_text(&query.take("after"));
    let chosen = Chosen {
        status,
        category: category.map(|category| category.key.as_str().to_owned()),
        waiting,
        after: after.map(|cursor| (Timestamp::from_micros(cursor.at), cursor.number)),
    };
    let filter = PortalFilter {
        status,
        category: category.map(|category| category.id),
        waiting_for_me: waiting,
    };
    (chosen, filter)
}

/// A page of them, and where the next one begins.
fn cut(mut rows: Vec<PortalRow>) -> (Vec<PortalRow>, Option<(Timestamp, TicketNumber)>) {
    let has_more = rows.len() > usize::from(A_PAGE);
    rows.truncate(A_PAGE.into());
    let next = rows
        .last()
        .filter(|_| has_more)
        .map(|row| (row.updated_at, row.number));
    (rows, next)
}

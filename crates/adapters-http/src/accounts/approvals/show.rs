//! The page of who waits.

use std::collections::BTreeSet;

use axum::response::Response;
use frontdesk_application::PEOPLE_ON_A_PAGE;
use frontdesk_domain::{accounts::AccountId, ports::ApprovalRow, time::Timestamp};

use super::{
    outcome,
    views::{self, Waiting, fields},
};
use crate::{
    accounts::office::Office,
    paths,
    problem::Problem,
    security::{Form, Query},
    shown::Shown,
};

/// The query field that chooses everyone on the page.
const ALL: &str = "all";

/// Where a page of the list begins: after this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct After(Timestamp, AccountId);

impl After {
    /// Reads it as [`After::text`] wrote it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (since, id) = text.split_once('.')?;
        Some(Self(
            Timestamp::from_micros(since.parse().ok()?),
            AccountId(id.parse().ok()?),
        ))
    }

    fn of(row: &ApprovalRow) -> Self {
        Self(row.since, row.id)
    }

    pub(super) fn text(self) -> String {
        format!("{}.{}", self.0.as_micros(), self.1.0)
    }
}

/// How the page is shown: where it begins, and what is chosen on it.
#[derive(Default)]
pub(super) struct Choice {
    pub(super) after: Option<After>,
    /// Who is chosen.
    pub(super) picked: BTreeSet<AccountId>,
    /// Whether everybody is who can be.
    pub(super) all: bool,
    /// What became of those who were decided about just now.
    pub(super) said: Vec<String>,
    /// The answer that is given to those who are chosen.
    pub(super) shown: Shown,
}

pub(super) async fn show(office: Office, Query(mut query): Query) -> Result<Response, Problem> {
    let said = outcome::said(&office, &mut query).await?;
    let choice = Choice {
        after: after(&mut query),
        picked: BTreeSet::new(),
        all: query.take(ALL) == "1",
        said,
        shown: Shown::fresh(views::untouched()),
    };
    answer(&office, &choice).await
}

pub(super) fn after(form: &mut Form) -> Option<After> {
    After::parse(&form.take(fields::AFTER))
}

pub(super) async fn answer(office: &Office, choice: &Choice) -> Result<Response, Problem> {
    let after = choice.after.map(|After(since, id)| (since, id));
    let rows = office.desk.app.list_approvals(&office.who(), after).await?;
    let last = rows
        .last()
        .filter(|_| rows.len() == usize::from(PEOPLE_ON_A_PAGE));
    let next = last.map(|last| url(Some(After::of(last)), false));
    let sheet = views::list(
        &Waiting {
            rows: &rows,
            choice,
            next: next.as_deref(),
            pick_all: &url(choice.after, true),
        },
        &office.desk.site,
    );
    Ok(choice.shown.lay(&office.desk, &office.visitor, &sheet).await)
}

fn url(after: Option<After>, all: bool) -> String {
    let after = after.map(|after| format!("{}={}", fields::AFTER, after.text()));
    let all = all.then(|| format!("{ALL}=1"));
    let query: Vec<String> = after.into_iter().chain(all).collect();
    match query.join("&").as_str() {
        "" => paths::APPROVALS.to_owned(),
        query => format!("{}?{query}", paths::APPROVALS),
    }
}

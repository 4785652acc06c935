//! The page of who waits.

use std::collections::BTreeSet;

use axum::{http::StatusCode, response::Response};
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
    ui::form_state::FormState,
};

/// As many as a page of the list holds.
const FULL: usize = 50;

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

/// What the page shows besides who waits.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) status: StatusCode,
    pub(super) after: Option<After>,
    /// Who is chosen.
    pub(super) picked: BTreeSet<AccountId>,
    /// Whether everybody is who can be.
    pub(super) all: bool,
    pub(super) form: FormState,
    /// What became of those who were decided about just now.
    pub(super) said: Vec<String>,
}

pub(super) async fn show(office: Office, Query(mut query): Query) -> Result<Response, Problem> {
    let said = outcome::said(&office, &mut query).await?;
    let shown = Shown {
        after: after(&mut query),
        all: query.take("all") == "1",
        form: views::untouched(),
        said,
        ..Shown::default()
    };
    answer(&office, shown).await
}

pub(super) fn after(form: &mut Form) -> Option<After> {
    After::parse(&form.take(fields::AFTER))
}

pub(super) async fn answer(office: &Office, shown: Shown) -> Result<Response, Problem> {
    let after = shown.after.map(|After(since, id)| (since, id));
    let rows = office.desk.app.list_approvals(&office.who(), after).await?;
    let last = rows.last().filter(|_| rows.len() == FULL);
    let next = last.map(|last| url(Some(After::of(last)), false));
    let sheet = views::list(
        &Waiting {
            rows: &rows,
            shown: &shown,
            next: next.as_deref(),
            pick_all: &url(shown.after, true),
        },
        &office.desk.site,
    );
    Ok(office.lay(shown.status, &sheet).await)
}

fn url(after: Option<After>, all: bool) -> String {
    let path = paths::APPROVALS;
    match (after.map(After::text), all) {
        (None, false) => path.to_owned(),
        (None, true) => format!("{path}?all=1"),
        (Some(after), false) => format!("{path}?after={after}"),
        (Some(after), true) => format!("{path}?after={after}&all=1"),
    }
}

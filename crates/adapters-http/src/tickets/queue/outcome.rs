//! What a change to many tickets came to, on its way through an address to the page that says so.

use std::str::FromStr;

use frontdesk_application::{AppError, BulkDone};
use frontdesk_domain::{
    bulk::{Bulk, BulkId},
    tickets::{NotNow, TicketNumber},
};

use crate::state::Desk;

/// Stands in the address of the list when there was no ticket to take.
pub(super) const NONE_LEFT: &str = "none-left";
const PURPOSE: &str = "outcome of a bulk change";
/// So many of those that were refused are told one by one: an address has an end.
const TOLD: usize = 20;
/// Words that are no change of a form.
pub(super) const NOTE: &str = "note";
pub(super) const UNDONE: &str = "undone";
pub(super) const TOO_LATE: &str = "too-late";

/// What it came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// What was done, in one word.
    pub(super) what: String,
    pub(super) changed: usize,
    pub(super) left: usize,
    pub(super) undo: Option<BulkId>,
    pub(super) refused: Vec<(TicketNumber, Why)>,
    /// How many more were refused than are told one by one.
    pub(super) more: usize,
}

/// Why a ticket was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Gone,
    Merged,
    NeedsAssignee,
    Other,
}

impl Why {
    const ALL: [Self; 4] = [Self::Gone, Self::Merged, Self::NeedsAssignee, Self::Other];

    fn of(error: &AppError) -> Self {
        match error {
            AppError::NotFound => Self::Gone,
            AppError::NotNow(NotNow::NeedsAssignee) => Self::NeedsAssignee,
            AppError::NotNow(NotNow::Closed) => Self::Merged,
            _ => Self::Other,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Merged => "merged",
            Self::NeedsAssignee => "assignee",
            Self::Other => "other",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Gone => "There is no such ticket any more.",
            Self::Merged => "It is closed, or was merged into another ticket: change that one.",
            Self::NeedsAssignee => {
                "It is not open, so somebody has to work on it. Assign it to another colleague instead."
            }
            Self::Other => "It could not be changed. Open it and try there.",
        }
    }
}

impl Outcome {
    /// Something to say that is no change.
    pub(super) fn saying(what: &str) -> Self {
        Self {
            what: what.to_owned(),
            ..Self::default()
        }
    }

    pub(super) fn of(what: String, done: &BulkDone) -> Self {
        let refused = done.refused.iter();
        Self {
            what,
            changed: done.changed,
            left: done.left,
            undo: done.undo,
            refused: refused
                .take(TOLD)
                .map(|one| (one.number, Why::of(&one.why)))
                .collect(),
            more: done.refused.len().saturating_sub(TOLD),
        }
    }

    /// For an address. It is sealed, so that nobody is told what was not done; it lasts as long as the undo.
    pub(super) fn seal(&self, desk: &Desk) -> Option<String> {
        desk.seal.close(PURPOSE, &self.to_text(), Bulk::UNDO)
    }

    /// What an address says, if we said it and it is not long ago.
    pub(super) fn open(desk: &Desk, sealed: &str) -> Option<Self> {
        match sealed {
            "" => None,
            NONE_LEFT => Some(Self::saying(NONE_LEFT)),
            sealed => Self::from_text(&desk.seal.open(PURPOSE, sealed)?),
        }
    }

    fn to_text(&self) -> String {
        let undo = self.undo.map(|id| id.0.to_string()).unwrap_or_default();
        let refused: Vec<String> = self
            .refused
            .iter()
            .map(|(number, why)| format!("{}:{}", number.0, why.key()))
            .collect();
        let Self {
            what,
            changed,
            left,
            more,
            ..
        } = self;
        format!("{what}|{changed}|{left}|{undo}|{}|{more}", refused.join(","))
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.split('|');
        let what = parts.next()?.to_owned();
        let (changed, left) = (number(parts.next()?)?, number(parts.next()?)?);
        let undo = parts.next()?.parse().ok().map(BulkId);
        let refused = parts.next()?.split(',').filter(|one| !one.is_empty());
        let refused: Option<Vec<_>> = refused.map(one_refused).collect();
        Some(Self {
            what,
            changed,
            left,
            undo,
            refused: refused?,
            more: number(parts.next()?)?,
        })
    }
}

fn number<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

fn one_refused(text: &str) -> Option<(TicketNumber, Why)> {
    let (ticket, why) = text.split_once(':')?;
    let why = Why::ALL.into_iter().find(|one| one.key() == why)?;
    Some((TicketNumber(number(ticket)?), why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_reads_back() {
        let outcome = Outcome {
            what: "assign-7".to_owned(),
            changed: 12,
            left: 3,
            undo: Some(BulkId(5)),
            refused: vec![(TicketNumber(10_472), Why::Merged), (TicketNumber(9), Why::Gone)],
            more: 4,
        };
        for outcome in [outcome, Outcome::saying(TOO_LATE)] {
            assert_eq!(Outcome::from_text(&outcome.to_text()), Some(outcome));
        }
    }
}

//! One change to many tickets: each is judged alone, and what was done can be undone.

use std::time::Duration;

use crate::accounts::AccountId;
use crate::replies::NoteId;
use crate::tickets::{Body, Restore, StaffChange, TicketNumber};
use crate::time::Timestamp;

/// The store's key of a bulk change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BulkId(pub i64);

/// What is done to many tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BulkChange {
    /// One thing at their side is set.
    Set(StaffChange),
    /// A note is written on each.
    Note(Body),
}

/// How one of them is made as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BulkUndo {
    /// What was set becomes what it was.
    Restore(Restore),
    /// The note is removed.
    RemoveNote(NoteId),
}

/// One ticket that a bulk change changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BulkItem {
    /// Which.
    pub ticket: TicketNumber,
    /// Its version since. Undone only while it has that one: what somebody did later is not undone.
    pub version: i32,
    /// How it is made as it was.
    pub undo: BulkUndo,
}

/// A bulk change that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bulk {
    /// Who did it. Nobody else undoes it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
    /// What it changed.
    pub items: Vec<BulkItem>,
}

impl Bulk {
    /// The most tickets of one bulk change.
    pub const MOST: u16 = 1000;
    /// How long it can be undone.
    pub const UNDO: Duration = Duration::from_secs(10 * 60);

    /// Whether this member of staff can undo it now.
    #[must_use]
    pub fn can_be_undone(&self, by: AccountId, now: Timestamp) -> bool {
        self.by == by && now.since(self.at) <= Self::UNDO
    }
}

//! What was heard of lately, so that a listener who was away for a moment misses nothing.

use std::collections::{BTreeSet, VecDeque};

use frontdesk_domain::ports::{Since, TicketChanged};
use frontdesk_domain::time::Timestamp;

/// Changes remembered.
const KEPT: usize = 2000;
/// Transactions may end in another order than their events' keys: this many keys are looked at again.
const OVERLAP: i64 = 200;

/// Changes in the order in which they were heard of.
pub(super) struct Memory {
    changes: VecDeque<TicketChanged>,
    /// The keys of them, at most [`OVERLAP`] back from the greatest.
    seen: BTreeSet<i64>,
    /// Whether nothing came before the oldest that is kept.
    is_whole: bool,
}

impl Memory {
    pub(super) fn new(changes: Vec<TicketChanged>, is_whole: bool) -> Self {
        let mut memory = Self {
            changes: VecDeque::new(),
            seen: BTreeSet::new(),
            is_whole,
        };
        for change in changes {
            memory.add(change);
        }
        memory
    }

    /// `false` if it was heard of before.
    pub(super) fn add(&mut self, change: TicketChanged) -> bool {
        if !self.seen.insert(change.event) {
            return false;
        }
        self.changes.push_back(change);
        if self.changes.len() > KEPT {
            self.changes.pop_front();
            self.is_whole = false;
        }
        let oldest = self.looked_until();
        while self.seen.first().is_some_and(|first| *first <= oldest) {
            self.seen.pop_first();
        }
        true
    }

    /// Every key up to this one was looked at for the last time.
    pub(super) fn looked_until(&self) -> i64 {
        self.seen
            .last()
            .map_or(0, |newest| newest.saturating_sub(OVERLAP).max(0))
    }

    /// What came since, in order; `None` if that reaches further back than the memory.
    pub(super) fn since(&self, since: Since) -> Option<VecDeque<TicketChanged>> {
        match since {
            Since::Moment(at) => self.since_moment(at),
            Since::Event(key) => self.since_event(key),
        }
    }

    fn since_moment(&self, at: Timestamp) -> Option<VecDeque<TicketChanged>> {
        let reaches = self.is_whole || self.changes.front().is_some_and(|oldest| oldest.at <= at);
        let since = self.changes.iter().filter(|change| change.at >= at);
        reaches.then(|| since.copied().collect())
    }

    fn since_event(&self, key: i64) -> Option<VecDeque<TicketChanged>> {
        if let Some(place) = self.changes.iter().position(|change| change.event == key) {
            return Some(self.changes.range(place + 1..).copied().collect());
        }
        // Heard of by another process that is a moment ahead of this one, or so long ago that it is forgotten.
        let oldest = self.changes.front().map_or(0, |oldest| oldest.event);
        let reaches = self.is_whole || key >= oldest;
        let after = self.changes.iter().filter(|change| change.event > key);
        reaches.then(|| after.copied().collect())
    }
}

//! The search index, which may lag behind the writes as on Jira Cloud.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::dice;
use crate::model::Issue;

/// How long a write stays invisible to searches: uniform between two bounds, repeatable by seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexLag {
    /// Shortest delay in milliseconds.
    pub min_ms: u64,
    /// Longest delay in milliseconds.
    pub max_ms: u64,
    /// Seed of the sequence the delays are drawn from.
    #[serde(default)]
    pub seed: u64,
}

impl IndexLag {
    /// The same delay for every write.
    #[must_use]
    pub const fn fixed(ms: u64) -> Self {
        Self {
            min_ms: ms,
            max_ms: ms,
            seed: 0,
        }
    }

    fn nth(self, write: u64) -> Duration {
        let spread = self.max_ms.saturating_sub(self.min_ms).saturating_add(1);
        Duration::from_millis(self.min_ms.saturating_add(dice::throw(self.seed, write) % spread))
    }
}

/// A version of an issue; `None` once it is deleted.
type Version = Option<Arc<Issue>>;

#[derive(Default)]
struct Entry {
    visible: Version,
    /// In order of writing. Due times may overlap when the lag is random.
    pending: VecDeque<(Instant, Version)>,
}

impl Entry {
    fn settle(&mut self, now: Instant) {
        if let Some(newest_due) = self.pending.iter().rposition(|(due, _)| *due <= now)
            && let Some((_, version)) = self.pending.drain(..=newest_due).next_back()
        {
            self.visible = version;
        }
    }
}

/// What searches see.
#[derive(Default)]
pub(crate) struct SearchIndex {
    entries: BTreeMap<u64, Entry>,
    writes: u64,
}

impl SearchIndex {
    /// Takes note of a write; searches see it after the lag.
    pub(crate) fn record(&mut self, id: u64, version: Version, lag: IndexLag) {
        let due = Instant::now() + lag.nth(self.writes);
        self.writes += 1;
        self.entries
            .entry(id)
            .or_default()
            .pending
            .push_back((due, version));
    }

    /// The issues a search sees now, oldest first.
    pub(crate) fn visible(&mut self) -> Vec<Arc<Issue>> {
        let now = Instant::now();
        for entry in self.entries.values_mut() {
            entry.settle(now);
        }
        self.entries
            .retain(|_, entry| entry.visible.is_some() || !entry.pending.is_empty());
        self.entries
            .values()
            .filter_map(|entry| entry.visible.clone())
            .collect()
    }

    /// Makes every pending write visible at once.
    pub(crate) fn catch_up(&mut self) {
        for entry in self.entries.values_mut() {
            if let Some((_, version)) = entry.pending.drain(..).next_back() {
                entry.visible = version;
            }
        }
    }
}

use std::time::Duration;

use async_trait::async_trait;

use super::StoreError;
use crate::secrets::Fingerprint;
use crate::time::Timestamp;

/// The most rows of one table that a call of any port's `sweep` takes: a few milliseconds of work.
pub const SWEPT_AT_ONCE: u16 = 2_000;

/// Counters that hold across processes, and the audit of what they guard; inside a unit of work.
#[async_trait]
pub trait Throttles: Send + Sync {
    /// Counts one more for `key` and gives the count of its current window, and when that window ends. A
    /// window begins with the first count and is `window` long; counting past a limit does not prolong it.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn count(
        &self,
        key: &Fingerprint,
        window: Duration,
        now: Timestamp,
    ) -> Result<(u32, Timestamp), StoreError>;

    /// Notes a look-up.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn record(&self, look_up: &LookUpRecord) -> Result<(), StoreError>;

    /// Forgets windows that ended before `now`, and look-ups older than `keep`; of each at most
    /// [`SWEPT_AT_ONCE`] a call, so that it never holds up anyone. The number of rows gone.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep(&self, keep: Duration, now: Timestamp) -> Result<u64, StoreError>;
}

/// A look-up at the front desk, as audited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LookUpRecord {
    /// When.
    pub at: Timestamp,
    /// From which address (its prefix), hashed.
    pub address: Fingerprint,
    /// For whom, hashed.
    pub identifier: Fingerprint,
    /// With what answer.
    pub outcome: LookUpOutcome,
}

/// What a look-up was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookUpOutcome {
    /// The client has an open ticket.
    OpenTicket,
    /// The client is known and has none.
    Known,
    /// Nobody is known by it.
    Unknown,
    /// Several clients share the phone.
    Shared,
    /// Too many look-ups.
    Throttled,
}

impl LookUpOutcome {
    /// The outcome as one word, for storing.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::OpenTicket => "open_ticket",
            Self::Known => "known",
            Self::Unknown => "unknown",
            Self::Shared => "shared",
            Self::Throttled => "throttled",
        }
    }
}

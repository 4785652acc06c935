use std::time::Duration;

use frontdesk_domain::bulk::Bulk;
use frontdesk_domain::ports::{SWEPT_AT_ONCE, StoreError};
use frontdesk_domain::presence::Presence;

use crate::{AppError, Application};

/// How long look-ups stay in the audit.
const KEEP_LOOK_UPS: Duration = Duration::from_secs(90 * 24 * 3600);
/// How long an account may go unproved before its e-mail and username are free again.
const KEEP_UNPROVED: Duration = Duration::from_secs(7 * 24 * 3600);
/// How long a text that nobody sent is kept.
const KEEP_DRAFTS: Duration = Duration::from_secs(90 * 24 * 3600);
/// How often one sweep looks again, as long as it finds plenty: a flood of rows is gone in hours, and the store
/// is never busy with that alone.
const MOST_BATCHES: u32 = 20;

impl Application {
    /// Forgets what is over: throttle windows, look-ups older than ninety days, sessions, codes, links,
    /// known browsers, accounts never proved, old drafts, and what can no longer be undone; the number of rows
    /// gone. Each batch is committed by itself.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn sweep(&self) -> Result<u64, AppError> {
        let mut gone = 0;
        for _ in 0..MOST_BATCHES {
            let batch = self.sweep_once().await?;
            gone += batch;
            // Of no table all that a call takes, so nothing is left.
            if batch < u64::from(SWEPT_AT_ONCE) {
                break;
            }
        }
        Ok(gone)
    }

    async fn sweep_once(&self) -> Result<u64, StoreError> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let gone = unit.throttles().sweep(KEEP_LOOK_UPS, now).await?
            + unit.attempts().sweep(now).await?
            + unit.sessions().sweep(now).await?
            + unit.codes().sweep(now).await?
            + unit.links().sweep(now).await?
            + unit.drafts().sweep(now.before(KEEP_DRAFTS)).await?
            + unit.bulks().sweep(now.before(Bulk::UNDO)).await?
            + unit.presences().sweep(now.before(Presence::LASTS)).await?
            + unit.devices().sweep(now).await?
            + unit
                .accounts()
                .sweep_unverified(now.before(KEEP_UNPROVED))
                .await?;
        unit.commit().await?;
        Ok(gone)
    }
}

#[cfg(test)]
mod tests;

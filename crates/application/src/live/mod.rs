//! Live updates, across processes, from what every process already shares: the table of events.
//!
//! One query each third of a second and process, and only while somebody listens, serves any number of
//! listeners on any engine. Why not the engines' own notifications: `docs/decisions/0004-live-updates.md`.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::ports::{LiveFeed, LiveUpdates, TicketChanged, TrackQueries};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// How often the table is looked at.
const EVERY: Duration = Duration::from_millis(300);
/// How many changes a slow listener may be behind before it is told to look for itself.
const BEHIND: usize = 256;
/// Transactions may end in another order than their events' keys: this many keys are looked at again.
const OVERLAP: i64 = 200;

/// Follows the end of the event table.
pub struct EventTail {
    changes: broadcast::Sender<TicketChanged>,
}

impl EventTail {
    /// Follows the table until `stop`.
    #[must_use]
    pub fn start(queries: Arc<dyn TrackQueries>, stop: CancellationToken) -> Self {
        let changes = broadcast::Sender::new(BEHIND);
        let tail = Tail {
            queries,
            changes: changes.clone(),
            seen: BTreeSet::new(),
        };
        tokio::spawn(async move { stop.run_until_cancelled(tail.follow()).await });
        Self { changes }
    }
}

impl LiveFeed for EventTail {
    fn subscribe(&self) -> Box<dyn LiveUpdates> {
        Box::new(Subscription {
            changes: self.changes.subscribe(),
        })
    }
}

struct Subscription {
    changes: broadcast::Receiver<TicketChanged>,
}

#[async_trait]
impl LiveUpdates for Subscription {
    async fn next(&mut self) -> Option<TicketChanged> {
        match self.changes.recv().await {
            Ok(change) => Some(change),
            Err(broadcast::error::RecvError::Lagged(_)) => None,
            // The process is stopping: there will be no more, and the stream is ended by its own token.
            Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
        }
    }
}

struct Tail {
    queries: Arc<dyn TrackQueries>,
    changes: broadcast::Sender<TicketChanged>,
    /// The greatest keys seen, at most [`OVERLAP`] back. Empty while nobody listens.
    seen: BTreeSet<i64>,
}

impl Tail {
    async fn follow(mut self) {
        loop {
            tokio::time::sleep(EVERY).await;
            if self.changes.receiver_count() == 0 {
                self.seen.clear();
                continue;
            }
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "live updates could not be read");
            }
        }
    }

    async fn look(&mut self) -> Result<(), frontdesk_domain::ports::StoreError> {
        let Some(newest) = self.seen.last().copied() else {
            return self.begin().await;
        };
        let from = newest.saturating_sub(OVERLAP);
        for (event, change) in self.queries.changes_after(Some(from), 2000).await? {
            if self.seen.insert(event) {
                // No receiver is no error: the last one just left.
                let _ = self.changes.send(change);
            }
        }
        let oldest_kept = self
            .seen
            .last()
            .map_or(0, |newest| newest.saturating_sub(OVERLAP));
        self.seen = self.seen.split_off(&oldest_kept);
        Ok(())
    }

    /// Someone began to listen: what is there already is no news to them.
    async fn begin(&mut self) -> Result<(), frontdesk_domain::ports::StoreError> {
        let newest = self
            .queries
            .changes_after(None, 1)
            .await?
            .last()
            .map_or(0, |(event, _)| *event);
        let from = newest.saturating_sub(OVERLAP);
        self.seen = self
            .queries
            .changes_after(Some(from), 2000)
            .await?
            .iter()
            .map(|(e, _)| *e)
            .collect();
        self.seen.insert(0);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDesk;

    #[tokio::test(start_paused = true)]
    async fn a_listener_hears_of_changes_from_then_on() {
        let desk = TestDesk::new();
        desk.submit("0912 345 6789", "Before").await;
        let stop = CancellationToken::new();
        let feed = EventTail::start(desk.app.ports.track.clone(), stop.clone());
        let mut updates = feed.subscribe();
        tokio::time::sleep(Duration::from_secs(1)).await;
        let number = desk.submit("0912 345 6780", "After").await;
        let change = tokio::time::timeout(Duration::from_secs(2), updates.next())
            .await
            .unwrap();
        assert_eq!(
            change,
            Some(TicketChanged {
                ticket: number,
                version: 1
            })
        );
        stop.cancel();
    }
}

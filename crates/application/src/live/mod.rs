//! Live updates, across processes, from what every process already shares: the table of events.
//!
//! One query each third of a second and process, and only while somebody listens, serves any number of
//! listeners on any engine. Why not the engines' own notifications: `docs/decisions/0004-live-updates.md`.

mod memory;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::ports::{LiveFeed, LiveUpdates, Since, StoreError, TicketChanged, TrackQueries};
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;

use self::memory::Memory;

/// How often the table is looked at.
const EVERY: Duration = Duration::from_millis(300);
/// How many changes a slow listener may be behind before it is told to look for itself.
const BEHIND: usize = 256;
/// Changes read at once.
const AT_ONCE: u16 = 2000;

/// Follows the end of the event table.
pub struct EventTail {
    shared: Arc<Shared>,
}

struct Shared {
    changes: broadcast::Sender<TicketChanged>,
    /// What was heard of lately. Nothing while nobody listens.
    heard: Mutex<Option<Memory>>,
    /// Whether there is a memory; changed under its lock only.
    begun: watch::Sender<bool>,
}

impl EventTail {
    /// Follows the table until `stop`.
    #[must_use]
    pub fn start(queries: Arc<dyn TrackQueries>, stop: CancellationToken) -> Self {
        let shared = Arc::new(Shared {
            changes: broadcast::Sender::new(BEHIND),
            heard: Mutex::new(None),
            begun: watch::Sender::new(false),
        });
        let tail = Tail {
            queries,
            shared: Arc::clone(&shared),
        };
        tokio::spawn(async move { stop.run_until_cancelled(tail.follow()).await });
        Self { shared }
    }
}

impl LiveFeed for EventTail {
    fn subscribe(&self, since: Since) -> Box<dyn LiveUpdates> {
        Box::new(Subscription {
            // From here on somebody listens, so that the tail begins.
            changes: self.shared.changes.subscribe(),
            begun: self.shared.begun.subscribe(),
            shared: Arc::clone(&self.shared),
            since: Some(since),
            before: VecDeque::new(),
        })
    }
}

struct Subscription {
    shared: Arc<Shared>,
    changes: broadcast::Receiver<TicketChanged>,
    begun: watch::Receiver<bool>,
    /// From where on, until the past was looked up.
    since: Option<Since>,
    /// What happened before and is still to be told.
    before: VecDeque<TicketChanged>,
}

#[async_trait]
impl LiveUpdates for Subscription {
    async fn next(&mut self) -> Option<TicketChanged> {
        while let Some(since) = self.since {
            if self.begun.wait_for(|begun| *begun).await.is_err() {
                return stopped().await;
            }
            if !self.look_back(since) {
                return None;
            }
        }
        if let Some(change) = self.before.pop_front() {
            return Some(change);
        }
        match self.changes.recv().await {
            Ok(change) => Some(change),
            Err(broadcast::error::RecvError::Lagged(_)) => None,
            Err(broadcast::error::RecvError::Closed) => stopped().await,
        }
    }
}

/// The process is stopping: there will be no more, and the stream is ended by its own token.
async fn stopped() -> Option<TicketChanged> {
    std::future::pending().await
}

impl Subscription {
    /// Looks up what came before. `false` if that is no longer known.
    fn look_back(&mut self, since: Since) -> bool {
        let heard = self.shared.lock();
        let Some(memory) = &*heard else {
            return true;
        };
        // Under the lock, so that each change is in the memory or comes later, and none is both.
        self.changes = self.shared.changes.subscribe();
        self.since = None;
        let before = memory.since(since);
        let is_known = before.is_some();
        self.before = before.unwrap_or_default();
        is_known
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Option<Memory>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the memory ends; nothing while there is none. Without a listener it is forgotten.
    fn newest(&self) -> Option<i64> {
        let mut heard = self.lock();
        if self.changes.receiver_count() == 0 {
            *heard = None;
            self.begun.send_replace(false);
        }
        heard.as_ref().map(Memory::looked_until)
    }

    fn begin(&self, memory: Memory) {
        *self.lock() = Some(memory);
        self.begun.send_replace(true);
    }

    fn tell(&self, changes: Vec<TicketChanged>) {
        let mut heard = self.lock();
        let Some(memory) = heard.as_mut() else {
            return;
        };
        for change in changes {
            if memory.add(change) {
                // No receiver is no error: the last one just left.
                let _ = self.changes.send(change);
            }
        }
    }
}

struct Tail {
    queries: Arc<dyn TrackQueries>,
    shared: Arc<Shared>,
}

impl Tail {
    async fn follow(self) {
        loop {
            tokio::time::sleep(EVERY).await;
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "live updates could not be read");
            }
        }
    }

    async fn look(&self) -> Result<(), StoreError> {
        match self.shared.newest() {
            Some(newest) => {
                let changes = self.queries.changes_after(Some(newest), AT_ONCE).await?;
                self.shared.tell(changes);
            }
            None if self.shared.changes.receiver_count() > 0 => self.begin().await?,
            None => {}
        }
        Ok(())
    }

    /// Someone began to listen.
    async fn begin(&self) -> Result<(), StoreError> {
        let newest = self.queries.changes_after(None, 1).await?;
        let newest = newest.last().map_or(0, |change| change.event);
        let from = newest.saturating_sub(i64::from(AT_ONCE)).max(0);
        let lately = self.queries.changes_after(Some(from), AT_ONCE).await?;
        self.shared.begin(Memory::new(lately, from == 0));
        Ok(())
    }
}

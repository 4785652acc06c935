use std::sync::Arc;

use frontdesk_domain::deliveries::{Target, WorkerId};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::Application;

/// How many deliveries to a target one process carries out side by side. Jira asks integrations to stay
/// below ten; a mail server notices little more than that.
const SIDE_BY_SIDE: u16 = 5;

/// Carries out deliveries, reads statuses back and sweeps, until told to stop.
pub struct Worker {
    app: Arc<Application>,
    id: WorkerId,
}

impl Worker {
    /// A worker of this process.
    #[must_use]
    pub fn new(app: Arc<Application>) -> Self {
        let id = WorkerId::from_bytes(app.ports.entropy.bytes());
        Self { app, id }
    }

    /// Works until `stop`. What is under way then is finished; what is held is given back.
    pub async fn run(&self, stop: CancellationToken) {
        let [to_tracker, to_mail] = Target::ALL.map(|target| self.deliver_to(target, stop.clone()));
        tokio::join!(
            to_tracker,
            to_mail,
            self.follow(stop.clone()),
            self.sweep(stop.clone())
        );
        if let Err(error) = self.give_back().await {
            tracing::warn!(%error, "deliveries were not given back; their leases will end");
        }
    }

    async fn deliver_to(&self, target: Target, stop: CancellationToken) {
        let mut asked = self.app.asked.subscribe();
        while !stop.is_cancelled() {
            asked.mark_unchanged();
            let full = match self.app.deliver_next(target, self.id, SIDE_BY_SIDE).await {
                Ok(round) => round.claimed == usize::from(SIDE_BY_SIDE),
                Err(error) => {
                    tracing::warn!(%error, target = target.key(), "deliveries could not be looked for");
                    false
                }
            };
            if !full {
                tokio::select! {
                    () = stop.cancelled() => {}
                    _ = asked.changed() => {}
                    () = sleep(self.app.look_again_after()) => {}
                }
            }
        }
    }

    async fn follow(&self, stop: CancellationToken) {
        while waited(&stop, self.app.rules.follow_every).await {
            if let Err(error) = self.app.follow_tracker().await {
                tracing::warn!(%error, "statuses could not be read back");
            }
        }
    }

    async fn sweep(&self, stop: CancellationToken) {
        while waited(&stop, std::time::Duration::from_secs(600)).await {
            if let Err(error) = self.app.sweep().await {
                tracing::warn!(%error, "old rows could not be swept");
            }
        }
    }

    async fn give_back(&self) -> Result<(), crate::AppError> {
        let unit = self.app.ports.store.begin().await?;
        unit.deliveries()
            .release(self.id, self.app.ports.clock.now())
            .await?;
        unit.commit().await?;
        Ok(())
    }
}

/// Waits; `false` if it is time to stop instead.
async fn waited(stop: &CancellationToken, span: std::time::Duration) -> bool {
    tokio::select! {
        () = stop.cancelled() => false,
        () = sleep(span) => true,
    }
}

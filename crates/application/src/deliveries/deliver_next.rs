use std::sync::Arc;
use std::time::Duration;

use frontdesk_domain::deliveries::{Claimed, Outcome, Settlement, Target, WorkerId};
use frontdesk_domain::ports::StoreError;

use crate::unit::tried_again;
use crate::{AppError, Application};

/// What one round of a worker did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// How many deliveries it was handed.
    pub claimed: usize,
}

impl Application {
    /// Takes up to `limit` deliveries to `target` that are due and carries them out, side by side. Each
    /// runs in a task of its own: one that panics is given up, the others go on.
    ///
    /// # Errors
    /// [`AppError`] when the store cannot be asked. What a delivery meets outside is no error here: it is
    /// written to the delivery.
    pub async fn deliver_next(
        self: &Arc<Self>,
        target: Target,
        worker: WorkerId,
        limit: u16,
    ) -> Result<Round, AppError> {
        let claimed = tried_again(&*self.ports.entropy, || self.claim(target, worker, limit)).await?;
        let count = claimed.len();
        let tasks: Vec<_> = claimed
            .into_iter()
            .map(|claimed| {
                let app = Arc::clone(self);
                tokio::spawn(async move { app.carry_out_and_settle(claimed).await })
            })
            .collect();
        for task in tasks {
            if let Err(error) = task.await {
                tracing::error!(%error, "a delivery could not be settled; its lease will end");
            }
        }
        Ok(Round { claimed: count })
    }

    async fn claim(&self, target: Target, worker: WorkerId, limit: u16) -> Result<Vec<Claimed>, StoreError> {
        let lease = self.rules.deliveries.lease;
        let unit = self.ports.store.begin().await?;
        let claimed = unit
            .deliveries()
            .claim(target, worker, limit, lease, self.ports.clock.now())
            .await?;
        // Before any work: an attempt that kills the process must have been counted.
        unit.commit().await?;
        Ok(claimed)
    }

    async fn carry_out_and_settle(self: Arc<Self>, claimed: Claimed) {
        let app = Arc::clone(&self);
        let at_hand = claimed.clone();
        let work = tokio::spawn(async move {
            // Well before the lease ends, so that nobody else begins what may still be going on.
            let longest = app.rules.deliveries.lease.mul_f64(0.8);
            match tokio::time::timeout(longest, app.carry_out(&at_hand)).await {
                Ok(outcome) => outcome,
                Err(_) => Some(Outcome::Unknown(format!("no end within {longest:?}"))),
            }
        });
        let outcome = match work.await {
            Ok(outcome) => outcome,
            Err(_) => Some(Outcome::Rejected(
                "this delivery crashed its task; see the log".into(),
            )),
        };
        if let Some(outcome) = outcome {
            self.settle(&claimed, outcome).await;
        }
    }

    /// Writes how it ended. If the store is away, the lease ends and the delivery is looked into again.
    pub(super) async fn settle(&self, claimed: &Claimed, outcome: Outcome) {
        let now = self.ports.clock.now();
        let jitter = self.ports.entropy.fraction();
        let settlement = Settlement::of(claimed, outcome, &self.rules.deliveries, now, jitter);
        if let Some(error) = &settlement.error {
            let (job, about) = (claimed.delivery.job.key(), claimed.delivery.about);
            tracing::warn!(
                job,
                %about,
                state = settlement.state.key(),
                error,
                "a delivery did not succeed"
            );
        }
        let settled = tried_again(&*self.ports.entropy, || self.write(claimed, &settlement)).await;
        if let Err(error) = settled {
            tracing::error!(%error, about = %claimed.delivery.about, "a delivery's end was not written");
        }
    }

    async fn write(&self, claimed: &Claimed, settlement: &Settlement) -> Result<(), StoreError> {
        let unit = self.ports.store.begin().await?;
        unit.deliveries()
            .settle(claimed, settlement, self.ports.clock.now())
            .await?;
        unit.commit().await
    }

    /// How long a worker that found nothing may rest before it looks again: other processes and due times
    /// do not wake it.
    pub(super) fn look_again_after(&self) -> Duration {
        self.rules.deliveries.tracker.base.min(Duration::from_secs(1))
    }
}

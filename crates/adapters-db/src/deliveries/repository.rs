use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::deliveries::{
    Claim, Claimed, DeliveryId, NewDelivery, Settlement, State, Target, WorkerId,
};
use frontdesk_domain::ports::{Deliveries, StoreError};
use frontdesk_domain::time::Timestamp;

use super::claim::Lease;
use crate::Engine;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

const ENQUEUE: &str = "INSERT INTO delivery (about, about_id, target, job, state, attempts, checks, due_at, \
    ready_at, not_after, epoch, created_at) VALUES (?, ?, ?, ?, 'pending', 0, 0, ?, ?, ?, 0, ?) \
    ON CONFLICT (about_id, about, job) DO NOTHING";
/// Not `INSERT IGNORE`, which would hide every other fault too.
const ENQUEUE_MARIA: &str = "INSERT INTO delivery (about, about_id, target, job, state, attempts, checks, \
    due_at, ready_at, not_after, epoch, created_at) VALUES (?, ?, ?, ?, 'pending', 0, 0, ?, ?, ?, 0, ?) \
    ON DUPLICATE KEY UPDATE id = id";

const SETTLE: &str = "UPDATE delivery SET state = ?, due_at = ?, ready_at = ?, attempts = ?, checks = ?, \
    last_error = ?, lease_owner = NULL WHERE id = ? AND lease_owner = ? AND epoch = ? AND state = 'running'";
const NOTE_ATTEMPT: &str = "INSERT INTO delivery_attempt (delivery_id, epoch, claim, began_at, ended_at, state, \
    error) SELECT id, epoch, ?, leased_at, ?, ?, ? FROM delivery WHERE id = ?";

/// Its lease ends now. What is simply attempted again was not attempted; what may have been done is looked
/// into, and its attempt counts.
const RELEASE: &str = "UPDATE delivery SET ready_at = ?, \
    attempts = CASE WHEN job = 'create_issue' OR attempts = 0 THEN attempts ELSE attempts - 1 END \
    WHERE state = 'running' AND lease_owner = ?";
const RELEASE_PROBES: &str = "UPDATE target_rest SET rest_until = ? WHERE probe_id IN \
    (SELECT id FROM delivery WHERE state = 'running' AND lease_owner = ?)";

/// What may have been done is looked into once more first: the last look of its schedule.
const RETRY: &str = "UPDATE delivery SET due_at = ?, ready_at = ?, created_at = ?, \
    state = CASE WHEN job = 'create_issue' THEN 'verify' ELSE 'pending' END, \
    attempts = CASE WHEN job = 'create_issue' THEN 1 ELSE 0 END, \
    checks = CASE WHEN job = 'create_issue' THEN 3 ELSE 0 END WHERE id = ? AND state = 'dead'";

#[async_trait]
impl Deliveries for SeaUnitOfWork {
    async fn enqueue(&self, delivery: &NewDelivery) -> Result<(), StoreError> {
        let NewDelivery {
            job,
            about,
            due_at,
            not_after,
            created_at,
        } = delivery;
        let (about, about_id) = about.to_stored();
        let text = if self.engine()? == Engine::MariaDb {
            ENQUEUE_MARIA
        } else {
            ENQUEUE
        };
        let sql = Sql::new(text)
            .bind(about)
            .bind(about_id)
            .bind(job.target().key())
            .bind(job.key())
            .bind(due_at.as_micros())
            .bind(due_at.as_micros())
            .bind(not_after.map(Timestamp::as_micros))
            .bind(created_at.as_micros());
        self.execute(sql).await.map(drop)
    }

    async fn claim(
        &self,
        target: Target,
        worker: WorkerId,
        limit: u16,
        lease: Duration,
        now: Timestamp,
    ) -> Result<Vec<Claimed>, StoreError> {
        self.hand_out(target, limit, Lease::new(worker, lease, now)).await
    }

    async fn settle(
        &self,
        claimed: &Claimed,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        if self.execute(settled(claimed, settlement)).await? == 0 {
            return Ok(false);
        }
        let claim = match claimed.claim {
            Claim::Attempt => "attempt",
            Claim::Verify => "verify",
        };
        let note = Sql::new(NOTE_ATTEMPT)
            .bind(claim)
            .bind(now.as_micros())
            .bind(settlement.state.key())
            .bind(settlement.error.as_deref())
            .bind(claimed.delivery.id.0);
        self.execute(note).await?;
        match &settlement.pause {
            Some(pause) => self.begin_rest(pause, now).await?,
            None => self.end_rest_after(claimed.delivery.id).await?,
        }
        Ok(true)
    }

    async fn release(&self, worker: WorkerId, now: Timestamp) -> Result<(), StoreError> {
        for text in [RELEASE_PROBES, RELEASE] {
            let sql = Sql::new(text)
                .bind(now.as_micros())
                .bind(worker.as_bytes().to_vec());
            self.execute(sql).await?;
        }
        Ok(())
    }

    async fn retry(&self, id: DeliveryId, now: Timestamp) -> Result<bool, StoreError> {
        let now = now.as_micros();
        let sql = Sql::new(RETRY).bind(now).bind(now).bind(now).bind(id.0);
        Ok(self.execute(sql).await? == 1)
    }

    async fn resume(&self, target: Target) -> Result<(), StoreError> {
        let sql = Sql::new("DELETE FROM target_rest WHERE target = ?");
        self.execute(sql.bind(target.key())).await.map(drop)
    }
}

fn settled(claimed: &Claimed, settlement: &Settlement) -> Sql {
    let due = settlement.due_at.as_micros();
    let ready = match settlement.state {
        State::Pending | State::Running | State::Verify => Some(due),
        State::Done | State::Dead | State::Cancelled => None,
    };
    Sql::new(SETTLE)
        .bind(settlement.state.key())
        .bind(due)
        .bind(ready)
        .bind(settlement.attempts)
        .bind(settlement.checks)
        .bind(settlement.error.as_deref())
        .bind(claimed.delivery.id.0)
        .bind(claimed.worker.as_bytes().to_vec())
        .bind(claimed.epoch)
}

use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::deliveries::{
    About, Claim, Claimed, Delivery, DeliveryId, NewDelivery, Settlement, State as Stand, Target, WorkerId,
};
use frontdesk_domain::notices::Recipient;
use frontdesk_domain::ports::{Deliveries, StoreError};
use frontdesk_domain::time::Timestamp;

use super::memory_state::{DeliveryRow, State};
use super::memory_unit::{MemoryUnit, next_key};

#[async_trait]
impl Deliveries for MemoryUnit {
    async fn enqueue(&self, new: &NewDelivery) -> Result<(), StoreError> {
        let mut state = self.state();
        let same = |row: &DeliveryRow| row.delivery.job == new.job && row.delivery.about == new.about;
        if state.deliveries.iter().any(same) {
            return Ok(());
        }
        let delivery = Delivery {
            id: DeliveryId(next_key(state.deliveries.len())),
            job: new.job,
            about: new.about,
            state: Stand::Pending,
            attempts: 0,
            checks: 0,
            due_at: new.due_at,
            not_after: new.not_after,
            created_at: new.created_at,
            last_error: None,
        };
        let lease_until = new.created_at;
        state.deliveries.push(DeliveryRow {
            delivery,
            worker: None,
            epoch: 0,
            lease_until,
        });
        Ok(())
    }

    async fn claim(
        &self,
        target: Target,
        worker: WorkerId,
        limit: u16,
        lease: Duration,
        now: Timestamp,
    ) -> Result<Vec<Claimed>, StoreError> {
        let mut state = self.state();
        if state
            .rests
            .get(&target)
            .is_some_and(|(pause, _)| pause.until > now)
        {
            return Ok(Vec::new());
        }
        let mut due: Vec<(Timestamp, DeliveryId, Claim)> = state
            .deliveries
            .iter()
            .filter(|row| row.delivery.job.target() == target && !waits_for_another(&state, row))
            .filter_map(|row| due(row, now).map(|claim| (row.delivery.due_at, row.delivery.id, claim)))
            .collect();
        due.sort_by_key(|(at, id, _)| (*at, *id));
        due.truncate(limit.into());
        let hand_out = |(_, id, claim)| {
            let row = state.delivery_mut(id)?;
            row.delivery.state = Stand::Running;
            row.delivery.attempts += i32::from(claim == Claim::Attempt);
            (row.worker, row.lease_until) = (Some(worker), now.after(lease));
            row.epoch += 1;
            let (delivery, epoch, lease_until) = (row.delivery.clone(), row.epoch, row.lease_until);
            Some(Claimed {
                delivery,
                claim,
                worker,
                epoch,
                lease_until,
            })
        };
        Ok(due.into_iter().filter_map(hand_out).collect())
    }

    async fn settle(
        &self,
        claimed: &Claimed,
        settlement: &Settlement,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(row) = state.delivery_mut(claimed.delivery.id) else {
            return Ok(false);
        };
        let held = row.delivery.state == Stand::Running && row.epoch == claimed.epoch;
        if !held || row.worker != Some(claimed.worker) {
            return Ok(false);
        }
        row.worker = None;
        row.delivery.state = settlement.state;
        row.delivery.due_at = settlement.due_at;
        row.delivery.attempts = settlement.attempts;
        row.delivery.checks = settlement.checks;
        row.delivery.last_error.clone_from(&settlement.error);
        if let Some(pause) = &settlement.pause {
            state.rests.insert(pause.target, (pause.clone(), now));
        }
        Ok(true)
    }

    async fn release(&self, worker: WorkerId, now: Timestamp) -> Result<(), StoreError> {
        for row in &mut self.state().deliveries {
            if row.worker == Some(worker) && row.delivery.state == Stand::Running {
                row.lease_until = now;
            }
        }
        Ok(())
    }

    async fn retry(&self, id: DeliveryId, now: Timestamp) -> Result<bool, StoreError> {
        let mut state = self.state();
        let Some(row) = state.delivery_mut(id) else {
            return Ok(false);
        };
        let dead = row.delivery.state == Stand::Dead;
        if dead {
            let looked_into = row.delivery.job.must_be_verified();
            row.delivery.state = if looked_into {
                Stand::Verify
            } else {
                Stand::Pending
            };
            (row.delivery.due_at, row.delivery.created_at) = (now, now);
            (row.delivery.attempts, row.delivery.checks) = if looked_into { (1, 3) } else { (0, 0) };
        }
        Ok(dead)
    }

    async fn resume(&self, target: Target) -> Result<(), StoreError> {
        self.state().rests.remove(&target);
        Ok(())
    }
}

/// Whether and for what a row is due.
fn due(row: &DeliveryRow, now: Timestamp) -> Option<Claim> {
    let is_due = row.delivery.due_at <= now;
    match row.delivery.state {
        Stand::Pending if is_due => Some(Claim::Attempt),
        Stand::Verify if is_due => Some(Claim::Verify),
        Stand::Running if row.lease_until <= now => Some(if row.delivery.job.must_be_verified() {
            Claim::Verify
        } else {
            Claim::Attempt
        }),
        _ => None,
    }
}

/// Whether an earlier delivery about the same to its target is unfinished; for a notice also one about its
/// ticket to the same reader.
fn waits_for_another(state: &State, row: &DeliveryRow) -> bool {
    let notice = |about| match about {
        About::Notice(id) => state.life.notices.get(usize::try_from(id.0 - 1).ok()?),
        About::Ticket(_) | About::Letter(_) => None,
    };
    let own = notice(row.delivery.about);
    let is_before = |about| match (own, about) {
        (Some(own), About::Ticket(number)) => own.ticket == number && own.to == Recipient::Client,
        (Some(own), about) => {
            notice(about).is_some_and(|other| (other.ticket, other.to) == (own.ticket, own.to))
        }
        (None, _) => false,
    };
    state.deliveries.iter().map(|other| &other.delivery).any(|other| {
        other.id < row.delivery.id
            && (other.about == row.delivery.about || is_before(other.about))
            && other.job.target() == row.delivery.job.target()
            && !other.state.is_over()
    })
}

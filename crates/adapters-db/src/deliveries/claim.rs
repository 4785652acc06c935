//! Handing out deliveries: candidates are read, then each is taken by an update that only one can win. No
//! engine's row locks are relied on.

use std::time::Duration;

use frontdesk_domain::deliveries::{Claim, Claimed, Delivery, State, Target, WorkerId};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::time::Timestamp;
use sea_orm::{DbErr, FromQueryResult, QueryResult};

use super::rest::Rest;
use super::row::{DeliveryRow, delivery_columns};
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

struct CandidateRow {
    delivery: DeliveryRow,
    epoch: i64,
}

impl FromQueryResult for CandidateRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            delivery: DeliveryRow::from_query_result(row, prefix)?,
            epoch: row.try_get(prefix, "epoch")?,
        })
    }
}

/// Due and not behind an unfinished one about the same. `ready_at` is null once a delivery has ended. A
/// notice is also behind earlier ones about its ticket to the same reader, and a client's behind the mail
/// that confirms the ticket: what was said first arrives first.
pub(crate) const DUE: &str = concat!(
    "SELECT ",
    delivery_columns!(),
    ", d.epoch FROM delivery d WHERE d.target = ? AND d.ready_at <= ? AND NOT EXISTS (\
       SELECT 1 FROM delivery e WHERE e.about_id = d.about_id AND e.about = d.about \
       AND e.target = d.target AND e.id < d.id AND e.ready_at IS NOT NULL) \
     AND (d.about <> 'notice' OR (NOT EXISTS (\
         SELECT 1 FROM notice n JOIN notice m ON m.ticket_number = n.ticket_number AND m.id < n.id \
         JOIN delivery e ON e.about = 'notice' AND e.about_id = m.id \
         WHERE n.id = d.about_id AND COALESCE(m.account_id, 0) = COALESCE(n.account_id, 0) \
         AND e.target = d.target AND e.ready_at IS NOT NULL) \
       AND NOT EXISTS (\
         SELECT 1 FROM notice n JOIN delivery e ON e.about = 'ticket' AND e.about_id = n.ticket_number \
         WHERE n.id = d.about_id AND n.account_id IS NULL \
         AND e.target = d.target AND e.ready_at IS NOT NULL))) \
     ORDER BY d.ready_at, d.id LIMIT {limit}"
);

const TAKE: &str = "UPDATE delivery SET state = 'running', attempts = ?, ready_at = ?, lease_owner = ?, \
    leased_at = ?, epoch = epoch + 1 WHERE id = ? AND epoch = ? AND state = ? AND ready_at <= ?";

/// A lease that ends later than any given now could was given by a clock that has been put back since. It
/// ends at once: its worker cannot settle what is handed out again.
const END_IMPOSSIBLE: &str = "UPDATE delivery SET ready_at = ? \
    WHERE state = 'running' AND target = ? AND ready_at > ?";

/// Who claims, and until when.
#[derive(Clone, Copy)]
pub(super) struct Lease {
    worker: WorkerId,
    until: Timestamp,
    /// Later than any lease ends that was given by a clock that agrees with this one.
    impossible: Timestamp,
    now: Timestamp,
}

impl Lease {
    pub(super) fn new(worker: WorkerId, lease: Duration, now: Timestamp) -> Self {
        let until = now.after(lease);
        Self {
            worker,
            until,
            impossible: until.after(lease),
            now,
        }
    }
}

impl SeaUnitOfWork {
    pub(super) async fn hand_out(
        &self,
        target: Target,
        limit: u16,
        lease: Lease,
    ) -> Result<Vec<Claimed>, StoreError> {
        let rest = self.rest_of(target).await?;
        let limit = match &rest {
            Some(rest) if rest.goes_on(lease.now) => return Ok(Vec::new()),
            // The rest is over, but whether the target works again only a try can tell: one goes ahead.
            Some(_) => limit.min(1),
            None => limit,
        };
        let impossible = Sql::new(END_IMPOSSIBLE)
            .bind(lease.now.as_micros())
            .bind(target.key())
            .bind(lease.impossible.as_micros());
        self.execute(impossible).await?;
        let due = Sql::new(DUE)
            .bind(target.key())
            .bind(lease.now.as_micros())
            .limit(limit);
        let candidates: Vec<CandidateRow> = self.all(due).await?;
        let mut claimed = Vec::with_capacity(candidates.len());
        for CandidateRow { delivery, epoch } in candidates {
            let delivery = delivery.read()?;
            if !self.goes_ahead(rest.as_ref(), &delivery, lease).await? {
                break;
            }
            claimed.extend(self.take(delivery, epoch, lease).await?);
        }
        Ok(claimed)
    }

    async fn goes_ahead(
        &self,
        rest: Option<&Rest>,
        delivery: &Delivery,
        lease: Lease,
    ) -> Result<bool, StoreError> {
        match rest {
            Some(rest) => self.probe(rest, delivery.id, lease.until).await,
            None => Ok(true),
        }
    }

    /// `None` if another worker was faster.
    async fn take(
        &self,
        delivery: Delivery,
        epoch: i64,
        lease: Lease,
    ) -> Result<Option<Claimed>, StoreError> {
        let claim = claim_of(&delivery);
        let before = delivery.state;
        let delivery = Delivery {
            state: State::Running,
            attempts: delivery
                .attempts
                .saturating_add(i32::from(claim == Claim::Attempt)),
            ..delivery
        };
        let take = Sql::new(TAKE)
            .bind(delivery.attempts)
            .bind(lease.until.as_micros())
            .bind(lease.worker.as_bytes().to_vec())
            .bind(lease.now.as_micros())
            .bind(delivery.id.0)
            .bind(epoch)
            .bind(before.key())
            .bind(lease.now.as_micros());
        let won = self.execute(take).await? == 1;
        Ok(won.then_some(Claimed {
            delivery,
            claim,
            worker: lease.worker,
            epoch: epoch.saturating_add(1),
            lease_until: lease.until,
        }))
    }
}

/// What to do with a delivery that is due. A running one is due when its lease has ended: its process died
/// in the middle of it.
fn claim_of(delivery: &Delivery) -> Claim {
    match delivery.state {
        State::Verify => Claim::Verify,
        State::Running if delivery.job.must_be_verified() => Claim::Verify,
        State::Running | State::Pending | State::Done | State::Dead | State::Cancelled => Claim::Attempt,
    }
}

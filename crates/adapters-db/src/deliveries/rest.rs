//! Targets that rest. A row stays until the target is known to work again.

use frontdesk_domain::deliveries::{DeliveryId, Pause, Target};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::Engine;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

#[derive(FromQueryResult)]
pub(super) struct Rest {
    target: String,
    rest_until: i64,
}

impl Rest {
    pub(super) fn goes_on(&self, now: Timestamp) -> bool {
        self.rest_until > now.as_micros()
    }
}

/// A rest that was begun before goes on since then; it is cut short only by the delivery that went ahead.
const BEGIN: &str = "INSERT INTO target_rest (target, rest_until, since, reason, probe_id) \
    VALUES (?, ?, ?, ?, NULL) ON CONFLICT (target) DO UPDATE SET \
    rest_until = CASE WHEN target_rest.probe_id IS NULL AND target_rest.rest_until > excluded.rest_until \
    THEN target_rest.rest_until ELSE excluded.rest_until END, \
    reason = excluded.reason, probe_id = NULL";

/// MariaDB assigns from left to right, so the end is decided before the probe is forgotten.
const BEGIN_MARIA: &str = "INSERT INTO target_rest (target, rest_until, since, reason, probe_id) \
    VALUES (?, ?, ?, ?, NULL) ON DUPLICATE KEY UPDATE \
    rest_until = CASE WHEN probe_id IS NULL AND rest_until > VALUES(rest_until) \
    THEN rest_until ELSE VALUES(rest_until) END, \
    reason = VALUES(reason), probe_id = NULL";

impl SeaUnitOfWork {
    pub(super) async fn rest_of(&self, target: Target) -> Result<Option<Rest>, StoreError> {
        let sql = Sql::new("SELECT target, rest_until FROM target_rest WHERE target = ?");
        self.one(sql.bind(target.key())).await
    }

    /// Lets one delivery go ahead after a rest; everyone else rests until it ended, or its lease.
    /// `false` if another one went ahead.
    pub(super) async fn probe(
        &self,
        rest: &Rest,
        delivery: DeliveryId,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        let sql = Sql::new(
            "UPDATE target_rest SET rest_until = ?, probe_id = ? WHERE target = ? AND rest_until = ?",
        )
        .bind(until.as_micros())
        .bind(delivery.0)
        .bind(rest.target.as_str())
        .bind(rest.rest_until);
        Ok(self.execute(sql).await? == 1)
    }

    pub(super) async fn begin_rest(&self, pause: &Pause, now: Timestamp) -> Result<(), StoreError> {
        let text = if self.engine()? == Engine::MariaDb {
            BEGIN_MARIA
        } else {
            BEGIN
        };
        let sql = Sql::new(text)
            .bind(pause.target.key())
            .bind(pause.until.as_micros())
            .bind(now.as_micros())
            .bind(pause.reason.as_str());
        self.execute(sql).await.map(drop)
    }

    /// The delivery that went ahead met no reason to rest.
    pub(super) async fn end_rest_after(&self, probe: DeliveryId) -> Result<(), StoreError> {
        let sql = Sql::new("DELETE FROM target_rest WHERE probe_id = ?");
        self.execute(sql.bind(probe.0)).await.map(drop)
    }
}

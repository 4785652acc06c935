use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::ports::{LookUpRecord, StoreError, Throttles};
use frontdesk_domain::secrets::Fingerprint;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::Engine;
use crate::sql::Sql;
use crate::sweep::{Sweep, sweep};
use crate::unit_of_work::SeaUnitOfWork;

#[derive(FromQueryResult)]
struct WindowRow {
    counted: i32,
    ends_at: i64,
}

#[async_trait]
impl Throttles for SeaUnitOfWork {
    async fn count(
        &self,
        key: &Fingerprint,
        window: Duration,
        now: Timestamp,
    ) -> Result<(u32, Timestamp), StoreError> {
        let (key, ends) = (key.as_bytes().to_vec(), now.after(window).as_micros());
        let row: Option<WindowRow> = if self.engine()? == Engine::MariaDb {
            self.execute(
                Sql::new(COUNT_MARIA)
                    .bind(key.clone())
                    .bind(ends)
                    .bind(now.as_micros())
                    .bind(now.as_micros()),
            )
            .await?;
            let read = "SELECT counted, ends_at FROM throttle WHERE fingerprint = ?";
            self.one(Sql::new(read).bind(key)).await?
        } else {
            self.one(
                Sql::new(COUNT)
                    .bind(key)
                    .bind(ends)
                    .bind(now.as_micros())
                    .bind(now.as_micros()),
            )
            .await?
        };
        let row = row.ok_or(StoreError::Conflict)?;
        let counted = u32::try_from(row.counted).unwrap_or(u32::MAX);
        Ok((counted, Timestamp::from_micros(row.ends_at)))
    }

    async fn record(&self, look_up: &LookUpRecord) -> Result<(), StoreError> {
        let LookUpRecord {
            at,
            address,
            identifier,
            outcome,
        } = look_up;
        let columns = [
            ("happened_at", at.as_micros().into()),
            ("address", address.as_bytes().to_vec().into()),
            ("identifier", identifier.as_bytes().to_vec().into()),
            ("outcome", outcome.key().into()),
        ];
        self.insert("look_up_audit", "id", columns).await.map(drop)
    }

    async fn sweep(&self, keep: Duration, now: Timestamp) -> Result<u64, StoreError> {
        let windows = self.forget_ended(&SWEEP_WINDOWS, now).await?;
        let look_ups = self.forget_ended(&SWEEP_LOOK_UPS, now.before(keep)).await?;
        Ok(windows + look_ups)
    }
}

/// A window that has ended begins anew; one that has not goes on and is not prolonged.
pub(crate) const COUNT: &str = "INSERT INTO throttle (fingerprint, counted, ends_at) VALUES (?, 1, ?) \
    ON CONFLICT (fingerprint) DO UPDATE SET \
    counted = CASE WHEN throttle.ends_at <= ? THEN 1 ELSE throttle.counted + 1 END, \
    ends_at = CASE WHEN throttle.ends_at <= ? THEN excluded.ends_at ELSE throttle.ends_at END \
    RETURNING counted, ends_at";

/// MariaDB assigns from left to right, so the count is decided before the end changes.
const COUNT_MARIA: &str = "INSERT INTO throttle (fingerprint, counted, ends_at) VALUES (?, 1, ?) \
    ON DUPLICATE KEY UPDATE \
    counted = CASE WHEN ends_at <= ? THEN 1 ELSE counted + 1 END, \
    ends_at = CASE WHEN ends_at <= ? THEN VALUES(ends_at) ELSE ends_at END";

pub(crate) const SWEEP_WINDOWS: Sweep = sweep!("throttle", "ends_at");
pub(crate) const SWEEP_LOOK_UPS: Sweep = sweep!("look_up_audit", "happened_at");

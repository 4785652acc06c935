use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::ports::{LookUpRecord, StoreError, Throttles};
use frontdesk_domain::secrets::Fingerprint;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::Engine;
use crate::sql::Sql;
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
        let (windows, look_ups) = if self.engine()? == Engine::MariaDb {
            (SWEEP_WINDOWS_MARIA, SWEEP_LOOK_UPS_MARIA)
        } else {
            (SWEEP_WINDOWS, SWEEP_LOOK_UPS)
        };
        let windows = Sql::new(windows).bind(now.as_micros()).limit(AT_ONCE);
        let look_ups = Sql::new(look_ups)
            .bind(now.before(keep).as_micros())
            .limit(AT_ONCE);
        Ok(self.execute(windows).await? + self.execute(look_ups).await?)
    }
}

/// Rows a sweep takes of each table: a few milliseconds of work.
const AT_ONCE: u16 = 2_000;

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

pub(crate) const SWEEP_WINDOWS: &str = "DELETE FROM throttle WHERE fingerprint IN \
    (SELECT fingerprint FROM throttle WHERE ends_at <= ? ORDER BY ends_at LIMIT {limit})";
pub(crate) const SWEEP_LOOK_UPS: &str = "DELETE FROM look_up_audit WHERE id IN \
    (SELECT id FROM look_up_audit WHERE happened_at <= ? ORDER BY happened_at LIMIT {limit})";
/// MariaDB takes no limit in such a subquery, but one in the deletion itself.
const SWEEP_WINDOWS_MARIA: &str = "DELETE FROM throttle WHERE ends_at <= ? ORDER BY ends_at LIMIT {limit}";
const SWEEP_LOOK_UPS_MARIA: &str =
    "DELETE FROM look_up_audit WHERE happened_at <= ? ORDER BY happened_at LIMIT {limit}";

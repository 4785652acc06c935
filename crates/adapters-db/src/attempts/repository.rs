use async_trait::async_trait;
use frontdesk_domain::auth::Tally;
use frontdesk_domain::ports::{Attempts, StoreError};
use frontdesk_domain::secrets::Fingerprint;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::Engine;
use crate::sql::Sql;
use crate::sweep::{Sweep, sweep};
use crate::unit_of_work::SeaUnitOfWork;

macro_rules! read {
    ($lock:literal) => {
        concat!(
            "SELECT counted, window_ends, not_before FROM attempt WHERE fingerprint = ?",
            $lock
        )
    };
}

/// SQLite has one writer: whoever reads in a unit of work is alone.
pub(crate) const READ: &str = read!("");
const LOCK: &str = read!(" FOR UPDATE");

/// There must be a row to lock. One whose window ended at the beginning of time says nothing else, and the
/// next sweep takes it.
const PLACE: &str = "INSERT INTO attempt (fingerprint, counted, window_ends, not_before) VALUES (?, 0, 0, 0) \
    ON CONFLICT (fingerprint) DO NOTHING";
/// Not `INSERT IGNORE`, which shares a lock on a row that is there: two that have it and want to change the
/// row wait for each other.
const PLACE_MARIA: &str = "INSERT INTO attempt (fingerprint, counted, window_ends, not_before) \
    VALUES (?, 0, 0, 0) ON DUPLICATE KEY UPDATE counted = counted";

const KEEP: &str = "INSERT INTO attempt (fingerprint, counted, window_ends, not_before) VALUES (?, ?, ?, ?) \
    ON CONFLICT (fingerprint) DO UPDATE SET counted = excluded.counted, window_ends = excluded.window_ends, \
    not_before = excluded.not_before";
const KEEP_MARIA: &str = "INSERT INTO attempt (fingerprint, counted, window_ends, not_before) \
    VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE counted = VALUES(counted), \
    window_ends = VALUES(window_ends), not_before = VALUES(not_before)";

pub(crate) const SWEEP: Sweep = sweep!("attempt", "window_ends");

/// How often the row may be gone again, forgotten by whoever had it before, until the unit of work is better
/// tried again as a whole.
const TRIES: u32 = 3;

#[derive(FromQueryResult)]
struct TallyRow {
    counted: i32,
    window_ends: i64,
    not_before: i64,
}

#[async_trait]
impl Attempts for SeaUnitOfWork {
    async fn lock(&self, key: &Fingerprint) -> Result<Option<Tally>, StoreError> {
        let (lock, place) = match self.engine()? {
            Engine::Sqlite => return Ok(self.tally(READ, key).await?.and_then(TallyRow::read)),
            Engine::Postgres => (LOCK, PLACE),
            Engine::MariaDb => (LOCK, PLACE_MARIA),
        };
        for _ in 0..TRIES {
            if let Some(row) = self.tally(lock, key).await? {
                return Ok(row.read());
            }
            self.execute(Sql::new(place).bind(key.as_bytes().to_vec()))
                .await?;
        }
        Err(StoreError::Again)
    }

    async fn keep(&self, key: &Fingerprint, tally: &Tally) -> Result<(), StoreError> {
        let text = if self.engine()? == Engine::MariaDb {
            KEEP_MARIA
        } else {
            KEEP
        };
        let Tally {
            count,
            window_ends,
            not_before,
        } = tally;
        let sql = Sql::new(text)
            .bind(key.as_bytes().to_vec())
            .bind(i32::try_from(*count).unwrap_or(i32::MAX))
            .bind(window_ends.as_micros())
            .bind(not_before.as_micros());
        self.execute(sql).await.map(drop)
    }

    async fn forget(&self, key: &Fingerprint) -> Result<(), StoreError> {
        let sql = Sql::new("DELETE FROM attempt WHERE fingerprint = ?");
        self.execute(sql.bind(key.as_bytes().to_vec())).await.map(drop)
    }

    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.forget_ended(&SWEEP, now).await
    }
}

impl SeaUnitOfWork {
    async fn tally(&self, text: &'static str, key: &Fingerprint) -> Result<Option<TallyRow>, StoreError> {
        self.one(Sql::new(text).bind(key.as_bytes().to_vec())).await
    }
}

impl TallyRow {
    /// Nothing, if the row was only made to be locked.
    fn read(self) -> Option<Tally> {
        let Self {
            counted,
            window_ends,
            not_before,
        } = self;
        (window_ends != 0).then(|| Tally {
            count: u32::try_from(counted).unwrap_or(0),
            window_ends: Timestamp::from_micros(window_ends),
            not_before: Timestamp::from_micros(not_before),
        })
    }
}

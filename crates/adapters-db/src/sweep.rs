//! Forgetting what is over, so many rows at a time.

use frontdesk_domain::ports::{SWEPT_AT_ONCE, StoreError};
use frontdesk_domain::time::Timestamp;

use crate::Engine;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

/// How each engine deletes the rows of a table that ended first.
pub(crate) struct Sweep {
    pub(crate) sqlite: &'static str,
    /// Rows in use are left for the next time: a sweep waits for nobody, and takes nothing that began anew
    /// while it waited.
    pub(crate) postgres: &'static str,
    /// MariaDB takes no limit in such a subquery, but one in the deletion itself.
    pub(crate) maria: &'static str,
}

impl Sweep {
    /// As this engine says it.
    pub(crate) fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
            Engine::MariaDb => self.maria,
        }
    }
}

/// The [`Sweep`] of a table whose rows are over at the moment in the column `ends`.
macro_rules! sweep {
    ($table:literal, $ends:literal) => {
        $crate::sweep::Sweep {
            sqlite: concat!(
                "DELETE FROM ",
                $table,
                " WHERE rowid IN (SELECT rowid FROM ",
                $table,
                " WHERE ",
                $ends,
                " <= ? ORDER BY ",
                $ends,
                " LIMIT {limit})"
            ),
            postgres: concat!(
                "DELETE FROM ",
                $table,
                " WHERE ctid = ANY(ARRAY(SELECT ctid FROM ",
                $table,
                " WHERE ",
                $ends,
                " <= ? ORDER BY ",
                $ends,
                " LIMIT {limit} FOR UPDATE SKIP LOCKED))"
            ),
            maria: concat!(
                "DELETE FROM ",
                $table,
                " WHERE ",
                $ends,
                " <= ? ORDER BY ",
                $ends,
                " LIMIT {limit}"
            ),
        }
    };
}
pub(crate) use sweep;

impl SeaUnitOfWork {
    /// Forgets rows that are over at that moment. How many.
    pub(crate) async fn forget_ended(&self, sweep: &Sweep, at: Timestamp) -> Result<u64, StoreError> {
        let text = sweep.text(self.engine()?);
        let sql = Sql::new(text).bind(at.as_micros()).limit(SWEPT_AT_ONCE);
        self.execute(sql).await
    }
}

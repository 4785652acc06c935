use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU16, Ordering};

use async_trait::async_trait;
use frontdesk_domain::counters::{Counter, CounterChange, Scope};
use frontdesk_domain::ports::{Counters, StoreError};

use crate::Engine;
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

/// So many rows hold a figure of the whole desk, which every unit of work moves. On SQLite they come one
/// after another, and one row is enough.
const SLOTS: u16 = 16;

const ADD: &str = "INSERT INTO counter (scope, scope_id, name, slot, total) VALUES (?, ?, ?, ?, ?)";
const ONE_MORE: &str = ", (?, ?, ?, ?, ?)";
const TO_WHAT_IS_THERE: &str =
    " ON CONFLICT (scope, scope_id, name, slot) DO UPDATE SET total = counter.total + excluded.total";
const TO_WHAT_IS_THERE_MARIA: &str = " ON DUPLICATE KEY UPDATE total = total + VALUES(total)";

#[async_trait]
impl Counters for SeaUnitOfWork {
    async fn add(&self, changes: &[CounterChange]) -> Result<(), StoreError> {
        let engine = self.engine()?;
        let desk_slot = slot(engine);
        let mut sums = summed(changes).into_iter();
        let Some(first) = sums.next() else { return Ok(()) };
        let begun = row(Sql::new(ADD), first, desk_slot);
        let rows = sums.fold(begun, |sql, sum| row(sql.then(ONE_MORE), sum, desk_slot));
        let ends = if engine == Engine::MariaDb {
            TO_WHAT_IS_THERE_MARIA
        } else {
            TO_WHAT_IS_THERE
        };
        self.execute(rows.then(ends)).await.map(drop)
    }

    async fn forget(&self, scope: Scope) -> Result<(), StoreError> {
        let (word, key) = scope.to_stored();
        let sql = Sql::new("DELETE FROM counter WHERE scope = ? AND scope_id = ?");
        self.execute(sql.bind(word).bind(key)).await.map(drop)
    }
}

/// One change of each counter, in an order that is the same for all: units of work that meet take their rows
/// one after another, never crosswise.
fn summed(changes: &[CounterChange]) -> BTreeMap<(Scope, Counter), i64> {
    let mut sums = BTreeMap::new();
    for CounterChange { scope, counter, by } in changes {
        *sums.entry((*scope, *counter)).or_insert(0) += by;
    }
    sums.retain(|_, by| *by != 0);
    sums
}

fn row(sql: Sql, ((scope, counter), by): ((Scope, Counter), i64), desk_slot: i16) -> Sql {
    let (word, key) = scope.to_stored();
    let slot = if scope == Scope::Desk { desk_slot } else { 0 };
    sql.bind(word).bind(key).bind(counter.key()).bind(slot).bind(by)
}

/// Each unit of work takes the next one; which does not matter.
fn slot(engine: Engine) -> i16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    match engine {
        Engine::Sqlite => 0,
        Engine::Postgres | Engine::MariaDb => {
            let next = NEXT.fetch_add(1, Ordering::Relaxed) % SLOTS;
            i16::try_from(next).unwrap_or(0)
        }
    }
}

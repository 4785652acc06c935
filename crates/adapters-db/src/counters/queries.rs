use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::counters::{Counter, Footprint, Scope};
use frontdesk_domain::ports::{CounterQueries, StoreError};
use frontdesk_domain::tickets::{Priority, StatusKind, Turn};
use sea_orm::FromQueryResult;

use crate::SeaQueries;
use crate::sql::{Sql, packed};

pub(crate) const OF: &str =
    "SELECT scope, scope_id, name, total FROM counter WHERE scope = ? AND scope_id = ?";
pub(crate) const AND_OF: &str =
    " UNION ALL SELECT scope, scope_id, name, total FROM counter WHERE scope = ? AND scope_id = ?";

const ALL: &str = "SELECT scope, scope_id, name, total FROM counter";
const TICKETS: &str = "SELECT client_id, agent_id, status, turn, priority, COUNT(*) AS counted FROM ticket \
    GROUP BY client_id, agent_id, status, turn, priority";
const RATINGS: &str = "SELECT agent_id, stars, COUNT(*) AS counted FROM rating GROUP BY agent_id, stars";

type Figures = BTreeMap<(Scope, Counter), i64>;

packed! {
    struct CounterRow {
        scope: String,
        scope_id: i64,
        name: String,
        total: i64,
    }
}

#[derive(FromQueryResult)]
struct TicketsRow {
    client_id: i64,
    agent_id: Option<i64>,
    status: String,
    turn: String,
    priority: i16,
    counted: i64,
}

#[derive(FromQueryResult)]
struct RatingsRow {
    agent_id: Option<i64>,
    stars: i16,
    counted: i64,
}

#[async_trait]
impl CounterQueries for SeaQueries {
    async fn of(&self, scopes: &[Scope]) -> Result<Vec<(Scope, Counter, i64)>, StoreError> {
        let each: BTreeSet<Scope> = scopes.iter().copied().collect();
        let mut scopes = each.into_iter().map(Scope::to_stored);
        let Some((word, key)) = scopes.next() else {
            return Ok(Vec::new());
        };
        let begun = Sql::new(OF).bind(word).bind(key);
        let sql = scopes.fold(begun, |sql, (word, key)| sql.then(AND_OF).bind(word).bind(key));
        added_up(self.many(sql).await?)
    }

    async fn all(&self) -> Result<Vec<(Scope, Counter, i64)>, StoreError> {
        added_up(self.many(Sql::new(ALL)).await?)
    }

    async fn recounted(&self) -> Result<Vec<(Scope, Counter, i64)>, StoreError> {
        let mut figures = Figures::new();
        let tickets: Vec<TicketsRow> = self.all(Sql::new(TICKETS)).await?;
        for row in tickets {
            for counted in row.footprint()?.counted() {
                *figures.entry(counted).or_default() += row.counted;
            }
        }
        let ratings: Vec<RatingsRow> = self.all(Sql::new(RATINGS)).await?;
        for row in ratings {
            let agent = row.agent_id.map(|agent| Scope::Agent(AccountId(agent)));
            for scope in [Some(Scope::Desk), agent].into_iter().flatten() {
                let stars = i64::from(row.stars) * row.counted;
                *figures.entry((scope, Counter::Ratings)).or_default() += row.counted;
                *figures.entry((scope, Counter::Stars)).or_default() += stars;
            }
        }
        Ok(not_zero(figures))
    }
}

/// A busy figure has several rows.
fn added_up(rows: Vec<CounterRow>) -> Result<Vec<(Scope, Counter, i64)>, StoreError> {
    let mut figures = Figures::new();
    for row in rows {
        let total = row.total;
        *figures.entry(row.read()?).or_default() += total;
    }
    Ok(not_zero(figures))
}

fn not_zero(figures: Figures) -> Vec<(Scope, Counter, i64)> {
    let kept = figures.into_iter().filter(|(_, total)| *total != 0);
    kept.map(|((scope, counter), total)| (scope, counter, total))
        .collect()
}

impl CounterRow {
    fn read(self) -> Result<(Scope, Counter), StoreError> {
        let scope = Scope::from_stored(&self.scope, self.scope_id);
        let read = scope.zip(Counter::from_key(&self.name));
        read.ok_or_else(|| corrupt("counter", "name", self.name))
    }
}

impl TicketsRow {
    fn footprint(&self) -> Result<Footprint, StoreError> {
        let damaged = |column, value: &str| corrupt("ticket", column, value.to_owned());
        let status = StatusKind::from_key(&self.status).ok_or_else(|| damaged("status", &self.status))?;
        let turn = Turn::from_key(&self.turn).ok_or_else(|| damaged("turn", &self.turn))?;
        let priority = Priority::from_rank(self.priority);
        let priority = priority.ok_or_else(|| damaged("priority", &self.priority.to_string()))?;
        let agent = self.agent_id.map(AccountId);
        Ok(Footprint::from_stored(
            ClientId(self.client_id),
            agent,
            status,
            turn,
            priority,
        ))
    }
}

fn corrupt(table: &'static str, column: &'static str, id: String) -> StoreError {
    StoreError::Corrupt { table, column, id }
}

use async_trait::async_trait;
use frontdesk_domain::deliveries::{Delivery, DeliveryId, Job, Pause, State, Target};
use frontdesk_domain::ports::{
    DeliveryCount, DeliveryQueries, DeliveryRow as Listed, Dossier, Resting, StoreError,
};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;
use sea_orm::{DbErr, FromQueryResult, QueryResult};

use super::row::{DeliveryRow, corrupt, delivery_columns};
use crate::SeaQueries;
use crate::clients::{ClientRow, client_columns};
use crate::sql::Sql;
use crate::tickets::{TicketRow, ticket_columns};

pub(crate) const COUNTS: &str = "SELECT target, state, COUNT(*) AS counted, MIN(created_at) AS oldest FROM delivery \
    WHERE state IN ('pending', 'running', 'verify', 'dead') GROUP BY target, state ORDER BY state, target";

pub(crate) const LIST: &str = concat!(
    "SELECT ",
    delivery_columns!(),
    ", t.external_key FROM delivery d LEFT JOIN ticket t ON d.about = 'ticket' AND t.number = d.about_id \
     WHERE d.state = ? AND d.id < ? ORDER BY d.id DESC LIMIT {limit}"
);

pub(crate) const DOSSIER: &str = concat!(
    "SELECT ",
    ticket_columns!(),
    ", ",
    client_columns!(),
    ", g.label FROM ticket t JOIN client c ON c.id = t.client_id JOIN category g ON g.id = t.category_id \
     WHERE t.number = ?"
);

#[derive(FromQueryResult)]
struct CountRow {
    target: String,
    state: String,
    counted: i64,
    oldest: i64,
}

struct ListRow {
    delivery: DeliveryRow,
    external_key: Option<String>,
}

impl FromQueryResult for ListRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            delivery: DeliveryRow::from_query_result(row, prefix)?,
            external_key: row.try_get(prefix, "external_key")?,
        })
    }
}

struct DossierRow {
    ticket: TicketRow,
    client: ClientRow,
    label: String,
}

impl FromQueryResult for DossierRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        Ok(Self {
            ticket: TicketRow::from_query_result(row, prefix)?,
            client: ClientRow::from_query_result(row, prefix)?,
            label: row.try_get(prefix, "label")?,
        })
    }
}

#[derive(FromQueryResult)]
struct RestingRow {
    target: String,
    rest_until: i64,
    since: i64,
    reason: String,
}

#[async_trait]
impl DeliveryQueries for SeaQueries {
    async fn counts(&self) -> Result<Vec<DeliveryCount>, StoreError> {
        let rows: Vec<CountRow> = self.all(Sql::new(COUNTS)).await?;
        rows.into_iter().map(CountRow::read).collect()
    }

    async fn list(
        &self,
        state: State,
        before: Option<DeliveryId>,
        limit: u16,
    ) -> Result<Vec<Listed>, StoreError> {
        let before = before.map_or(i64::MAX, |id| id.0);
        let sql = Sql::new(LIST).bind(state.key()).bind(before).limit(limit);
        let rows: Vec<ListRow> = self.all(sql).await?;
        let read = |row: ListRow| {
            Ok(Listed {
                delivery: row.delivery.read()?,
                external_key: row.external_key,
            })
        };
        rows.into_iter().map(read).collect()
    }

    async fn of_ticket(&self, ticket: TicketNumber, job: Job) -> Result<Option<Delivery>, StoreError> {
        let text = concat!(
            "SELECT ",
            delivery_columns!(),
            " FROM delivery d WHERE d.about_id = ? AND d.about = 'ticket' AND d.job = ?"
        );
        let row: Option<DeliveryRow> = self.one(Sql::new(text).bind(ticket.0).bind(job.key())).await?;
        row.map(DeliveryRow::read).transpose()
    }

    async fn dossier(&self, ticket: TicketNumber) -> Result<Option<Dossier>, StoreError> {
        let row: Option<DossierRow> = self.one(Sql::new(DOSSIER).bind(ticket.0)).await?;
        let Some(DossierRow {
            ticket,
            client,
            label,
        }) = row
        else {
            return Ok(None);
        };
        Ok(Some(Dossier {
            ticket: ticket.read()?,
            category: label,
            client: client.read()?,
        }))
    }

    async fn resting(&self, now: Timestamp) -> Result<Vec<Resting>, StoreError> {
        let sql = Sql::new("SELECT target, rest_until, since, reason FROM target_rest WHERE rest_until > ?");
        let rows: Vec<RestingRow> = self.all(sql.bind(now.as_micros())).await?;
        rows.into_iter().map(RestingRow::read).collect()
    }
}

impl CountRow {
    fn read(self) -> Result<DeliveryCount, StoreError> {
        let Self {
            target,
            state,
            counted,
            oldest,
        } = self;
        Ok(DeliveryCount {
            target: Target::from_key(&target).ok_or_else(|| corrupt("target", target))?,
            state: State::from_key(&state).ok_or_else(|| corrupt("state", state))?,
            count: counted,
            oldest: Timestamp::from_micros(oldest),
        })
    }
}

impl RestingRow {
    fn read(self) -> Result<Resting, StoreError> {
        let Self {
            target,
            rest_until,
            since,
            reason,
        } = self;
        let pause = Pause {
            target: Target::from_key(&target).ok_or_else(|| corrupt("target", target))?,
            until: Timestamp::from_micros(rest_until),
            reason,
        };
        let since = Timestamp::from_micros(since);
        Ok(Resting { pause, since })
    }
}

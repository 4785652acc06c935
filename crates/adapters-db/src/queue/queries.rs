use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{Choices, QueueQueries, QueueRow, StoreError};
use frontdesk_domain::presence::Presence;
use frontdesk_domain::queue::{QueueCursor, QueueFilter, QueueSort};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use super::choices::{CHOICES, ChoiceRow, choices};
use super::filter::{self, WITH_THE_REST, list_of, ticket_part};
use super::row::{ListRow, order, tickets};
use crate::SeaQueries;
use crate::sql::Sql;

macro_rules! board_column {
    ($name:literal, $status:literal) => {
        concat!(
            "SELECT * FROM (SELECT ",
            ticket_part!(),
            " FROM ticket t WHERE t.status = '",
            $status,
            "' ORDER BY t.updated_at DESC, t.number DESC LIMIT {limit}) ",
            $name
        )
    };
}

pub(crate) const BOARD: &str = list_of!(
    board_column!("b1", "open"),
    " UNION ALL ",
    board_column!("b2", "in_progress"),
    " UNION ALL ",
    board_column!("b3", "on_hold"),
    " UNION ALL ",
    board_column!("b4", "resolved"),
    " UNION ALL ",
    board_column!("b5", "closed"),
);

#[derive(FromQueryResult)]
struct CountRow {
    counted: i64,
}

#[derive(FromQueryResult)]
struct NumberRow {
    number: i64,
}

#[async_trait]
impl QueueQueries for SeaQueries {
    async fn page(
        &self,
        filter: &QueueFilter,
        sort: QueueSort,
        after: Option<QueueCursor>,
        limit: u16,
        now: Timestamp,
    ) -> Result<Vec<QueueRow>, StoreError> {
        let search = self.search(filter).await?;
        let sql = filter::page(filter, self.source(&search), sort, after);
        let sql = sql.bind(seen_since(now)).limit(limit);
        let rows: Vec<ListRow> = self.many(sql).await?;
        let mut page = tickets(rows, sort)?;
        page.sort_by_key(|row| order(sort, row.place));
        Ok(page)
    }

    async fn count(&self, filter: &QueueFilter, cap: u16) -> Result<u16, StoreError> {
        let sql = match self.count_by_words(filter, cap) {
            Some(sql) => sql,
            None => filter::count(filter, self.source(&self.search(filter).await?)).limit(cap),
        };
        let row: Option<CountRow> = self.one(sql).await?;
        let counted = row.map_or(0, |row| row.counted);
        Ok(u16::try_from(counted).unwrap_or(cap))
    }

    async fn numbers(&self, filter: &QueueFilter, limit: u16) -> Result<Vec<TicketNumber>, StoreError> {
        let search = self.search(filter).await?;
        let sql = filter::numbers(filter, self.source(&search)).limit(limit);
        let rows: Vec<NumberRow> = self.all(sql).await?;
        Ok(rows.into_iter().map(|row| TicketNumber(row.number)).collect())
    }

    async fn board(&self, each: u16, now: Timestamp) -> Result<Vec<QueueRow>, StoreError> {
        let sql = Sql::new(BOARD).then(WITH_THE_REST);
        let rows: Vec<ListRow> = self.many(sql.bind(seen_since(now)).limit(each)).await?;
        let mut board = tickets(rows, QueueSort::Updated)?;
        board.sort_by_key(|row| (row.status.kind(), order(QueueSort::Updated, row.place)));
        Ok(board)
    }

    async fn choices(&self, reader: AccountId) -> Result<Choices, StoreError> {
        let rows: Vec<ChoiceRow> = self.many(Sql::new(CHOICES).bind(reader.0)).await?;
        choices(rows)
    }
}

/// Whoever was seen since then is still there.
pub(crate) fn seen_since(now: Timestamp) -> i64 {
    now.before(Presence::LASTS).as_micros()
}

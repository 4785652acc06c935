//! What stands beside a ticket for staff, in one round trip: the client's other tickets, those merged into
//! it, who is there, and what the reader began to write.

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{OtherTicket, Present, StoreError};
use frontdesk_domain::replies::Draft;
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;

use crate::queue::{named, seen_since};
use crate::sql::{Sql, packed};
use crate::tickets::status;
use crate::{SeaQueries, drafts, presences};

/// The other tickets come first: all columns of theirs have a value, which tells PostgreSQL their types.
pub(crate) const SIDE: &str = "SELECT * FROM (SELECT 1 AS part, t.number AS id, t.subject AS body, \
      t.status AS word, t.created_at AS since, t.version, t.resolved_at, t.closed_at \
      FROM ticket t WHERE t.client_id = ? AND t.number <> ? ORDER BY t.number DESC LIMIT 10) s1 \
    UNION ALL SELECT 2, m.number, NULL, NULL, NULL, NULL, NULL, NULL FROM ticket m WHERE m.merged_into = ? \
    UNION ALL SELECT 3, p.account_id, a.name, p.doing, NULL, NULL, NULL, NULL \
      FROM presence p JOIN account a ON a.id = p.account_id \
      WHERE p.ticket_number = ? AND p.seen_at >= ? AND p.account_id <> ? \
    UNION ALL SELECT 4, d.account_id, d.body, d.kind, d.saved_at, d.seen, NULL, NULL \
      FROM draft d WHERE d.account_id = ? AND d.ticket_number = ?";

packed! {
    struct SideRow {
        part: i32,
        id: i64,
        body: Option<String>,
        word: Option<String>,
        since: Option<i64>,
        version: Option<i32>,
        resolved_at: Option<i64>,
        closed_at: Option<i64>,
    }
}

#[derive(Default)]
pub(super) struct Side {
    pub(super) others: Vec<OtherTicket>,
    pub(super) absorbed: Vec<TicketNumber>,
    pub(super) present: Vec<Present>,
    pub(super) drafts: Vec<Draft>,
}

impl SeaQueries {
    pub(super) async fn side(
        &self,
        client: i64,
        number: TicketNumber,
        reader: AccountId,
        now: Timestamp,
    ) -> Result<Side, StoreError> {
        let sql = Sql::new(SIDE)
            .bind(client)
            .bind(number.0)
            .bind(number.0)
            .bind(number.0)
            .bind(seen_since(now))
            .bind(reader.0)
            .bind(reader.0)
            .bind(number.0);
        let rows: Vec<SideRow> = self.many(sql).await?;
        let mut side = Side::default();
        for row in rows {
            let (body, word) = (row.body.as_deref(), row.word.as_deref());
            let (body, word) = (body.unwrap_or_default(), word.unwrap_or_default());
            match row.part {
                1 => side.others.push(OtherTicket {
                    number: TicketNumber(row.id),
                    subject: body.to_owned(),
                    status: status(word, row.resolved_at, row.closed_at, row.id)?,
                    created_at: Timestamp::from_micros(row.since.unwrap_or_default()),
                }),
                2 => side.absorbed.push(TicketNumber(row.id)),
                3 => side.present.push(Present {
                    who: named(row.id, body)?,
                    doing: presences::doing(word, row.id)?,
                }),
                _ => {
                    let (seen, saved) = (row.version.unwrap_or_default(), row.since.unwrap_or_default());
                    side.drafts
                        .push(drafts::draft((reader, number), word, body, seen, saved)?);
                }
            }
        }
        side.others.sort_by_key(|other| std::cmp::Reverse(other.number));
        side.absorbed.sort_unstable();
        Ok(side)
    }
}

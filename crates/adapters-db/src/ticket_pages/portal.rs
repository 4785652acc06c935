use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{PortalFilter, PortalRow, StoreError};
use frontdesk_domain::tickets::{TicketNumber, Turn};
use frontdesk_domain::time::Timestamp;

use crate::queue::{last_changed_first, with_status};
use crate::sql::{Sql, packed};
use crate::tickets::status;
use crate::{accounts, ratings};

const BEGIN: &str = "SELECT q.number, q.subject, q.status, q.turn, q.agent_id, q.version, q.created_at, \
    q.updated_at, q.resolved_at, q.closed_at, g.label, a.name AS agent_name, r.stars FROM (\
    SELECT t.number, t.subject, t.category_id, t.status, t.turn, t.agent_id, t.version, t.created_at, \
    t.updated_at, t.resolved_at, t.closed_at FROM ticket t WHERE t.client_id = ?";
const END: &str = ") q CROSS JOIN category g LEFT JOIN account a ON a.id = q.agent_id \
    LEFT JOIN rating r ON r.ticket_number = q.number WHERE g.id = q.category_id";

packed! {
    pub(super) struct PortalColumns {
        number: i64,
        subject: String,
        status: String,
        turn: String,
        agent_id: Option<i64>,
        version: i32,
        created_at: i64,
        updated_at: i64,
        resolved_at: Option<i64>,
        closed_at: Option<i64>,
        label: String,
        agent_name: Option<String>,
        stars: Option<i16>,
    }
}

/// A page of a client's tickets, but for the limit.
pub(crate) fn page(client: ClientId, filter: &PortalFilter, after: Option<(Timestamp, TicketNumber)>) -> Sql {
    let sql = with_status(Sql::new(BEGIN).bind(client.0), filter.status);
    let sql = match filter.category {
        None => sql,
        Some(category) => sql.then(" AND t.category_id = ?").bind(category.0),
    };
    let sql = if filter.waiting_for_me {
        sql.then(" AND t.unresolved = 1 AND t.turn = ?")
            .bind(Turn::Theirs.key())
    } else {
        sql
    };
    let after = after.map(|(at, number)| (at.as_micros(), number.0));
    last_changed_first(sql, after).then(END)
}

impl PortalColumns {
    pub(super) fn read(self) -> Result<PortalRow, StoreError> {
        let number = self.number;
        let turn = Turn::from_key(&self.turn).ok_or_else(|| StoreError::Corrupt {
            table: "ticket",
            column: "turn",
            id: number.to_string(),
        })?;
        let agent = self.agent_id.zip(self.agent_name);
        let assignee = agent.map(|(id, name)| accounts::name(&name, id));
        Ok(PortalRow {
            number: TicketNumber(number),
            subject: self.subject,
            category: self.label,
            status: status(&self.status, self.resolved_at, self.closed_at, number)?,
            turn,
            assignee: assignee.transpose()?,
            score: self
                .stars
                .map(|stars| ratings::score(stars, number))
                .transpose()?,
            version: self.version,
            created_at: Timestamp::from_micros(self.created_at),
            updated_at: Timestamp::from_micros(self.updated_at),
        })
    }
}

use frontdesk_domain::clients::{Client, Name};
use frontdesk_domain::feedback::Feedback;
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tickets::{Ticket, TicketNumber};
use sea_orm::{DbErr, FromQueryResult, QueryResult};

use crate::accounts;
use crate::clients::{ClientRow, client_columns};
use crate::ratings::RatingRow;
use crate::tickets::{TicketRow, ticket_columns};

/// All that there is once of a ticket.
pub(crate) const HEAD: &str = concat!(
    "SELECT ",
    ticket_columns!(),
    ", ",
    client_columns!(),
    ", g.label, a.name AS agent_name, t.tracker_status, d.id AS asked, r.ticket_number, r.stars, r.remark, \
     r.agent_id AS rated_agent_id, r.given_at, \
     (SELECT h.new_value FROM history h WHERE h.ticket_number = t.number AND h.kind = 'continued_in' \
      ORDER BY h.id DESC LIMIT 1) AS continued_in, \
     (SELECT MIN(m.number) FROM ticket m WHERE m.merged_into = t.number) AS absorbed \
     FROM ticket t JOIN client c ON c.id = t.client_id JOIN category g ON g.id = t.category_id \
     LEFT JOIN account a ON a.id = t.agent_id \
     LEFT JOIN delivery d ON d.about_id = t.number AND d.about = 'ticket' AND d.job = 'create_issue' \
     LEFT JOIN rating r ON r.ticket_number = t.number WHERE t.number = ?"
);

pub(super) struct HeadRow {
    ticket: TicketRow,
    client: ClientRow,
    label: String,
    agent_name: Option<String>,
    tracker_status: Option<String>,
    asked: Option<i64>,
    rating: Option<RatingRow>,
    continued_in: Option<String>,
    absorbed: Option<i64>,
}

/// What it says.
pub(super) struct Head {
    pub(super) ticket: Ticket,
    pub(super) client: Client,
    pub(super) category: String,
    pub(super) assignee: Option<Name>,
    pub(super) tracker_status: Option<String>,
    pub(super) tracker_asked: bool,
    pub(super) feedback: Option<Feedback>,
    pub(super) continued_in: Option<TicketNumber>,
    pub(super) has_absorbed: bool,
}

impl FromQueryResult for HeadRow {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, DbErr> {
        let rated: Option<i64> = row.try_get(prefix, "ticket_number")?;
        let rating = rated.map(|_| RatingRow::beside_ticket(row, prefix)).transpose()?;
        Ok(Self {
            ticket: TicketRow::from_query_result(row, prefix)?,
            client: ClientRow::from_query_result(row, prefix)?,
            label: row.try_get(prefix, "label")?,
            agent_name: row.try_get(prefix, "agent_name")?,
            tracker_status: row.try_get(prefix, "tracker_status")?,
            asked: row.try_get(prefix, "asked")?,
            rating,
            continued_in: row.try_get(prefix, "continued_in")?,
            absorbed: row.try_get(prefix, "absorbed")?,
        })
    }
}

impl HeadRow {
    pub(super) fn read(self) -> Result<Head, StoreError> {
        let ticket = self.ticket.read()?;
        let agent = ticket.assignee().zip(self.agent_name);
        let assignee = agent.map(|(agent, name)| accounts::name(&name, agent.0));
        let continued_in = self.continued_in.and_then(|number| number.parse().ok());
        Ok(Head {
            client: self.client.read()?,
            category: self.label,
            assignee: assignee.transpose()?,
            tracker_status: self.tracker_status,
            tracker_asked: self.asked.is_some(),
            feedback: self.rating.map(RatingRow::read).transpose()?,
            continued_in: continued_in.map(TicketNumber),
            has_absorbed: self.absorbed.is_some(),
            ticket,
        })
    }
}

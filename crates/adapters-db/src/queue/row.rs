use crate::sql::packed;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::Name;
use frontdesk_domain::ports::{Colleague, Present, QueueRow, StoreError};
use frontdesk_domain::queue::{QueueCursor, QueueSort};
use frontdesk_domain::tickets::{Priority, TicketNumber, Turn};
use frontdesk_domain::time::Timestamp;

use crate::tickets::status;
use crate::{accounts, clients, presences, ratings};

packed! {
    /// A ticket of a list, and one of those who are there.
    pub(super) struct ListRow {
        number: i64,
        subject: String,
        excerpt: String,
        priority: i16,
        status: String,
        turn: String,
        agent_id: Option<i64>,
        version: i32,
        created_at: i64,
        updated_at: i64,
        resolved_at: Option<i64>,
        closed_at: Option<i64>,
        client_id: i64,
        client_name: String,
        client_number: i32,
        label: String,
        agent_name: Option<String>,
        stars: Option<i16>,
        present_id: Option<i64>,
        doing: Option<String>,
        present_name: Option<String>,
    }
}

/// The tickets of the rows, with all who are there; in which order, no engine says.
pub(super) fn tickets(rows: Vec<ListRow>, sort: QueueSort) -> Result<Vec<QueueRow>, StoreError> {
    let mut tickets: Vec<QueueRow> = Vec::new();
    for mut row in rows {
        let present = row.present()?;
        match tickets.iter_mut().find(|ticket| ticket.number.0 == row.number) {
            Some(ticket) => ticket.present.extend(present),
            None => {
                let ticket = row.ticket(sort)?;
                let present = present.into_iter().collect();
                tickets.push(QueueRow { present, ..ticket });
            }
        }
    }
    Ok(tickets)
}

impl ListRow {
    fn present(&mut self) -> Result<Option<Present>, StoreError> {
        let there = (self.present_id, self.present_name.take(), self.doing.take());
        let (Some(id), Some(name), Some(doing)) = there else {
            return Ok(None);
        };
        let (who, doing) = (named(id, &name)?, presences::doing(&doing, id)?);
        Ok(Some(Present { who, doing }))
    }

    fn ticket(self, sort: QueueSort) -> Result<QueueRow, StoreError> {
        let number = self.number;
        let damaged = |column| StoreError::Corrupt {
            table: "ticket",
            column,
            id: number.to_string(),
        };
        let place = self.place(sort);
        let agent = self.agent_id.zip(self.agent_name);
        Ok(QueueRow {
            number: TicketNumber(number),
            subject: self.subject,
            excerpt: self.excerpt,
            client_name: clients::name(&self.client_name, self.client_id)?,
            client_number: clients::number(self.client_number, self.client_id)?,
            category: self.label,
            priority: Priority::from_rank(self.priority).ok_or_else(|| damaged("priority"))?,
            status: status(&self.status, self.resolved_at, self.closed_at, number)?,
            turn: Turn::from_key(&self.turn).ok_or_else(|| damaged("turn"))?,
            assignee: agent.map(|(id, name)| named(id, &name)).transpose()?,
            score: self
                .stars
                .map(|stars| ratings::score(stars, number))
                .transpose()?,
            present: Vec::new(),
            version: self.version,
            created_at: Timestamp::from_micros(self.created_at),
            updated_at: Timestamp::from_micros(self.updated_at),
            place,
        })
    }

    fn place(&self, sort: QueueSort) -> QueueCursor {
        let (rank, at) = match sort {
            QueueSort::Updated | QueueSort::Stale => (0, self.updated_at),
            QueueSort::Newest | QueueSort::Oldest => (0, self.created_at),
            QueueSort::Priority => (self.priority, self.created_at),
            QueueSort::Resolved => (0, self.resolved_at.unwrap_or_default()),
        };
        let number = TicketNumber(self.number);
        QueueCursor { rank, at, number }
    }
}

/// What sorts a place the right way round when compared upwards.
pub(super) fn order(sort: QueueSort, place: QueueCursor) -> (i16, i64, i64) {
    let (at, number) = (place.at, place.number.0);
    match sort {
        QueueSort::Stale | QueueSort::Oldest => (0, at, number),
        QueueSort::Priority => (-place.rank, at, number),
        QueueSort::Updated | QueueSort::Newest | QueueSort::Resolved => (0, -at, -number),
    }
}

pub(crate) fn named(id: i64, name: &str) -> Result<Colleague, StoreError> {
    let name: Name = accounts::name(name, id)?;
    let account = AccountId(id);
    Ok(Colleague { account, name })
}

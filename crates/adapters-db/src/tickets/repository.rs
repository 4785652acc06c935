use async_trait::async_trait;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{StoreError, Tickets};
use frontdesk_domain::secrets::TokenHash;
use frontdesk_domain::tickets::{ExternalId, NewTicket, Status, Ticket, TicketEvent, TicketNumber};
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use super::row::{TicketRow, ticket_columns};
use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

#[derive(FromQueryResult)]
struct TrackedRow {
    number: i64,
    external_id: Option<String>,
    tracked_at: i64,
}

#[derive(FromQueryResult)]
struct NumberRow {
    number: i64,
}

#[async_trait]
impl Tickets for SeaUnitOfWork {
    async fn insert(&self, ticket: &NewTicket) -> Result<TicketNumber, StoreError> {
        let slot = ticket.holds_slot().then_some(ticket.client.0);
        let NewTicket {
            client,
            subject,
            body,
            category,
            priority,
            source,
            rule: _,
            submission,
            digest,
            mark,
            created_at,
        } = ticket;
        let columns = [
            ("client_id", client.0.into()),
            ("open_slot", slot.into()),
            ("subject", subject.as_str().into()),
            ("body", body.as_str().into()),
            ("category_id", category.0.into()),
            ("priority", priority.rank().into()),
            ("status", Status::Open.key().into()),
            ("source", source.key().into()),
            ("submission_key", submission.as_bytes().to_vec().into()),
            ("submission_digest", digest.as_bytes().to_vec().into()),
            ("mark", mark.as_bytes().to_vec().into()),
            ("version", Ticket::FIRST_VERSION.into()),
            ("created_at", created_at.as_micros().into()),
            ("updated_at", created_at.as_micros().into()),
        ];
        self.insert("ticket", "number", columns).await.map(TicketNumber)
    }

    async fn get(&self, number: TicketNumber) -> Result<Option<Ticket>, StoreError> {
        let text = concat!("SELECT ", ticket_columns!(), " FROM ticket t WHERE t.number = ?");
        let row: Option<TicketRow> = self.one(Sql::new(text).bind(number.0)).await?;
        row.map(TicketRow::read).transpose()
    }

    async fn save(&self, ticket: &Ticket) -> Result<(), StoreError> {
        match self.execute(update(ticket)).await? {
            0 => Err(StoreError::Conflict),
            _ => Ok(()),
        }
    }

    async fn slot_is_taken(&self, client: ClientId, number: TicketNumber) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT number FROM ticket WHERE open_slot = ? AND number <> ?");
        let row: Option<NumberRow> = self.one(sql.bind(client.0).bind(number.0)).await?;
        Ok(row.is_some_and(|row| row.number != number.0))
    }

    async fn append(&self, event: &TicketEvent) -> Result<(), StoreError> {
        let TicketEvent {
            ticket,
            at,
            actor,
            kind,
            version,
        } = event;
        let (word, old, new) = kind.to_stored();
        let columns = [
            ("ticket_number", ticket.0.into()),
            ("happened_at", at.as_micros().into()),
            ("actor", actor.key().into()),
            ("kind", word.into()),
            ("old_value", old.into()),
            ("new_value", new.into()),
            ("version", (*version).into()),
        ];
        self.insert("ticket_event", "id", columns).await.map(drop)
    }

    async fn add_track_link(
        &self,
        number: TicketNumber,
        hash: &TokenHash,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = Sql::new("INSERT INTO track_link (token_hash, ticket_number, created_at) VALUES (?, ?, ?)")
            .bind(hash.as_bytes().to_vec())
            .bind(number.0)
            .bind(now.as_micros());
        self.execute(sql).await.map(drop)
    }

    async fn take_stalest_tracked(
        &self,
        limit: u16,
        now: Timestamp,
    ) -> Result<Vec<(TicketNumber, ExternalId)>, StoreError> {
        let rows: Vec<TrackedRow> = self.all(Sql::new(STALEST).limit(limit)).await?;
        let mut taken = Vec::with_capacity(rows.len());
        for row in rows {
            // Another process may have taken it since it was read.
            let take = Sql::new("UPDATE ticket SET tracked_at = ? WHERE number = ? AND tracked_at = ?")
                .bind(now.as_micros())
                .bind(row.number)
                .bind(row.tracked_at);
            if let (1, Some(id)) = (self.execute(take).await?, row.external_id) {
                taken.push((TicketNumber(row.number), ExternalId(id)));
            }
        }
        Ok(taken)
    }

    async fn note_tracker_status(&self, number: TicketNumber, name: &str) -> Result<(), StoreError> {
        // As much of a name as the column holds; a tracker's own limit is far below.
        let name: String = name.chars().take(200).collect();
        let sql = Sql::new("UPDATE ticket SET tracker_status = ? WHERE number = ?");
        self.execute(sql.bind(name).bind(number.0)).await.map(drop)
    }
}

pub(crate) const STALEST: &str = "SELECT number, external_id, tracked_at FROM ticket \
    WHERE tracked_at IS NOT NULL ORDER BY tracked_at, number LIMIT {limit}";

/// Everything a ticket can change in, if it is still at the version before.
fn update(ticket: &Ticket) -> Sql {
    let slot = ticket.holds_slot.then_some(ticket.client.0);
    let external = ticket.external.as_ref();
    let tracked = external.is_some() && ticket.status.is_unresolved();
    // From null (not tracked before) to the beginning of time: it is the next to be read.
    let text = if tracked {
        "UPDATE ticket SET open_slot = ?, subject = ?, body = ?, category_id = ?, priority = ?, status = ?, \
         external_tracker = ?, external_id = ?, external_key = ?, external_url = ?, resolved_at = ?, \
         closed_at = ?, updated_at = ?, version = ?, tracked_at = COALESCE(tracked_at, 0) \
         WHERE number = ? AND version = ?"
    } else {
        "UPDATE ticket SET open_slot = ?, subject = ?, body = ?, category_id = ?, priority = ?, status = ?, \
         external_tracker = ?, external_id = ?, external_key = ?, external_url = ?, resolved_at = ?, \
         closed_at = ?, updated_at = ?, version = ?, tracked_at = NULL \
         WHERE number = ? AND version = ?"
    };
    Sql::new(text)
        .bind(slot)
        .bind(ticket.subject.as_str())
        .bind(ticket.body.as_str())
        .bind(ticket.category.0)
        .bind(ticket.priority.rank())
        .bind(ticket.status.key())
        .bind(external.map(|external| external.tracker.as_str()))
        .bind(external.map(|external| external.id.0.as_str()))
        .bind(external.map(|external| external.key.as_str()))
        .bind(external.map(|external| external.url.as_str()))
        .bind(ticket.status.resolved_at().map(Timestamp::as_micros))
        .bind(ticket.status.closed_at().map(Timestamp::as_micros))
        .bind(ticket.updated_at.as_micros())
        .bind(ticket.version)
        .bind(ticket.number.0)
        .bind(ticket.version.saturating_sub(1))
}

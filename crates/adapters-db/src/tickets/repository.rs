use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{StoreError, Tickets, TrackerNews};
use frontdesk_domain::secrets::TokenHash;
use frontdesk_domain::tickets::{ExternalId, NewTicket, Status, Ticket, TicketEvent, TicketNumber, Turn};
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use super::event;
use super::row::{TicketRow, precedence, ticket_columns};
use crate::search::Searched;
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

#[derive(FromQueryResult)]
struct TrackerStatusRow {
    tracker_status: Option<String>,
}

#[async_trait]
impl Tickets for SeaUnitOfWork {
    async fn insert(&self, ticket: &NewTicket) -> Result<TicketNumber, StoreError> {
        let slot = ticket.holds_slot().then_some(ticket.client.0);
        let searched = Searched::of(ticket.subject.as_str(), ticket.body.as_str());
        let NewTicket {
            client,
            subject,
            body,
            category,
            priority,
            source,
            follows,
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
            (
                "precedence",
                precedence(priority.rank(), created_at.as_micros()).into(),
            ),
            ("status", Status::Open.key().into()),
            ("unresolved", 1i16.into()),
            ("turn", Turn::default().key().into()),
            ("taken_up", false.into()),
            ("follows", follows.map(|number| number.0).into()),
            ("search_text", searched.text().into()),
            ("source", source.key().into()),
            ("submission_key", submission.as_bytes().to_vec().into()),
            ("submission_digest", digest.as_bytes().to_vec().into()),
            ("mark", mark.as_bytes().to_vec().into()),
            ("version", Ticket::FIRST_VERSION.into()),
            ("created_at", created_at.as_micros().into()),
            ("updated_at", created_at.as_micros().into()),
        ];
        let number = self.insert("ticket", "number", columns).await?;
        self.index(&searched, number).await?;
        let number = TicketNumber(number);
        self.texts.note(&Ticket::first(number, ticket));
        Ok(number)
    }

    async fn get(&self, number: TicketNumber) -> Result<Option<Ticket>, StoreError> {
        let text = concat!("SELECT ", ticket_columns!(), " FROM ticket t WHERE t.number = ?");
        let row: Option<TicketRow> = self.one(Sql::new(text).bind(number.0)).await?;
        let ticket = row.map(TicketRow::read).transpose()?;
        ticket.iter().for_each(|ticket| self.texts.note(ticket));
        Ok(ticket)
    }

    async fn save(&self, ticket: &Ticket) -> Result<(), StoreError> {
        self.save_ticket(ticket).await
    }

    async fn delete(&self, event: &TicketEvent) -> Result<(), StoreError> {
        self.delete_ticket(event).await
    }

    async fn unresolved_of(&self, agent: AccountId, limit: u16) -> Result<Vec<TicketNumber>, StoreError> {
        let rows: Vec<NumberRow> = self
            .all(Sql::new(UNRESOLVED_OF).bind(agent.0).limit(limit))
            .await?;
        Ok(rows.into_iter().map(|row| TicketNumber(row.number)).collect())
    }

    async fn slot_is_taken(&self, client: ClientId, number: TicketNumber) -> Result<bool, StoreError> {
        let sql = Sql::new("SELECT number FROM ticket WHERE open_slot = ? AND number <> ?");
        let row: Option<NumberRow> = self.one(sql.bind(client.0).bind(number.0)).await?;
        Ok(row.is_some_and(|row| row.number != number.0))
    }

    async fn append(&self, event: &TicketEvent) -> Result<(), StoreError> {
        self.insert("history", "id", event::columns(event))
            .await
            .map(drop)
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

    async fn note_tracker_status(&self, number: TicketNumber, name: &str) -> Result<TrackerNews, StoreError> {
        // As much of a name as the column holds; a tracker's own limit is far below.
        let name: String = name.chars().take(200).collect();
        let sql = Sql::new("SELECT tracker_status FROM ticket WHERE number = ?").bind(number.0);
        let before: Option<TrackerStatusRow> = self.one(sql).await?;
        let news = match before.map(|row| row.tracker_status) {
            None => return Ok(TrackerNews::Same),
            Some(None) => TrackerNews::First,
            Some(Some(before)) if before == name => return Ok(TrackerNews::Same),
            Some(Some(_)) => TrackerNews::Moved,
        };
        let sql = Sql::new("UPDATE ticket SET tracker_status = ? WHERE number = ?");
        self.execute(sql.bind(name).bind(number.0)).await?;
        Ok(news)
    }
}

/// In the order of an index that the queue has too.
pub(crate) const UNRESOLVED_OF: &str = "SELECT number FROM ticket WHERE agent_id = ? AND unresolved = 1 \
    ORDER BY created_at, number LIMIT {limit}";

pub(crate) const STALEST: &str = "SELECT number, external_id, tracked_at FROM ticket \
    WHERE tracked_at IS NOT NULL ORDER BY tracked_at, number LIMIT {limit}";

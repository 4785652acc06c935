use async_trait::async_trait;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{StoreError, TicketChanged, TrackPage, TrackQueries};
use frontdesk_domain::secrets::{SubmissionKey, TokenHash};
use frontdesk_domain::tickets::TicketNumber;
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::SeaQueries;
use crate::clients;
use crate::sql::Sql;
use crate::tickets::{external, status};

/// Everything on the page but the conversation.
pub(crate) const BY_TOKEN: &str = "SELECT t.number, t.version, t.subject, t.body, g.label, t.status, \
    t.created_at, t.resolved_at, t.closed_at, t.submission_key, t.external_tracker, t.external_id, \
    t.external_key, t.external_url, t.tracker_status, c.id AS client_id, c.name AS client_name, \
    c.number AS client_number, c.email AS client_email, c.created_at AS client_created_at, d.id AS asked \
    FROM track_link l JOIN ticket t ON t.number = l.ticket_number JOIN client c ON c.id = t.client_id \
    JOIN category g ON g.id = t.category_id \
    LEFT JOIN delivery d ON d.about_id = t.number AND d.about = 'ticket' AND d.job = 'create_issue' \
    WHERE l.token_hash = ?";

pub(crate) const VERSION: &str = "SELECT t.number, t.version FROM track_link l \
    JOIN ticket t ON t.number = l.ticket_number WHERE l.token_hash = ?";

macro_rules! change {
    () => {
        "SELECT h.id, h.ticket_number, h.version, h.happened_at, t.client_id FROM history h \
         LEFT JOIN ticket t ON t.number = h.ticket_number"
    };
}
pub(crate) const CHANGES: &str = concat!(change!(), " WHERE h.id > ? ORDER BY h.id LIMIT {limit}");
pub(crate) const NEWEST: &str = concat!(change!(), " ORDER BY h.id DESC LIMIT 1");

#[derive(FromQueryResult)]
struct PageRow {
    number: i64,
    version: i32,
    subject: String,
    body: String,
    label: String,
    status: String,
    created_at: i64,
    resolved_at: Option<i64>,
    closed_at: Option<i64>,
    submission_key: Vec<u8>,
    external_tracker: Option<String>,
    external_id: Option<String>,
    external_key: Option<String>,
    external_url: Option<String>,
    tracker_status: Option<String>,
    client_id: i64,
    client_name: String,
    client_number: i32,
    client_email: Option<String>,
    client_created_at: i64,
    asked: Option<i64>,
}

#[derive(FromQueryResult)]
struct VersionRow {
    number: i64,
    version: i32,
}

#[derive(FromQueryResult)]
struct ChangeRow {
    id: i64,
    ticket_number: i64,
    version: i32,
    happened_at: i64,
    client_id: Option<i64>,
}

#[async_trait]
impl TrackQueries for SeaQueries {
    async fn by_token(&self, hash: &TokenHash) -> Result<Option<TrackPage>, StoreError> {
        let row: Option<PageRow> = self
            .one(Sql::new(BY_TOKEN).bind(hash.as_bytes().to_vec()))
            .await?;
        let Some(row) = row else { return Ok(None) };
        let lines = self.lines(row.number).await?;
        let page = row.read()?;
        Ok(Some(TrackPage { lines, ..page }))
    }

    async fn version_by_token(&self, hash: &TokenHash) -> Result<Option<(TicketNumber, i32)>, StoreError> {
        let row: Option<VersionRow> = self.one(Sql::new(VERSION).bind(hash.as_bytes().to_vec())).await?;
        Ok(row.map(|row| (TicketNumber(row.number), row.version)))
    }

    async fn changes_after(&self, event: Option<i64>, limit: u16) -> Result<Vec<TicketChanged>, StoreError> {
        let sql = match event {
            Some(event) => Sql::new(CHANGES).bind(event).limit(limit),
            None => Sql::new(NEWEST),
        };
        let rows: Vec<ChangeRow> = self.all(sql).await?;
        Ok(rows.into_iter().map(ChangeRow::read).collect())
    }
}

impl ChangeRow {
    fn read(self) -> TicketChanged {
        TicketChanged {
            event: self.id,
            ticket: TicketNumber(self.ticket_number),
            version: self.version,
            client: self.client_id.map(ClientId),
            at: Timestamp::from_micros(self.happened_at),
        }
    }
}

impl PageRow {
    /// The page, without its conversation.
    fn read(self) -> Result<TrackPage, StoreError> {
        let number = self.number;
        let damaged = |column| StoreError::Corrupt {
            table: "ticket",
            column,
            id: number.to_string(),
        };
        Ok(TrackPage {
            number: TicketNumber(number),
            version: self.version,
            subject: self.subject,
            body: self.body,
            category: self.label,
            status: status(&self.status, self.resolved_at, self.closed_at, number)?,
            created_at: Timestamp::from_micros(self.created_at),
            submission: SubmissionKey::from_slice(&self.submission_key)
                .ok_or_else(|| damaged("submission_key"))?,
            client_name: clients::name(&self.client_name, self.client_id)?,
            client_number: clients::number(self.client_number, self.client_id)?,
            client_is_new: self.client_created_at == self.created_at,
            client_email: clients::email(self.client_email, self.client_id)?,
            external: external(
                self.external_tracker,
                self.external_id,
                self.external_key,
                self.external_url,
            ),
            tracker_status: self.tracker_status,
            tracker_asked: self.asked.is_some(),
            lines: Vec::new(),
        })
    }
}

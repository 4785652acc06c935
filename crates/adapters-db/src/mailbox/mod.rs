//! Mail that is kept here while none leaves this server.

use async_trait::async_trait;
use frontdesk_domain::ports::{KeptMail, KeptMailLine, Mailbox, StoreError, UnitOfWork};
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::{Engine, SeaQueries};

const KEEP: &str = "INSERT INTO kept_mail (message_id, kept_at, addressee, subject, text_part, html_part, \
    source_text) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (message_id) DO NOTHING";
const KEEP_MARIA: &str = "INSERT INTO kept_mail (message_id, kept_at, addressee, subject, text_part, html_part, \
    source_text) VALUES (?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE id = id";
const LIST: &str = "SELECT id, kept_at, addressee, subject FROM kept_mail WHERE id < ? \
    ORDER BY id DESC LIMIT {limit}";
const GET: &str = "SELECT message_id, kept_at, addressee, subject, text_part, html_part, source_text \
    FROM kept_mail WHERE id = ?";

#[derive(FromQueryResult)]
struct LineRow {
    id: i64,
    kept_at: i64,
    addressee: String,
    subject: String,
}

#[derive(FromQueryResult)]
struct MailRow {
    message_id: String,
    kept_at: i64,
    addressee: String,
    subject: String,
    text_part: String,
    html_part: String,
    source_text: String,
}

#[async_trait]
impl Mailbox for SeaQueries {
    async fn keep(&self, mail: &KeptMail) -> Result<(), StoreError> {
        let KeptMail {
            message_id,
            at,
            to,
            subject,
            text,
            html,
            source,
        } = mail;
        let maria = self.database.engine == Engine::MariaDb;
        let sql = Sql::new(if maria { KEEP_MARIA } else { KEEP })
            .bind(message_id.as_str())
            .bind(at.as_micros())
            .bind(to.as_str())
            .bind(subject.as_str())
            .bind(text.as_str())
            .bind(html.as_str())
            .bind(source.as_str());
        let unit = self.database.store().unit().await?;
        unit.execute(sql).await?;
        Box::new(unit).commit().await
    }

    async fn list(&self, before: Option<i64>, limit: u16) -> Result<Vec<KeptMailLine>, StoreError> {
        let sql = Sql::new(LIST).bind(before.unwrap_or(i64::MAX)).limit(limit);
        let rows: Vec<LineRow> = self.all(sql).await?;
        Ok(rows.into_iter().map(LineRow::read).collect())
    }

    async fn get(&self, id: i64) -> Result<Option<KeptMail>, StoreError> {
        let row: Option<MailRow> = self.one(Sql::new(GET).bind(id)).await?;
        Ok(row.map(MailRow::read))
    }
}

impl LineRow {
    fn read(self) -> KeptMailLine {
        let Self {
            id,
            kept_at,
            addressee,
            subject,
        } = self;
        KeptMailLine {
            id,
            at: Timestamp::from_micros(kept_at),
            to: addressee,
            subject,
        }
    }
}

impl MailRow {
    fn read(self) -> KeptMail {
        let Self {
            message_id,
            kept_at,
            addressee,
            subject,
            text_part,
            html_part,
            source_text,
        } = self;
        KeptMail {
            message_id,
            at: Timestamp::from_micros(kept_at),
            to: addressee,
            subject,
            text: text_part,
            html: html_part,
            source: source_text,
        }
    }
}

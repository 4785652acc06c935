use async_trait::async_trait;
use frontdesk_domain::ports::{Replies, StoreError};
use frontdesk_domain::replies::NewReply;
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::TicketNumber;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::unit_of_work::SeaUnitOfWork;

#[derive(FromQueryResult)]
struct SubmittedRow {
    id: i64,
    ticket_number: i64,
    submission_digest: Vec<u8>,
}

#[async_trait]
impl Replies for SeaUnitOfWork {
    async fn insert(&self, reply: &NewReply) -> Result<(), StoreError> {
        let NewReply {
            ticket,
            sender,
            body,
            submission,
            digest,
            created_at,
        } = reply;
        let columns = [
            ("ticket_number", ticket.0.into()),
            ("sender", sender.key().into()),
            ("body", body.as_str().into()),
            ("submission_key", submission.as_bytes().to_vec().into()),
            ("submission_digest", digest.as_bytes().to_vec().into()),
            ("created_at", created_at.as_micros().into()),
        ];
        self.insert("reply", "id", columns).await.map(drop)
    }

    async fn submitted(
        &self,
        key: &SubmissionKey,
    ) -> Result<Option<(TicketNumber, SubmissionDigest)>, StoreError> {
        let sql = Sql::new("SELECT id, ticket_number, submission_digest FROM reply WHERE submission_key = ?");
        let row: Option<SubmittedRow> = self.one(sql.bind(key.as_bytes().to_vec())).await?;
        let Some(row) = row else { return Ok(None) };
        let digest = SubmissionDigest::from_slice(&row.submission_digest);
        let digest = digest.ok_or_else(|| StoreError::Corrupt {
            table: "reply",
            column: "submission_digest",
            id: row.id.to_string(),
        })?;
        Ok(Some((TicketNumber(row.ticket_number), digest)))
    }
}

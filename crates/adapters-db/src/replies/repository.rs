use async_trait::async_trait;
use frontdesk_domain::ports::{Replies, StoreError};
use frontdesk_domain::replies::{NewReply, Reply, ReplyId, Sender};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{Body, TicketNumber};
use frontdesk_domain::time::Timestamp;
use sea_orm::FromQueryResult;

use crate::sql::Sql;
use crate::submissions::SubmittedRow;
use crate::unit_of_work::SeaUnitOfWork;

const GET: &str = "SELECT id, ticket_number, sender, account_id, body, created_at FROM reply \
    WHERE id = ? AND removed = FALSE";
/// What was said is gone; that the form was sent is not.
const REMOVE: &str = "UPDATE reply SET removed = TRUE, body = '' WHERE id = ?";
const SUBMITTED: &str = "SELECT id, ticket_number, submission_digest FROM reply WHERE submission_key = ?";

#[derive(FromQueryResult)]
struct ReplyRow {
    id: i64,
    ticket_number: i64,
    sender: String,
    account_id: Option<i64>,
    body: String,
    created_at: i64,
}

#[async_trait]
impl Replies for SeaUnitOfWork {
    async fn insert(&self, reply: &NewReply) -> Result<ReplyId, StoreError> {
        let NewReply {
            ticket,
            sender,
            body,
            submission,
            digest,
            created_at,
        } = reply;
        let (word, account) = sender.to_stored();
        let columns = [
            ("ticket_number", ticket.0.into()),
            ("sender", word.into()),
            ("account_id", account.into()),
            ("body", body.as_str().into()),
            ("submission_key", submission.as_bytes().to_vec().into()),
            ("submission_digest", digest.as_bytes().to_vec().into()),
            ("created_at", created_at.as_micros().into()),
        ];
        self.insert("reply", "id", columns).await.map(ReplyId)
    }

    async fn get(&self, id: ReplyId) -> Result<Option<Reply>, StoreError> {
        let row: Option<ReplyRow> = self.one(Sql::new(GET).bind(id.0)).await?;
        row.map(ReplyRow::read).transpose()
    }

    async fn remove(&self, id: ReplyId) -> Result<(), StoreError> {
        self.execute(Sql::new(REMOVE).bind(id.0)).await.map(drop)
    }

    async fn submitted(
        &self,
        key: &SubmissionKey,
    ) -> Result<Option<(TicketNumber, SubmissionDigest)>, StoreError> {
        let sql = Sql::new(SUBMITTED).bind(key.as_bytes().to_vec());
        let row: Option<SubmittedRow> = self.one(sql).await?;
        row.map(|row| row.read("reply")).transpose()
    }
}

impl ReplyRow {
    fn read(self) -> Result<Reply, StoreError> {
        let Self {
            id,
            ticket_number,
            sender,
            account_id,
            body,
            created_at,
        } = self;
        let damaged = |column| StoreError::Corrupt {
            table: "reply",
            column,
            id: id.to_string(),
        };
        Ok(Reply {
            id: ReplyId(id),
            ticket: TicketNumber(ticket_number),
            sender: Sender::from_stored(&sender, account_id).ok_or_else(|| damaged("sender"))?,
            body: Body::parse(&body).map_err(|_| damaged("body"))?,
            created_at: Timestamp::from_micros(created_at),
        })
    }
}

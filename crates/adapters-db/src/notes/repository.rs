use async_trait::async_trait;
use frontdesk_domain::ports::{Notes, StoreError};
use frontdesk_domain::replies::{NewNote, NoteId};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::TicketNumber;

use crate::sql::Sql;
use crate::submissions::SubmittedRow;
use crate::unit_of_work::SeaUnitOfWork;

/// What was said is gone; that the form was sent is not.
const REMOVE: &str = "UPDATE note SET removed = TRUE, body = '' WHERE id = ?";
const SUBMITTED: &str = "SELECT id, ticket_number, submission_digest FROM note WHERE submission_key = ?";

#[async_trait]
impl Notes for SeaUnitOfWork {
    async fn insert(&self, note: &NewNote) -> Result<NoteId, StoreError> {
        let NewNote {
            ticket,
            author,
            body,
            submission,
            digest,
            created_at,
        } = note;
        let columns = [
            ("ticket_number", ticket.0.into()),
            ("author_id", author.0.into()),
            ("body", body.as_str().into()),
            ("submission_key", submission.as_bytes().to_vec().into()),
            ("submission_digest", digest.as_bytes().to_vec().into()),
            ("created_at", created_at.as_micros().into()),
            ("removed", false.into()),
        ];
        self.insert("note", "id", columns).await.map(NoteId)
    }

    async fn submitted(
        &self,
        key: &SubmissionKey,
    ) -> Result<Option<(TicketNumber, SubmissionDigest)>, StoreError> {
        let sql = Sql::new(SUBMITTED).bind(key.as_bytes().to_vec());
        let row: Option<SubmittedRow> = self.one(sql).await?;
        row.map(|row| row.read("note")).transpose()
    }

    async fn remove(&self, id: NoteId) -> Result<(), StoreError> {
        self.execute(Sql::new(REMOVE).bind(id.0)).await.map(drop)
    }
}

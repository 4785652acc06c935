//! Forms that made a reply or a note: one submission, one message.

use frontdesk_domain::ports::StoreError;
use frontdesk_domain::secrets::SubmissionDigest;
use frontdesk_domain::tickets::TicketNumber;
use sea_orm::FromQueryResult;

#[derive(FromQueryResult)]
pub(crate) struct SubmittedRow {
    id: i64,
    ticket_number: i64,
    submission_digest: Vec<u8>,
}

impl SubmittedRow {
    /// On which ticket, and what the form said.
    pub(crate) fn read(self, table: &'static str) -> Result<(TicketNumber, SubmissionDigest), StoreError> {
        let digest = SubmissionDigest::from_slice(&self.submission_digest);
        let digest = digest.ok_or_else(|| StoreError::Corrupt {
            table,
            column: "submission_digest",
            id: self.id.to_string(),
        })?;
        Ok((TicketNumber(self.ticket_number), digest))
    }
}

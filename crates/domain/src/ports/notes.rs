use async_trait::async_trait;

use super::StoreError;
use crate::replies::{NewNote, NoteId};
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::tickets::TicketNumber;

/// The internal notes, inside a unit of work. MUST be kept apart from replies: no query for a client's
/// eyes reads them.
#[async_trait]
pub trait Notes: Send + Sync {
    /// Keeps a new note.
    ///
    /// # Errors
    /// `NotUnique(Submission)` when its form was sent before.
    async fn insert(&self, note: &NewNote) -> Result<NoteId, StoreError>;

    /// The note a form made: on which ticket, and what the form said.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn submitted(
        &self,
        key: &SubmissionKey,
    ) -> Result<Option<(TicketNumber, SubmissionDigest)>, StoreError>;

    /// Removes a note.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn remove(&self, id: NoteId) -> Result<(), StoreError>;
}

use async_trait::async_trait;
use frontdesk_domain::ports::{Notes, Replies, StoreError, Unique};
use frontdesk_domain::replies::{NewNote, NewReply, NoteId, Reply, ReplyId};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::TicketNumber;

use super::memory_life_state::{NoteRow, ReplyRow};
use super::memory_unit::{MemoryUnit, next_key};

#[async_trait]
impl Replies for MemoryUnit {
    async fn insert(&self, reply: &NewReply) -> Result<ReplyId, StoreError> {
        let replies = &mut self.state().replies;
        if replies.iter().any(|row| row.new.submission == reply.submission) {
            return Err(StoreError::NotUnique(Unique::Submission));
        }
        let id = ReplyId(replies.last().map_or(0, |row| row.id.0) + 1);
        replies.push(ReplyRow {
            id,
            new: reply.clone(),
            gone: false,
        });
        Ok(id)
    }

    async fn get(&self, id: ReplyId) -> Result<Option<Reply>, StoreError> {
        let state = self.state();
        let row = state.replies.iter().find(|row| row.id == id && !row.gone);
        Ok(row.map(ReplyRow::read))
    }

    async fn remove(&self, id: ReplyId) -> Result<(), StoreError> {
        let mut state = self.state();
        for row in state.replies.iter_mut().filter(|row| row.id == id) {
            row.gone = true;
        }
        Ok(())
    }

    async fn submitted(
        &self,
        key: &SubmissionKey,
    ) -> Result<Option<(TicketNumber, SubmissionDigest)>, StoreError> {
        let state = self.state();
        let row = state.replies.iter().find(|row| row.new.submission == *key);
        Ok(row.map(|row| (row.new.ticket, row.new.digest)))
    }
}

#[async_trait]
impl Notes for MemoryUnit {
    async fn insert(&self, note: &NewNote) -> Result<NoteId, StoreError> {
        let notes = &mut self.state().life.notes;
        if notes.iter().any(|row| row.new.submission == note.submission) {
            return Err(StoreError::NotUnique(Unique::Submission));
        }
        let id = NoteId(next_key(notes.len()));
        notes.push(NoteRow {
            id,
            new: note.clone(),
            author_left: false,
            gone: false,
        });
        Ok(id)
    }

    async fn submitted(
        &self,
        key: &SubmissionKey,
    ) -> Result<Option<(TicketNumber, SubmissionDigest)>, StoreError> {
        let state = self.state();
        let row = state.life.notes.iter().find(|row| row.new.submission == *key);
        Ok(row.map(|row| (row.new.ticket, row.new.digest)))
    }

    async fn remove(&self, id: NoteId) -> Result<(), StoreError> {
        let mut state = self.state();
        for row in state.life.notes.iter_mut().filter(|row| row.id == id) {
            row.gone = true;
        }
        Ok(())
    }
}

use async_trait::async_trait;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::bulk::{Bulk, BulkId};
use frontdesk_domain::feedback::Feedback;
use frontdesk_domain::notices::{MailWishes, NewNotice, NoticeId};
use frontdesk_domain::ports::{
    Bulks, Categories, Drafts, Notices, Presences, Ratings, SavedReplies, StoreError, Tasks, Unique,
};
use frontdesk_domain::presence::Presence;
use frontdesk_domain::replies::{Draft, DraftKind, SavedReply, SavedReplyId, SavedTitle};
use frontdesk_domain::tasks::{NewTask, Task, TaskId};
use frontdesk_domain::tickets::{Body, CategoryEntry, CategoryId, CategoryKey, CategoryLabel, TicketNumber};
use frontdesk_domain::time::Timestamp;

use super::memory_unit::{MemoryUnit, next_key};

#[async_trait]
impl Tasks for MemoryUnit {
    async fn insert(&self, new: &NewTask) -> Result<TaskId, StoreError> {
        let life = &mut self.state().life;
        life.tasks_ever += 1;
        let id = TaskId(life.tasks_ever);
        life.tasks.push(Task {
            id,
            ticket: new.ticket,
            text: new.text.clone(),
            audience: new.audience,
            done_at: None,
            position: new.position,
            created_at: new.created_at,
        });
        Ok(id)
    }

    async fn of(&self, ticket: TicketNumber) -> Result<Vec<Task>, StoreError> {
        let state = self.state();
        let of = state.life.tasks.iter().filter(|task| task.ticket == ticket);
        let mut tasks: Vec<Task> = of.cloned().collect();
        tasks.sort_by_key(|task| (task.position, task.id));
        Ok(tasks)
    }

    async fn save(&self, task: &Task) -> Result<(), StoreError> {
        let mut state = self.state();
        let same = |kept: &&mut Task| (kept.id, kept.ticket) == (task.id, task.ticket);
        let kept = state.life.tasks.iter_mut().find(same);
        *kept.ok_or(StoreError::Conflict)? = task.clone();
        Ok(())
    }

    async fn remove(&self, ticket: TicketNumber, id: TaskId) -> Result<(), StoreError> {
        let mut state = self.state();
        let before = state.life.tasks.len();
        state
            .life
            .tasks
            .retain(|task| (task.id, task.ticket) != (id, ticket));
        let gone = before > state.life.tasks.len();
        gone.then_some(()).ok_or(StoreError::Conflict)
    }
}

#[async_trait]
impl Ratings for MemoryUnit {
    async fn put(&self, feedback: &Feedback) -> Result<(), StoreError> {
        let kept = &mut self.state().life.feedback;
        kept.retain(|kept| kept.ticket != feedback.ticket);
        kept.push(feedback.clone());
        Ok(())
    }

    async fn of(&self, ticket: TicketNumber) -> Result<Option<Feedback>, StoreError> {
        let state = self.state();
        Ok(state.life.feedback.iter().find(|f| f.ticket == ticket).cloned())
    }
}

#[async_trait]
impl Drafts for MemoryUnit {
    async fn put(&self, draft: &Draft) -> Result<(), StoreError> {
        let kept = &mut self.state().life.drafts;
        let key = |draft: &Draft| (draft.account, draft.ticket, draft.kind);
        kept.retain(|kept| key(kept) != key(draft));
        kept.push(draft.clone());
        Ok(())
    }

    async fn of(&self, account: AccountId, ticket: TicketNumber) -> Result<Vec<Draft>, StoreError> {
        let state = self.state();
        let of = |draft: &&Draft| (draft.account, draft.ticket) == (account, ticket);
        Ok(state.life.drafts.iter().filter(of).cloned().collect())
    }

    async fn discard(
        &self,
        account: AccountId,
        ticket: TicketNumber,
        kind: DraftKind,
    ) -> Result<(), StoreError> {
        let gone = (account, ticket, kind);
        let kept = &mut self.state().life.drafts;
        kept.retain(|draft| (draft.account, draft.ticket, draft.kind) != gone);
        Ok(())
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        let kept = &mut self.state().life.drafts;
        let there = kept.len();
        kept.retain(|draft| draft.saved_at >= before);
        Ok((there - kept.len()) as u64)
    }
}

#[async_trait]
impl SavedReplies for MemoryUnit {
    async fn insert(
        &self,
        title: &SavedTitle,
        body: &Body,
        owner: Option<AccountId>,
    ) -> Result<SavedReplyId, StoreError> {
        let life = &mut self.state().life;
        life.saved_ever += 1;
        let id = SavedReplyId(life.saved_ever);
        let (title, body) = (title.clone(), body.clone());
        life.saved.push(SavedReply {
            id,
            title,
            body,
            owner,
        });
        Ok(id)
    }

    async fn get(&self, id: SavedReplyId) -> Result<Option<SavedReply>, StoreError> {
        Ok(self
            .state()
            .life
            .saved
            .iter()
            .find(|saved| saved.id == id)
            .cloned())
    }

    async fn save(&self, reply: &SavedReply) -> Result<(), StoreError> {
        let mut state = self.state();
        let kept = state.life.saved.iter_mut().find(|saved| saved.id == reply.id);
        *kept.ok_or(StoreError::Conflict)? = reply.clone();
        Ok(())
    }

    async fn remove(&self, id: SavedReplyId) -> Result<(), StoreError> {
        self.state().life.saved.retain(|saved| saved.id != id);
        Ok(())
    }
}

#[async_trait]
impl Categories for MemoryUnit {
    async fn all(&self) -> Result<Vec<CategoryEntry>, StoreError> {
        let mut all = self.state().categories.clone();
        all.sort_by_key(|category| (category.position, category.id));
        Ok(all)
    }

    async fn insert(&self, key: &CategoryKey, label: &CategoryLabel) -> Result<CategoryId, StoreError> {
        let all = &mut self.state().categories;
        if all.iter().any(|category| category.key == *key) {
            return Err(StoreError::NotUnique(Unique::CategoryKey));
        }
        let id = CategoryId(next_key(all.len()));
        let last = all.iter().map(|category| category.position).max().unwrap_or(0);
        let (key, label) = (key.clone(), label.clone());
        all.push(CategoryEntry {
            id,
            key,
            label,
            position: last + 1,
            offered: true,
        });
        Ok(id)
    }

    async fn save(&self, category: &CategoryEntry) -> Result<(), StoreError> {
        let mut state = self.state();
        let kept = state.categories.iter_mut().find(|kept| kept.id == category.id);
        *kept.ok_or(StoreError::Conflict)? = category.clone();
        Ok(())
    }
}

#[async_trait]
impl Bulks for MemoryUnit {
    async fn insert(&self, bulk: &Bulk) -> Result<BulkId, StoreError> {
        let bulks = &mut self.state().life.bulks;
        bulks.push(Some(bulk.clone()));
        Ok(BulkId(next_key(bulks.len() - 1)))
    }

    async fn get(&self, id: BulkId) -> Result<Option<Bulk>, StoreError> {
        let at = usize::try_from(id.0 - 1).ok();
        Ok(at.and_then(|at| self.state().life.bulks.get(at).cloned().flatten()))
    }

    async fn remove(&self, id: BulkId) -> Result<bool, StoreError> {
        let mut state = self.state();
        let at = usize::try_from(id.0 - 1).ok();
        Ok(at.and_then(|at| state.life.bulks.get_mut(at)?.take()).is_some())
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut gone = 0;
        for bulk in &mut self.state().life.bulks {
            gone += u64::from(bulk.take_if(|bulk| bulk.at < before).is_some());
        }
        Ok(gone)
    }
}

#[async_trait]
impl Presences for MemoryUnit {
    async fn put(&self, presence: &Presence) -> Result<bool, StoreError> {
        let kept = &mut self.state().life.presences;
        let same = |kept: &Presence| (kept.account, kept.ticket) == (presence.account, presence.ticket);
        let before = kept.iter().copied().find(same);
        kept.retain(|kept| !same(kept));
        kept.push(*presence);
        let known = before.filter(|before| before.is_fresh(presence.seen_at));
        Ok(known.map(|before| before.doing) != Some(presence.doing))
    }

    async fn leave(&self, account: AccountId, ticket: TicketNumber) -> Result<(), StoreError> {
        let kept = &mut self.state().life.presences;
        kept.retain(|kept| (kept.account, kept.ticket) != (account, ticket));
        Ok(())
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        let kept = &mut self.state().life.presences;
        let there = kept.len();
        kept.retain(|kept| kept.seen_at >= before);
        Ok((there - kept.len()) as u64)
    }
}

#[async_trait]
impl Notices for MemoryUnit {
    async fn insert(&self, notice: &NewNotice) -> Result<NoticeId, StoreError> {
        let notices = &mut self.state().life.notices;
        notices.push(notice.clone());
        Ok(NoticeId(next_key(notices.len() - 1)))
    }

    async fn get(&self, id: NoticeId) -> Result<Option<NewNotice>, StoreError> {
        let at = usize::try_from(id.0 - 1).ok();
        Ok(at.and_then(|at| self.state().life.notices.get(at).cloned()))
    }

    async fn wishes(&self, account: AccountId) -> Result<MailWishes, StoreError> {
        Ok(self
            .state()
            .life
            .wishes
            .get(&account)
            .copied()
            .unwrap_or_default())
    }

    async fn wish(&self, account: AccountId, wishes: MailWishes) -> Result<(), StoreError> {
        self.state().life.wishes.insert(account, wishes);
        Ok(())
    }
}

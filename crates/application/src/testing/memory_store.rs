use std::sync::{Arc, Mutex as StdMutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use frontdesk_domain::ports::{KeptMail, KeptMailLine, Mailbox, Store, StoreError, UnitOfWork};
use tokio::sync::Mutex;

use super::memory_state::State;
use super::memory_unit::MemoryUnit;

/// A store in memory. A unit of work changes a copy that replaces the whole when it is committed; one at a
/// time, so nothing can race.
#[derive(Clone, Default)]
pub struct MemoryStore {
    pub(super) shared: Arc<Shared>,
}

#[derive(Default)]
pub(super) struct Shared {
    pub(super) turn: Arc<Mutex<()>>,
    state: StdMutex<State>,
    /// What becomes of the next commit: its answer is lost, and it was stored or not.
    lost_answer: StdMutex<Option<bool>>,
}

impl Shared {
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn lost_answer(&self) -> Option<bool> {
        self.lost_answer
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many tickets it holds.
    #[must_use]
    pub fn tickets(&self) -> usize {
        self.shared.state().tickets.len()
    }

    /// How many clients it holds.
    #[must_use]
    pub fn clients(&self) -> usize {
        self.shared.state().clients.len()
    }

    /// How many look-ups, counts of throttles, codes, letters and deliveries it holds: all that asking for a
    /// code writes.
    #[must_use]
    pub fn written_for_codes(&self) -> [usize; 5] {
        let state = self.shared.state();
        [
            state.look_ups.len(),
            state.windows.values().map(|window| window.count as usize).sum(),
            state.people.codes.len(),
            state.people.letters.len(),
            state.deliveries.len(),
        ]
    }

    /// The next commit's answer is lost, after it was stored or before.
    pub fn lose_next_commit_answer(&self, stored: bool) {
        *self
            .shared
            .lost_answer
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(stored);
    }
}

#[async_trait]
impl Store for MemoryStore {
    async fn begin(&self) -> Result<Box<dyn UnitOfWork>, StoreError> {
        let turn = Arc::clone(&self.shared.turn).lock_owned().await;
        let copy = self.shared.state().clone();
        Ok(Box::new(MemoryUnit::new(Arc::clone(&self.shared), turn, copy)))
    }

    async fn installation(&self) -> Result<[u8; 16], StoreError> {
        Ok([7; 16])
    }

    async fn check(&self) -> Result<(), StoreError> {
        Ok(())
    }
}

#[async_trait]
impl Mailbox for MemoryStore {
    async fn keep(&self, mail: &KeptMail) -> Result<(), StoreError> {
        let mut state = self.shared.state();
        if state.mails.iter().all(|kept| kept.message_id != mail.message_id) {
            state.mails.push(mail.clone());
        }
        Ok(())
    }

    async fn list(&self, before: Option<i64>, limit: u16) -> Result<Vec<KeptMailLine>, StoreError> {
        let state = self.shared.state();
        let lines = state
            .mails
            .iter()
            .enumerate()
            .rev()
            .map(|(at, mail)| (at as i64 + 1, mail));
        let older = lines.filter(|(id, _)| before.is_none_or(|before| *id < before));
        let line = |(id, mail): (i64, &KeptMail)| KeptMailLine {
            id,
            at: mail.at,
            to: mail.to.clone(),
            subject: mail.subject.clone(),
        };
        Ok(older.take(limit.into()).map(line).collect())
    }

    async fn get(&self, id: i64) -> Result<Option<KeptMail>, StoreError> {
        let at = usize::try_from(id - 1).ok();
        Ok(at.and_then(|at| self.shared.state().mails.get(at).cloned()))
    }
}

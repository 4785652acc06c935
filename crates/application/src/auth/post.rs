use frontdesk_domain::clients::Email;
use frontdesk_domain::deliveries::{About, Job, NewDelivery};
use frontdesk_domain::letters::{LetterKind, NewLetter};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::secrets::LetterMark;
use frontdesk_domain::time::Timestamp;

use crate::Application;

impl Application {
    /// Posts a letter, in the unit of work of what it tells.
    pub(crate) async fn post(
        &self,
        unit: &dyn UnitOfWork,
        kind: LetterKind,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.post_to(unit, kind, None, now).await
    }

    /// Posts a letter to another address than its account's.
    pub(crate) async fn post_to(
        &self,
        unit: &dyn UnitOfWork,
        kind: LetterKind,
        to: Option<Email>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mark = LetterMark::from_bytes(self.ports.entropy.bytes());
        let letter = NewLetter {
            kind,
            to,
            mark,
            created_at: now,
        };
        let id = unit.letters().insert(&letter).await?;
        let delivery = NewDelivery {
            job: Job::MailLetter,
            about: About::Letter(id),
            due_at: now,
            not_after: kind.life().map(|life| now.after(life)),
            created_at: now,
        };
        unit.deliveries().enqueue(&delivery).await
    }
}

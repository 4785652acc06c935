//! Who is told of what by mail. What concerns somebody is asked for in the unit of work that made it so.

use frontdesk_domain::access::SignedIn;
use frontdesk_domain::deliveries::{About, Job, NewDelivery};
use frontdesk_domain::notices::{MailWishes, NewNotice, NoticeKind, Recipient};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::secrets::LetterMark;
use frontdesk_domain::tickets::{Actor, Changed, EventKind, StatusKind, TicketNumber};
use frontdesk_domain::time::Timestamp;

use crate::{AppError, Application};

/// Somebody is to be told something about a ticket.
pub(crate) struct Telling {
    pub(crate) ticket: TicketNumber,
    pub(crate) to: Recipient,
    pub(crate) kind: NoticeKind,
    /// Not before.
    pub(crate) due_at: Timestamp,
}

impl Application {
    /// Asks for a mail about a ticket.
    pub(crate) async fn tell(&self, unit: &dyn UnitOfWork, telling: Telling) -> Result<(), StoreError> {
        let now = self.ports.clock.now();
        let notice = NewNotice {
            ticket: telling.ticket,
            to: telling.to,
            kind: telling.kind,
            mark: LetterMark::from_bytes(self.ports.entropy.bytes()),
            created_at: now,
        };
        let id = unit.notices().insert(&notice).await?;
        let delivery = NewDelivery {
            job: Job::MailNotice,
            about: About::Notice(id),
            due_at: telling.due_at,
            not_after: None,
            created_at: now,
        };
        unit.deliveries().enqueue(&delivery).await
    }

    /// Tells whom a change concerns: the client that staff resolved it, a member of staff that somebody else
    /// gave it to them.
    pub(crate) async fn tell_of(
        &self,
        unit: &dyn UnitOfWork,
        changed: &Changed,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        for event in &changed.events {
            let told = match &event.kind {
                EventKind::StatusChanged { to, .. }
                    if to == StatusKind::Resolved.key() && matches!(event.actor, Actor::Agent(_)) =>
                {
                    Some((Recipient::Client, NoticeKind::Resolved))
                }
                EventKind::AssigneeChanged { to: Some(agent), .. } if event.actor != Actor::Agent(*agent) => {
                    Some((Recipient::Agent(*agent), NoticeKind::Assigned))
                }
                _ => None,
            };
            if let Some((to, kind)) = told {
                let ticket = event.ticket;
                let telling = Telling {
                    ticket,
                    to,
                    kind,
                    due_at,
                };
                self.tell(unit, telling).await?;
            }
        }
        Ok(())
    }

    /// Which mails about tickets someone wants.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] without an account.
    pub async fn mail_wishes(&self, who: &SignedIn) -> Result<MailWishes, AppError> {
        let account = who.account().ok_or(AppError::Forbidden)?;
        let unit = self.ports.store.begin().await?;
        Ok(unit.notices().wishes(account).await?)
    }

    /// Someone chooses which mails about tickets they want.
    ///
    /// # Errors
    /// As [`mail_wishes`](Self::mail_wishes).
    pub async fn wish_mails(&self, who: &SignedIn, wishes: MailWishes) -> Result<(), AppError> {
        let account = who.account().ok_or(AppError::Forbidden)?;
        let unit = self.ports.store.begin().await?;
        unit.notices().wish(account, wishes).await?;
        Ok(unit.commit().await?)
    }
}

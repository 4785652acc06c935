//! Who is told of what by mail. What concerns somebody is asked for in the unit of work that made it so.

use frontdesk_domain::access::SignedIn;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::deliveries::{About, Job, NewDelivery};
use frontdesk_domain::notices::{MailWishes, NewNotice, NoticeKind, Recipient};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::replies::{NewReply, ReplyId};
use frontdesk_domain::secrets::LetterMark;
use frontdesk_domain::tickets::{Actor, Changed, EventKind, StatusKind, TicketEvent, TicketNumber};
use frontdesk_domain::time::Timestamp;

use crate::{AppError, Application};

/// Somebody is to be told something about a ticket.
struct Telling {
    ticket: TicketNumber,
    /// Whose ticket it is.
    client: ClientId,
    /// Who did it.
    by: Actor,
    to: Recipient,
    kind: NoticeKind,
    /// Not before.
    due_at: Timestamp,
}

impl Application {
    /// Tells whom a change concerns: the client that our side resolved it, here or in the tracker, and a
    /// member of staff that it was given to them.
    pub(crate) async fn tell_of(
        &self,
        unit: &dyn UnitOfWork,
        changed: &Changed,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        for event in &changed.events {
            if resolves(event) {
                let telling = Telling {
                    ticket: event.ticket,
                    client: changed.ticket.client,
                    by: event.actor,
                    to: Recipient::Client,
                    kind: NoticeKind::Resolved(None),
                    due_at,
                };
                self.tell(unit, telling).await?;
            }
        }
        self.tell_of_assignee(unit, changed, due_at).await
    }

    /// Tells the client of an answer and, in the same mail, that it resolved their ticket; and whom else the
    /// change concerns.
    pub(crate) async fn tell_of_answer(
        &self,
        unit: &dyn UnitOfWork,
        (id, reply): (ReplyId, &NewReply),
        changed: &Changed,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        let kind = if changed.events.iter().any(resolves) {
            NoticeKind::Resolved(Some(id))
        } else {
            NoticeKind::Reply(id)
        };
        let telling = Telling {
            ticket: reply.ticket,
            client: changed.ticket.client,
            by: reply.sender.actor(),
            to: Recipient::Client,
            kind,
            due_at,
        };
        self.tell(unit, telling).await?;
        self.tell_of_assignee(unit, changed, due_at).await
    }

    /// Tells who works on a ticket that its client wrote, or somebody who says to be them.
    pub(crate) async fn tell_of_follow_up(
        &self,
        unit: &dyn UnitOfWork,
        (id, reply): (ReplyId, &NewReply),
        changed: &Changed,
    ) -> Result<(), StoreError> {
        let Some(agent) = changed.ticket.assignee() else {
            return Ok(());
        };
        let telling = Telling {
            ticket: reply.ticket,
            client: changed.ticket.client,
            by: reply.sender.actor(),
            to: Recipient::Agent(agent),
            kind: NoticeKind::Reply(id),
            due_at: reply.created_at,
        };
        self.tell(unit, telling).await
    }

    async fn tell_of_assignee(
        &self,
        unit: &dyn UnitOfWork,
        changed: &Changed,
        due_at: Timestamp,
    ) -> Result<(), StoreError> {
        for event in &changed.events {
            if let EventKind::AssigneeChanged { to: Some(agent), .. } = event.kind {
                let telling = Telling {
                    ticket: event.ticket,
                    client: changed.ticket.client,
                    by: event.actor,
                    to: Recipient::Agent(agent),
                    kind: NoticeKind::Assigned,
                    due_at,
                };
                self.tell(unit, telling).await?;
            }
        }
        Ok(())
    }

    /// Asks for a mail, unless nobody would read it or its reader did it themselves.
    async fn tell(&self, unit: &dyn UnitOfWork, telling: Telling) -> Result<(), StoreError> {
        if !is_news(unit, &telling).await? {
            return Ok(());
        }
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

/// Whether our side resolved the ticket. A client who does so knows it.
fn resolves(event: &TicketEvent) -> bool {
    let EventKind::StatusChanged { to, .. } = &event.kind else {
        return false;
    };
    to == StatusKind::Resolved.key() && matches!(event.actor, Actor::Agent(_) | Actor::Tracker)
}

/// Nobody is told of their own deed, also when they are staff and client at once, and no mail is asked for
/// that has nowhere to go.
async fn is_news(unit: &dyn UnitOfWork, telling: &Telling) -> Result<bool, StoreError> {
    let by = telling.by.account();
    if let Recipient::Agent(agent) = telling.to {
        return Ok(by != Some(agent));
    }
    if let Some(account) = unit.accounts().by_client(telling.client).await? {
        return Ok(by != Some(account.id));
    }
    let client = unit.clients().get(telling.client).await?;
    Ok(client.is_some_and(|client| client.email.is_some()))
}

#[cfg(test)]
mod tests;

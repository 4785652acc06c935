use std::time::Duration;

use frontdesk_domain::ports::{StoreError, Unique, UnitOfWork};
use frontdesk_domain::replies::{NewReply, Sender};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{
    Changed, ClientWrote, EventKind, NewTicket, OneOpenRule, Source, Ticket, TicketNumber, TrackerMark,
};

use crate::tickets::keep;
use crate::unit::{Ended, others_durable, tried_again};
use crate::{AppError, Application};

/// How many messages a ticket takes from its client's side in an hour. A conversation stays far below it; a
/// flood, with or without the link, ends there.
const PER_HOUR: u32 = 30;
const HOUR: Duration = Duration::from_secs(3600);

/// A message was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addition {
    /// To which ticket: the one it was written on, or a new one that goes on from it, because that was over.
    /// The form's key is the new one's, so the form's [track token](frontdesk_domain::ports::TokenSigner)
    /// opens it.
    pub number: TicketNumber,
}

impl Application {
    /// Keeps a reply once, however often its form is sent. All doors to a ticket from its client's side end
    /// here.
    pub(super) async fn add(&self, reply: &NewReply) -> Result<Addition, AppError> {
        match tried_again(&*self.ports.entropy, || self.keep_reply(reply)).await {
            Ok(kept) => {
                self.deliveries_were_asked_for();
                kept
            }
            Err(StoreError::NotUnique(Unique::Submission) | StoreError::Unknown(_)) => {
                others_durable(&*self.ports.entropy, &*self.ports.store).await?;
                let before = self.reply_sent_before(&reply.submission, &reply.digest).await?;
                before.ok_or_else(|| AppError::Unavailable("the database lost the connection".into()))
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn keep_reply(&self, reply: &NewReply) -> Ended<Addition> {
        let unit = self.ports.store.begin().await?;
        if let Some((number, digest)) = unit.replies().submitted(&reply.submission).await? {
            let same = digest == reply.digest;
            return Ok(same.then_some(Addition { number }).ok_or(AppError::FormReused));
        }
        // Who only knows a phone number does not use up what the client may write.
        let door = match reply.sender {
            Sender::Unverified => "unverified replies on",
            _ => "replies on",
        };
        let of_ticket = self.ports.signer.fingerprint(door, &reply.ticket.to_string());
        let (count, until) = unit.throttles().count(&of_ticket, HOUR, reply.created_at).await?;
        if count > PER_HOUR {
            let retry_after = until.since(reply.created_at);
            return Ok(Err(AppError::Throttled { retry_after }));
        }
        let Some(ticket) = unit.tickets().get(reply.ticket).await? else {
            return Ok(Err(AppError::NotFound));
        };
        let slot = self.slot(&*unit, &ticket).await?;
        let (actor, now) = (reply.sender.actor(), reply.created_at);
        let number = match ticket.client_writes(actor, self.rules.reopen, slot, now) {
            ClientWrote::Here(changed) => self.keep_here(&*unit, reply, &changed).await?,
            ClientWrote::Anew(over) => self.keep_anew(&*unit, reply, *over).await?,
        };
        unit.commit().await?;
        Ok(Ok(Addition { number }))
    }

    /// Two people may write at once. Neither saw the other's words, so neither is wrong: both are kept.
    async fn keep_here(
        &self,
        unit: &dyn UnitOfWork,
        reply: &NewReply,
        changed: &Changed,
    ) -> Result<TicketNumber, StoreError> {
        let id = unit.replies().insert(reply).await?;
        keep(unit, changed).await?;
        self.tell_of_follow_up(unit, (id, reply), changed).await?;
        Ok(reply.ticket)
    }

    /// What is written on a ticket that is over opens a new one that goes on from it. It takes no slot: what
    /// somebody wrote is never refused.
    async fn keep_anew(
        &self,
        unit: &dyn UnitOfWork,
        reply: &NewReply,
        over: Ticket,
    ) -> Result<TicketNumber, StoreError> {
        let actor = reply.sender.actor();
        let new = NewTicket {
            client: over.client,
            subject: over.subject.clone(),
            body: reply.body.clone(),
            category: over.category,
            priority: over.priority,
            source: Source::Portal,
            follows: Some(over.number),
            rule: OneOpenRule::Off,
            submission: reply.submission,
            digest: reply.digest,
            mark: TrackerMark::from_bytes(self.ports.entropy.bytes()),
            created_at: reply.created_at,
        };
        let number = self.keep_opened(unit, &new, actor).await?;
        let continued = over.happened(actor, EventKind::ContinuedIn(number), reply.created_at);
        keep(unit, &continued).await?;
        Ok(number)
    }

    /// What an earlier sending of this form did, if it was sent.
    pub(super) async fn reply_sent_before(
        &self,
        key: &SubmissionKey,
        digest: &SubmissionDigest,
    ) -> Result<Option<Addition>, AppError> {
        let unit = self.ports.store.begin().await?;
        let submitted = unit.replies().submitted(key).await?;
        // What is asked next has a connection of its own, and there may be no second one.
        drop(unit);
        match submitted {
            Some((number, said)) if said == *digest => Ok(Some(Addition { number })),
            Some(_) => Err(AppError::FormReused),
            None => self.opened_before(key, digest).await,
        }
    }

    /// The ticket that the form opened, if it opened one.
    async fn opened_before(
        &self,
        key: &SubmissionKey,
        digest: &SubmissionDigest,
    ) -> Result<Option<Addition>, AppError> {
        match self.ports.front_desk.submitted(key).await? {
            Some(opened) if opened.digest == *digest => Ok(Some(Addition {
                number: opened.number,
            })),
            Some(_) => Err(AppError::FormReused),
            None => Ok(None),
        }
    }
}

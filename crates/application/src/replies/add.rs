use frontdesk_domain::ports::{StoreError, Unique};
use frontdesk_domain::replies::{NewReply, Sender};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{Actor, TicketNumber};

use crate::unit::{others_durable, tried_again};
use crate::{AppError, Application};

/// A message was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addition {
    /// To which ticket.
    pub number: TicketNumber,
}

impl Application {
    /// Keeps a reply once, however often its form is sent. Both doors to a ticket end here.
    pub(super) async fn add(&self, reply: &NewReply) -> Result<Addition, AppError> {
        match tried_again(&*self.ports.entropy, || self.keep_reply(reply)).await {
            Ok(()) => Ok(Addition { number: reply.ticket }),
            Err(StoreError::NotUnique(Unique::Submission) | StoreError::Unknown(_)) => {
                others_durable(&*self.ports.entropy, &*self.ports.store).await?;
                let before = self.reply_sent_before(&reply.submission, &reply.digest).await?;
                before.ok_or_else(|| AppError::Unavailable("the database lost the connection".into()))
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn keep_reply(&self, reply: &NewReply) -> Result<(), StoreError> {
        let unit = self.ports.store.begin().await?;
        unit.replies().insert(reply).await?;
        let ticket = unit
            .tickets()
            .get(reply.ticket)
            .await?
            .ok_or(StoreError::Conflict)?;
        let actor = match reply.sender {
            Sender::Client => Actor::Client,
            Sender::Unverified => Actor::Visitor,
        };
        let (ticket, event) = ticket.replied(actor, reply.created_at);
        match unit.tickets().save(&ticket).await {
            // Two people wrote at once. Neither saw the other's words, so neither is wrong: try again.
            Err(StoreError::Conflict) => return Err(StoreError::Again),
            saved => saved?,
        }
        unit.tickets().append(&event).await?;
        unit.commit().await
    }

    /// What an earlier sending of this form did, if it was sent.
    pub(super) async fn reply_sent_before(
        &self,
        key: &SubmissionKey,
        digest: &SubmissionDigest,
    ) -> Result<Option<Addition>, AppError> {
        let unit = self.ports.store.begin().await?;
        match unit.replies().submitted(key).await? {
            Some((number, said)) if said == *digest => Ok(Some(Addition { number })),
            Some(_) => Err(AppError::FormReused),
            None => Ok(None),
        }
    }
}

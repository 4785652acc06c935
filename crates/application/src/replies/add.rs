use std::time::Duration;

use frontdesk_domain::ports::{StoreError, Unique};
use frontdesk_domain::replies::{NewReply, Sender};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{Actor, TicketNumber};
use frontdesk_domain::time::Timestamp;

use crate::tickets::keep;
use crate::unit::{others_durable, tried_again};
use crate::{AppError, Application};

/// How many messages a ticket takes from its client's side in an hour. A conversation stays far below it; a
/// flood, with or without the link, ends there.
const PER_HOUR: u32 = 30;
const HOUR: Duration = Duration::from_secs(3600);

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
            Ok(None) => Ok(Addition { number: reply.ticket }),
            Ok(Some(until)) => Err(AppError::Throttled {
                retry_after: until.since(reply.created_at),
            }),
            Err(StoreError::NotUnique(Unique::Submission) | StoreError::Unknown(_)) => {
                others_durable(&*self.ports.entropy, &*self.ports.store).await?;
                let before = self.reply_sent_before(&reply.submission, &reply.digest).await?;
                before.ok_or_else(|| AppError::Unavailable("the database lost the connection".into()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps it; or says until when the ticket takes no more.
    async fn keep_reply(&self, reply: &NewReply) -> Result<Option<Timestamp>, StoreError> {
        let unit = self.ports.store.begin().await?;
        unit.replies().insert(reply).await?;
        let of_ticket = self
            .ports
            .signer
            .fingerprint("replies on", &reply.ticket.to_string());
        let (count, until) = unit.throttles().count(&of_ticket, HOUR, reply.created_at).await?;
        if count > PER_HOUR {
            return Ok(Some(until));
        }
        let ticket = unit
            .tickets()
            .get(reply.ticket)
            .await?
            .ok_or(StoreError::Conflict)?;
        let actor = match reply.sender {
            Sender::Client => Actor::Client,
            Sender::Unverified => Actor::Visitor,
        };
        // Two people may write at once. Neither saw the other's words, so neither is wrong: both are kept.
        keep(&*unit, &ticket.replied(actor, reply.created_at)).await?;
        unit.commit().await?;
        Ok(None)
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

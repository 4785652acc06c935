use frontdesk_domain::access::{Caller, Deed, Member};
use frontdesk_domain::ports::{StoreError, Unique, UnitOfWork};
use frontdesk_domain::replies::{DraftKind, NewReply, Reply, ReplyId, Sender};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{Body, Changed, StatusKind, Ticket, TicketEvent, TicketNumber};
use frontdesk_domain::time::Timestamp;

use crate::tickets::{At, keep};
use crate::unit::{Ended, others_durable, tried_again};
use crate::{AppError, Application};

/// What a member of staff answers the client.
#[derive(Clone, Debug)]
pub struct Answer {
    /// On which ticket.
    pub number: TicketNumber,
    /// The form's key.
    pub key: SubmissionKey,
    /// What they write.
    pub body: Body,
    /// Where the ticket shall stand from then on, where they chose so.
    pub and: Option<StatusKind>,
    /// The version they had before their eyes when they began.
    pub seen: i32,
    /// Whether they saw what happened meanwhile and send it all the same.
    pub anyway: bool,
}

/// What it came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It is kept, now or by an earlier sending of the same form.
    Sent {
        /// Under which key; none if it was taken back since.
        reply: Option<ReplyId>,
        /// Until when it can be taken back.
        until: Timestamp,
    },
    /// The ticket changed since it was shown. Nothing was sent; the page shows this, and the text.
    Meanwhile {
        /// Its version now.
        version: i32,
        /// What happened, oldest first.
        events: Vec<TicketEvent>,
    },
}

impl Application {
    /// A member of staff answers a client. The mail waits as long as the answer can be taken back.
    ///
    /// # Errors
    /// [`AppError::Forbidden`]; [`AppError::NotNow`] on a closed ticket; [`AppError::FormReused`].
    pub async fn answer(&self, who: &Caller, answer: &Answer) -> Result<Answered, AppError> {
        let staff = who.staff().ok_or(AppError::Forbidden)?;
        let reply = NewReply {
            ticket: answer.number,
            sender: Sender::Agent(staff),
            body: answer.body.clone(),
            submission: answer.key,
            digest: self.answer_digest(answer),
            created_at: self.ports.clock.now(),
        };
        let entropy = &*self.ports.entropy;
        match tried_again(entropy, || self.keep_answer(who, answer, &reply)).await {
            Ok(kept) => {
                self.deliveries_were_asked_for();
                kept
            }
            Err(StoreError::NotUnique(Unique::Submission) | StoreError::Unknown(_)) => {
                others_durable(entropy, &*self.ports.store).await?;
                self.reply_sent_before(&reply.submission, &reply.digest)
                    .await?
                    .map_or_else(
                        || Err(AppError::Unavailable("the database lost the connection".into())),
                        |_| Ok(sent(None, reply.created_at)),
                    )
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn keep_answer(&self, who: &Caller, answer: &Answer, reply: &NewReply) -> Ended<Answered> {
        let unit = self.ports.store.begin().await?;
        // Before the version is compared: the first sending of this very form changed it.
        if let Some((_, digest)) = unit.replies().submitted(&answer.key).await? {
            let same = digest == reply.digest;
            return Ok(same
                .then(|| sent(None, reply.created_at))
                .ok_or(AppError::FormReused));
        }
        let (ticket, party) = match self.reach(&*unit, who, answer.number, Deed::Reply).await? {
            Ok(reached) => reached,
            Err(refused) => return Ok(Err(refused)),
        };
        let Some(member) = party.staff() else {
            return Ok(Err(AppError::Forbidden));
        };
        if ticket.version != answer.seen && !answer.anyway {
            drop(unit);
            return self.meanwhile(&ticket, answer.seen).await.map(Ok);
        }
        let at = self.at(&*unit, &ticket, party).await?;
        let changed = match ticket.answered(member.account, answer.and, at.slot, at.now) {
            Ok(changed) => changed,
            Err(not_now) => return Ok(Err(not_now.into())),
        };
        let id = self.keep_sent(&*unit, member, reply, &changed, &at).await?;
        unit.commit().await?;
        Ok(Ok(sent(Some(id), reply.created_at)))
    }

    async fn keep_sent(
        &self,
        unit: &dyn UnitOfWork,
        member: Member,
        reply: &NewReply,
        changed: &Changed,
        at: &At,
    ) -> Result<ReplyId, StoreError> {
        let id = unit.replies().insert(reply).await?;
        keep(unit, changed).await?;
        let due_at = at.now.after(Reply::TAKE_BACK);
        self.tell_of_answer(unit, (id, reply), changed, due_at).await?;
        let drafts = unit.drafts();
        drafts
            .discard(member.account, reply.ticket, DraftKind::Reply)
            .await?;
        Ok(id)
    }

    async fn meanwhile(&self, ticket: &Ticket, seen: i32) -> Result<Answered, StoreError> {
        let events = self.ports.pages.events_after(ticket.number, seen).await?;
        Ok(Answered::Meanwhile {
            version: ticket.version,
            events,
        })
    }

    fn answer_digest(&self, answer: &Answer) -> SubmissionDigest {
        let and = answer.and.map_or("", StatusKind::key);
        let number = answer.number.0.to_string();
        let parts = ["answer", &number, answer.body.as_str(), and];
        self.ports.signer.digest(&parts)
    }
}

fn sent(reply: Option<ReplyId>, at: Timestamp) -> Answered {
    let until = at.after(Reply::TAKE_BACK);
    Answered::Sent { reply, until }
}

#[cfg(test)]
mod tests;

use frontdesk_domain::access::{Caller, Deed};
use frontdesk_domain::replies::{Draft, DraftKind, DraftText, Reply, ReplyId};
use frontdesk_domain::tickets::{EventKind, TicketNumber};

use crate::tickets::keep;
use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

impl Application {
    /// A member of staff takes back what they sent within the last ten seconds. Its mail is not sent, and
    /// its text is their draft again. What else the answer did, a status it set, stays.
    ///
    /// # Errors
    /// [`AppError::Stale`] when it is too late; [`AppError::NotFound`].
    pub async fn take_back_reply(
        &self,
        who: &Caller,
        number: TicketNumber,
        id: ReplyId,
    ) -> Result<Reply, AppError> {
        tried_again(&*self.ports.entropy, || {
            self.take_back_reply_once(who, number, id)
        })
        .await?
    }

    async fn take_back_reply_once(&self, who: &Caller, number: TicketNumber, id: ReplyId) -> Ended<Reply> {
        let unit = self.ports.store.begin().await?;
        let (ticket, party) = match self.reach(&*unit, who, number, Deed::SeeInternal).await? {
            Ok(reached) => reached,
            Err(refused) => return Ok(Err(refused)),
        };
        let reply = unit.replies().get(id).await?;
        let (Some(member), Some(reply)) = (party.staff(), reply.filter(|reply| reply.ticket == number))
        else {
            return Ok(Err(AppError::NotFound));
        };
        let now = self.ports.clock.now();
        if !reply.can_be_taken_back(member.account, now) {
            return Ok(Err(AppError::Stale));
        }
        unit.replies().remove(id).await?;
        let seen = ticket.version.saturating_add(1);
        keep(&*unit, &ticket.happened(party.actor(), EventKind::TakenBack, now)).await?;
        let begun = unit.drafts().of(member.account, number).await?;
        let next = begun.iter().find(|draft| draft.kind == DraftKind::Reply);
        // What they began to write since stands below it.
        let text = match next {
            Some(next) => format!("{}\n\n{}", reply.body.as_str(), next.text.as_str()),
            None => reply.body.as_str().to_owned(),
        };
        if let Ok(text) = DraftText::parse(&text) {
            let draft = Draft {
                account: member.account,
                ticket: number,
                kind: DraftKind::Reply,
                text,
                seen,
                saved_at: now,
            };
            unit.drafts().put(&draft).await?;
        }
        unit.commit().await?;
        Ok(Ok(reply))
    }
}

use frontdesk_domain::access::{Caller, Deed};
use frontdesk_domain::feedback::{Comment, Feedback, Score};
use frontdesk_domain::tickets::TicketNumber;

use super::{TicketSaved, keep};
use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

impl Application {
    /// The client rates a resolved ticket, which closes it.
    ///
    /// # Errors
    /// [`AppError::NotNow`] unless it is resolved; [`AppError::Forbidden`]; [`AppError::NotFound`].
    pub async fn rate_ticket(
        &self,
        who: &Caller,
        number: TicketNumber,
        score: Score,
        comment: Option<&Comment>,
    ) -> Result<TicketSaved, AppError> {
        tried_again(&*self.ports.entropy, || self.rate(who, number, score, comment)).await?
    }

    async fn rate(
        &self,
        who: &Caller,
        number: TicketNumber,
        score: Score,
        comment: Option<&Comment>,
    ) -> Ended<TicketSaved> {
        let unit = self.ports.store.begin().await?;
        let (ticket, party) = match self.reach(&*unit, who, number, Deed::Rate).await? {
            Ok(reached) => reached,
            Err(refused) => return Ok(Err(refused)),
        };
        let at = self.at(&*unit, &ticket, party).await?;
        let agent = ticket.assignee();
        let changed = match ticket.rated(score.stars(), party.actor(), at.slot, at.now) {
            Ok(changed) => changed,
            Err(not_now) => return Ok(Err(not_now.into())),
        };
        let feedback = Feedback {
            ticket: number,
            score,
            comment: comment.cloned(),
            agent,
            given_at: at.now,
        };
        let before = unit.ratings().of(number).await?;
        unit.ratings().put(&feedback).await?;
        unit.counters().add(&feedback.moves(before.as_ref())).await?;
        keep(&*unit, &changed).await?;
        unit.commit().await?;
        Ok(Ok(TicketSaved {
            number,
            version: changed.ticket.version,
            changed: true,
        }))
    }
}

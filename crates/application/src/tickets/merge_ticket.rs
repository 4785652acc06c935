use frontdesk_domain::access::{Caller, Deed};
use frontdesk_domain::tickets::TicketNumber;

use super::keep;
use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

impl Application {
    /// Staff close a ticket in favour of another one of the same client.
    ///
    /// # Errors
    /// [`AppError::NotNow`] where the two cannot be merged; [`AppError::Forbidden`]; [`AppError::NotFound`].
    pub async fn merge_ticket(
        &self,
        who: &Caller,
        number: TicketNumber,
        into: TicketNumber,
    ) -> Result<(), AppError> {
        tried_again(&*self.ports.entropy, || self.merge(who, number, into)).await?
    }

    async fn merge(&self, who: &Caller, number: TicketNumber, into: TicketNumber) -> Ended<()> {
        let unit = self.ports.store.begin().await?;
        let (ticket, party) = match self.reach(&*unit, who, number, Deed::Merge).await? {
            Ok(reached) => reached,
            Err(refused) => return Ok(Err(refused)),
        };
        let other = match self.reach(&*unit, who, into, Deed::Merge).await? {
            Ok((other, _)) => other,
            Err(refused) => return Ok(Err(refused)),
        };
        let Some(member) = party.staff() else {
            return Ok(Err(AppError::Forbidden));
        };
        let at = self.at(&*unit, &ticket, party).await?;
        match ticket.merged(other, member.account, at.slot, at.now) {
            Ok((closed, kept)) => {
                keep(&*unit, &closed).await?;
                keep(&*unit, &kept).await?;
                unit.commit().await?;
                Ok(Ok(()))
            }
            Err(not_now) => Ok(Err(not_now.into())),
        }
    }
}

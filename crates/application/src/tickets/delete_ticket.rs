use frontdesk_domain::access::{Caller, Deed};
use frontdesk_domain::counters::{Footprint, difference};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::tickets::TicketNumber;

use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

impl Application {
    /// Deletes a ticket with all that hangs on it: an admin any, its owner one that staff have not taken
    /// up. What is left is that there was one of that number, who deleted it, and when.
    ///
    /// # Errors
    /// [`AppError::NotNow`] where staff took it up; [`AppError::Forbidden`]; [`AppError::NotFound`].
    pub async fn delete_ticket(&self, who: &Caller, number: TicketNumber) -> Result<(), AppError> {
        tried_again(&*self.ports.entropy, || self.delete_once(who, number)).await?
    }

    async fn delete_once(&self, who: &Caller, number: TicketNumber) -> Ended<()> {
        let unit = self.ports.store.begin().await?;
        let (ticket, party) = match self.reach(&*unit, who, number, Deed::Delete).await? {
            Ok(reached) => reached,
            Err(refused) => return Ok(Err(refused)),
        };
        let rated = unit.ratings().of(number).await?;
        let mut moved = difference(Some(Footprint::of(&ticket)), None);
        moved.extend(rated.iter().flat_map(|feedback| feedback.counted(-1)));
        let event = ticket.deleted(party.actor(), self.ports.clock.now());
        match unit.tickets().delete(&event).await {
            Err(StoreError::Conflict) => return Err(StoreError::Again),
            deleted => deleted?,
        }
        unit.counters().add(&moved).await?;
        unit.commit().await?;
        Ok(Ok(()))
    }
}

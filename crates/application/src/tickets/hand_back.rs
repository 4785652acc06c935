use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::ports::{StoreError, UnitOfWork};

use super::keep;
use crate::Application;
use crate::unit::tried_again;

/// Tickets a unit of work.
const BATCH: u16 = 100;

impl Application {
    /// Before a member of staff goes, what they worked on is open again for others: in units of work of its
    /// own, because it may be much. What is given to them while that goes on is handed back as they go.
    pub(crate) async fn hand_back(&self, agent: AccountId) -> Result<(), StoreError> {
        while tried_again(&*self.ports.entropy, || self.hand_back_some(agent)).await? > 0 {}
        Ok(())
    }

    async fn hand_back_some(&self, agent: AccountId) -> Result<usize, StoreError> {
        let unit = self.ports.store.begin().await?;
        let handed = self.hand_back_in(&*unit, agent).await?;
        if handed > 0 {
            unit.commit().await?;
        }
        Ok(handed)
    }

    /// Hands back at most a hundred tickets within a unit of work. How many.
    pub(crate) async fn hand_back_in(
        &self,
        unit: &dyn UnitOfWork,
        agent: AccountId,
    ) -> Result<usize, StoreError> {
        let theirs = unit.tickets().unresolved_of(agent, BATCH).await?;
        for number in &theirs {
            let Some(ticket) = unit.tickets().get(*number).await? else {
                continue;
            };
            let slot = self.slot(unit, &ticket).await?;
            if let Some(changed) = ticket.handed_back(agent, slot, self.ports.clock.now()) {
                keep(unit, &changed).await?;
            }
        }
        Ok(theirs.len())
    }
}

use frontdesk_domain::deliveries::{DeliveryId, State};
use frontdesk_domain::ports::{DeliveryCount, DeliveryRow, Resting};

use crate::{AppError, Application};

/// How deliveries stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveriesOverview {
    /// The unfinished and the dead, counted.
    pub counts: Vec<DeliveryCount>,
    /// Targets that rest, and why.
    pub resting: Vec<Resting>,
}

impl Application {
    /// How deliveries stand.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn deliveries_overview(&self) -> Result<DeliveriesOverview, AppError> {
        let counts = self.ports.deliveries.counts().await?;
        let resting = self.ports.deliveries.resting(self.ports.clock.now()).await?;
        Ok(DeliveriesOverview { counts, resting })
    }

    /// Deliveries in a state, newest first, fifty at a time, older than `before` where given.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn list_deliveries(
        &self,
        state: State,
        before: Option<DeliveryId>,
    ) -> Result<Vec<DeliveryRow>, AppError> {
        Ok(self.ports.deliveries.list(state, before, 50).await?)
    }
}

use frontdesk_domain::deliveries::{DeliveryId, Target};

use crate::{AppError, Application};

impl Application {
    /// Tries a dead delivery again, now.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such dead delivery.
    pub async fn retry_delivery(&self, id: DeliveryId) -> Result<(), AppError> {
        let unit = self.ports.store.begin().await?;
        if !unit.deliveries().retry(id, self.ports.clock.now()).await? {
            return Err(AppError::NotFound);
        }
        unit.commit().await?;
        self.deliveries_were_asked_for();
        Ok(())
    }

    /// Ends a target's rest: someone mended what was wrong.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn resume_deliveries(&self, target: Target) -> Result<(), AppError> {
        let unit = self.ports.store.begin().await?;
        unit.deliveries().resume(target).await?;
        unit.commit().await?;
        self.deliveries_were_asked_for();
        Ok(())
    }
}

use std::time::Duration;

use crate::{AppError, Application};

/// How long look-ups stay in the audit.
const KEEP_LOOK_UPS: Duration = Duration::from_secs(90 * 24 * 3600);

impl Application {
    /// Forgets throttle windows that are over and look-ups older than ninety days; the number of rows gone.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn sweep(&self) -> Result<u64, AppError> {
        let unit = self.ports.store.begin().await?;
        let gone = unit
            .throttles()
            .sweep(KEEP_LOOK_UPS, self.ports.clock.now())
            .await?;
        unit.commit().await?;
        Ok(gone)
    }
}

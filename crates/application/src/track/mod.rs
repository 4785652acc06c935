//! One ticket, for who holds its link.

use frontdesk_domain::ports::TrackPage;
use frontdesk_domain::secrets::TrackToken;
use frontdesk_domain::tickets::TicketNumber;

use crate::{AppError, Application};

impl Application {
    /// The ticket that this token opens.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it opens none.
    pub async fn see_ticket(&self, token: &TrackToken) -> Result<TrackPage, AppError> {
        let hash = self.ports.signer.hash(token);
        self.ports.track.by_token(&hash).await?.ok_or(AppError::NotFound)
    }

    /// Its number and version, to know whether a page is still current.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it opens none.
    pub async fn ticket_version(&self, token: &TrackToken) -> Result<(TicketNumber, i32), AppError> {
        let hash = self.ports.signer.hash(token);
        self.ports
            .track
            .version_by_token(&hash)
            .await?
            .ok_or(AppError::NotFound)
    }
}

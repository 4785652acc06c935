use frontdesk_domain::ports::{TrackerError, TrackerHealth};

use crate::identity;
use crate::tracker::JiraTracker;

impl JiraTracker {
    /// Signs in, reads the create screen anew, and says what stands in the way.
    pub(crate) async fn check_settings(&self) -> Result<TrackerHealth, TrackerError> {
        let us = identity::myself(&self.http).await?;
        self.forget_screen().await;
        let project = &self.settings.project;
        let screen = self.screen().await.map_err(|error| match error {
            TrackerError::Rejected(why) => TrackerError::Rejected(format!(
                "project {project} cannot be used ({why}); check jira.project, jira.issue_type and the account's permissions"
            )),
            other => other,
        })?;
        if let Some(obstacle) = screen.obstacle() {
            return Err(TrackerError::Rejected(obstacle));
        }
        Ok(TrackerHealth {
            summary: format!(
                "signed in as {}, project {project}, type {}",
                us.shown(),
                screen.type_name
            ),
        })
    }
}

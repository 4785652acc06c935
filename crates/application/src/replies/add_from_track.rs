use frontdesk_domain::replies::{NewReply, Sender};
use frontdesk_domain::secrets::{SubmissionKey, TrackToken};
use frontdesk_domain::tickets::Body;

use super::Addition;
use crate::{AppError, Application};

/// The reply box on a ticket's page.
#[derive(Clone, Debug)]
pub struct FromTrack {
    /// What opened the page.
    pub token: TrackToken,
    /// The form's key.
    pub key: SubmissionKey,
    /// What they write.
    pub body: Body,
}

impl Application {
    /// Adds the words of who holds the ticket's link. Where the ticket is over, they open a new one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the link opens nothing;
    /// [`AppError::FormReused`] for a form sent before with other words.
    pub async fn add_from_track(&self, form: &FromTrack) -> Result<Addition, AppError> {
        let page = self.see_ticket(&form.token).await?;
        self.add(&NewReply {
            ticket: page.number,
            sender: Sender::Client,
            body: form.body.clone(),
            submission: form.key,
            digest: self.ports.signer.digest(&["track", form.body.as_str()]),
            created_at: self.ports.clock.now(),
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDesk;

    #[tokio::test]
    async fn the_holder_of_the_link_is_the_client_and_nobody_else_gets_in() {
        let desk = TestDesk::new();
        let (number, token) = desk.submit_for_link("0912 345 6789", "It broke").await;
        let body = Body::parse("It works again").unwrap();
        let form = FromTrack {
            token,
            key: desk.app.new_submission_key(),
            body,
        };
        desk.app.add_from_track(&form).await.unwrap();
        assert_eq!(
            desk.replies(number).await,
            [(Sender::Client, "It works again".to_owned())]
        );
        let forged = FromTrack {
            token: TrackToken::from_bytes([9; 32]),
            ..form
        };
        assert!(matches!(
            desk.app.add_from_track(&forged).await,
            Err(AppError::NotFound)
        ));
    }
}

use frontdesk_domain::clients::{ClientId, Identifier};
use frontdesk_domain::ports::LookUp;
use frontdesk_domain::replies::{NewReply, Sender};
use frontdesk_domain::secrets::SubmissionKey;
use frontdesk_domain::tickets::Body;

use super::Addition;
use crate::{AppError, Application};

/// "Add to this ticket" at the front desk.
#[derive(Clone, Debug)]
pub struct FromDesk {
    /// Who they said they are.
    pub identifier: Identifier,
    /// The client they are signed in as, if any.
    pub proved: Option<ClientId>,
    /// The form's key.
    pub key: SubmissionKey,
    /// What they add.
    pub body: Body,
}

impl Application {
    /// Adds to the open ticket of who was looked up. Anyone can type a phone number, so staff see that the
    /// sender is unverified, unless they are signed in as that client; nothing of the ticket is shown.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no open ticket any more; [`AppError::FormReused`] for a form
    /// sent before with other words; [`AppError::ClientNotProved`] at a verified desk.
    pub async fn add_from_desk(&self, form: &FromDesk) -> Result<Addition, AppError> {
        let digest = self.ports.signer.digest(&["desk", form.body.as_str()]);
        let LookUp::Known {
            client,
            open: Some(open),
        } = self.visit(&form.identifier, form.proved).await?
        else {
            return self
                .reply_sent_before(&form.key, &digest)
                .await?
                .ok_or(AppError::NotFound);
        };
        self.add(&NewReply {
            ticket: open.number,
            sender: if form.proved == Some(client) {
                Sender::Client
            } else {
                Sender::Unverified
            },
            body: form.body.clone(),
            submission: form.key,
            digest,
            created_at: self.ports.clock.now(),
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestDesk;

    fn add(desk: &TestDesk, phone: &str, text: &str) -> FromDesk {
        FromDesk {
            identifier: desk.identifier(phone),
            proved: None,
            key: desk.app.new_submission_key(),
            body: Body::parse(text).unwrap(),
        }
    }

    #[tokio::test]
    async fn what_is_added_is_kept_once_and_marked_unverified() {
        let desk = TestDesk::new();
        let number = desk.submit("0912 345 6789", "It broke").await;
        let form = add(&desk, "0912 345 6789", "It is the tray");
        for _ in 0..3 {
            assert_eq!(desk.app.add_from_desk(&form).await.unwrap(), Addition { number });
        }
        assert_eq!(
            desk.replies(number).await,
            [(Sender::Unverified, "It is the tray".to_owned())]
        );
    }

    #[tokio::test]
    async fn a_flood_ends_and_what_was_kept_stays_kept() {
        let desk = TestDesk::new();
        let number = desk.submit("0912 345 6789", "It broke").await;
        let first = add(&desk, "0912 345 6789", "Message 0");
        desk.app.add_from_desk(&first).await.unwrap();
        for n in 1..30 {
            desk.app
                .add_from_desk(&add(&desk, "0912 345 6789", &format!("Message {n}")))
                .await
                .unwrap();
        }
        let one_more = add(&desk, "0912 345 6789", "Message 30");
        assert!(matches!(
            desk.app.add_from_desk(&one_more).await,
            Err(AppError::Throttled { .. })
        ));
        assert_eq!(desk.app.add_from_desk(&first).await.unwrap(), Addition { number });
        desk.clock.advance(std::time::Duration::from_secs(3601));
        desk.app.add_from_desk(&one_more).await.unwrap();
        assert_eq!(desk.replies(number).await.len(), 31);
    }

    #[tokio::test]
    async fn there_must_be_an_open_ticket_and_a_key_says_one_thing() {
        let desk = TestDesk::new();
        let form = add(&desk, "0912 345 6789", "Hello?");
        assert!(matches!(
            desk.app.add_from_desk(&form).await,
            Err(AppError::NotFound)
        ));
        desk.submit("0912 345 6789", "It broke").await;
        desk.app.add_from_desk(&form).await.unwrap();
        let other = FromDesk {
            body: Body::parse("Other words").unwrap(),
            ..form
        };
        assert!(matches!(
            desk.app.add_from_desk(&other).await,
            Err(AppError::FormReused)
        ));
    }
}

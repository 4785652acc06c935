use frontdesk_domain::deliveries::Outcome;
use frontdesk_domain::ports::{Dossier, Mail, MailContent, MailError, TicketReceived};

use crate::Application;

impl Application {
    /// Confirms the ticket by mail.
    pub(super) async fn mail_received(&self, dossier: &Dossier) -> Outcome {
        let (ticket, client) = (&dossier.ticket, &dossier.client);
        let Some(to) = client.email.clone() else {
            return Outcome::Done;
        };
        // The link is made anew rather than stored: the outbox holds no secret.
        let token = self.ports.signer.track_token(&ticket.submission);
        let content = MailContent::TicketReceived(TicketReceived {
            track_url: self.track_url(&token),
            new_client: dossier.client_is_new().then_some(client.number),
        });
        let mail = Mail {
            name: client.name.clone(),
            to,
            ticket: ticket.number,
            mark: ticket.mark,
            subject: ticket.subject.clone(),
            content,
        };
        sent(self.ports.mailer.send(&mail).await)
    }
}

pub(super) fn sent(answer: Result<(), MailError>) -> Outcome {
    match answer {
        Ok(()) => Outcome::Done,
        Err(MailError::Refused(why)) => Outcome::Rejected(why),
        Err(MailError::Deferred(why)) => Outcome::Deferred(why),
        Err(MailError::Unauthorized(why)) => Outcome::Unauthorized(why),
        Err(MailError::NotSent(why)) => Outcome::NotSent(why),
        Err(MailError::Unknown(why)) => Outcome::Unknown(why),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use frontdesk_domain::deliveries::{Job, State};
    use frontdesk_domain::tickets::TicketNumber;
    use mockall::predicate::function;

    use super::*;
    use crate::testing::{MockMailer, TestDesk};

    #[tokio::test]
    async fn a_newcomer_is_told_number_link_and_customer_id() {
        let mut mailer = MockMailer::new();
        let told = function(|mail: &Mail| {
            let MailContent::TicketReceived(received) = &mail.content;
            mail.ticket == TicketNumber::FIRST
                && mail.to.as_str() == "sara@example.com"
                && received.new_client.is_some()
                && received.track_url.starts_with("https://desk.example/track/")
        });
        mailer.expect_send().with(told).times(1).returning(|_| Ok(()));
        let desk = TestDesk::with_mailer(mailer);
        desk.submit("0912 345 6789", "It broke").await;
        desk.deliver().await;
    }

    #[tokio::test]
    async fn a_greylisted_mail_is_tried_again_and_a_refused_one_is_not() {
        let mut mailer = MockMailer::new();
        let mut answers = vec![
            Err(MailError::Refused("550".into())),
            Err(MailError::Deferred("451".into())),
        ];
        mailer
            .expect_send()
            .times(2)
            .returning(move |_| answers.pop().expect("two answers"));
        let desk = TestDesk::with_mailer(mailer);
        desk.submit("0912 345 6789", "It broke").await;
        for _ in 0..3 {
            desk.deliver().await;
            desk.clock.advance(Duration::from_secs(3600));
        }
        let mail = desk
            .delivery(TicketNumber::FIRST, Job::MailReceived)
            .await
            .unwrap();
        assert_eq!((mail.state, mail.attempts), (State::Dead, 2));
    }
}

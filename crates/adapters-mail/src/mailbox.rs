use std::sync::Arc;

use async_trait::async_trait;
use frontdesk_domain::ports::{
    Clock, KeptMail, Letter, Mail, MailError, Mailbox, Mailer, StoreError, TicketMail,
};
use frontdesk_domain::time::Timestamp;

use crate::look::MailLook;
use crate::messages::{Composed, compose, compose_letter, compose_notice};

/// Keeps mail on this server, where staff can read it, instead of sending it.
pub struct MailboxMailer {
    mailbox: Arc<dyn Mailbox>,
    clock: Arc<dyn Clock>,
    look: MailLook,
}

impl std::fmt::Debug for MailboxMailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailboxMailer")
            .field("look", &self.look)
            .finish_non_exhaustive()
    }
}

impl MailboxMailer {
    /// A mailer that keeps mail in `mailbox`.
    #[must_use]
    pub fn new(mailbox: Arc<dyn Mailbox>, clock: Arc<dyn Clock>, look: MailLook) -> Self {
        Self { mailbox, clock, look }
    }

    async fn keep(&self, message: Composed, at: Timestamp) -> Result<(), MailError> {
        let kept = KeptMail {
            message_id: message.message_id,
            at,
            to: message.to_header,
            subject: message.subject,
            text: message.text,
            html: message.html,
            source: String::from_utf8_lossy(&message.source).into_owned(),
        };
        self.mailbox.keep(&kept).await.map_err(|error| match error {
            StoreError::Unknown(why) => MailError::Unknown(why),
            other => MailError::Deferred(other.to_string()),
        })
    }
}

#[async_trait]
impl Mailer for MailboxMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let now = self.clock.now();
        self.keep(compose(mail, &self.look, Some(now))?, now).await
    }

    async fn send_letter(&self, letter: &Letter) -> Result<(), MailError> {
        let now = self.clock.now();
        self.keep(compose_letter(letter, &self.look, Some(now))?, now)
            .await
    }

    async fn send_ticket_mail(&self, mail: &TicketMail) -> Result<(), MailError> {
        let now = self.clock.now();
        self.keep(compose_notice(mail, &self.look, Some(now))?, now).await
    }

    async fn check(&self) -> Result<String, MailError> {
        let reachable = self.mailbox.list(None, 1).await;
        reachable.map_err(|error| MailError::NotSent(error.to_string()))?;
        Ok("mail stays on this server; it is shown at /dev/mail".to_owned())
    }
}

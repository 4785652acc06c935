use async_trait::async_trait;

use crate::clients::{ClientNumber, Email, Name};
use crate::tickets::{Subject, TicketNumber, TrackerMark};

/// Sends mail.
///
/// Implementations render the content (text and HTML), MUST use the mail's own thread and message ids on
/// every attempt, so that a mail sent twice is seen once, and MUST survive any name or subject.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Sends it.
    ///
    /// # Errors
    /// [`MailError`].
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;

    /// Whether mail could be sent now; in one line, what was found.
    ///
    /// # Errors
    /// [`MailError`] says in its reason what to mend.
    async fn check(&self) -> Result<String, MailError>;
}

/// A mail to a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Whose mail it is.
    pub name: Name,
    /// Where it goes.
    pub to: Email,
    /// The ticket it is about: all mails about one ticket are one thread.
    pub ticket: TicketNumber,
    /// The ticket's mark: it makes the thread's and the message's ids unguessable and stable.
    pub mark: TrackerMark,
    /// The ticket's title, which stays in the subject line of the whole thread.
    pub subject: Subject,
    /// What it says.
    pub content: MailContent,
}

/// What a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailContent {
    /// The ticket was received: the first mail of its thread.
    TicketReceived(TicketReceived),
}

/// The mail that confirms a ticket.
#[derive(Clone, PartialEq, Eq)]
pub struct TicketReceived {
    /// The absolute address of the ticket's page, with its token.
    pub track_url: String,
    /// The client's ID, if this ticket registered them.
    pub new_client: Option<ClientNumber>,
}

impl std::fmt::Debug for TicketReceived {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TicketReceived")
            .field("new_client", &self.new_client)
            .finish_non_exhaustive()
    }
}

/// How sending ended, if not well. The reasons are for staff and hold no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Refused for good (a 5xx): this mail, or this recipient.
    #[error("refused: {0}")]
    Refused(String),
    /// Refused for now (a 4xx).
    #[error("put off: {0}")]
    Deferred(String),
    /// The server does not take our credential.
    #[error("not allowed: {0}")]
    Unauthorized(String),
    /// No connection, or no TLS.
    #[error("not reachable: {0}")]
    NotSent(String),
    /// It may have been taken: the answer after the text was lost.
    #[error("no clear answer: {0}")]
    Unknown(String),
}

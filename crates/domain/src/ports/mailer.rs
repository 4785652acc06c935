use async_trait::async_trait;

use super::TicketMail;
use crate::accounts::{Reason, Role};
use crate::auth::OneTimeCode;
use crate::clients::{ClientNumber, Email, Name};
use crate::secrets::LetterMark;
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

    /// Sends a letter.
    ///
    /// # Errors
    /// [`MailError`].
    async fn send_letter(&self, letter: &Letter) -> Result<(), MailError>;

    /// Sends one more mail of a ticket's thread. Its `In-Reply-To` and `References` MUST name the thread's
    /// first mail, whether that was ever sent or not.
    ///
    /// # Errors
    /// [`MailError`].
    async fn send_ticket_mail(&self, mail: &TicketMail) -> Result<(), MailError>;

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

/// A mail to someone about themselves. Each is a thread of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Whose it is. None: nobody's yet, it proves an address and nothing else.
    pub name: Option<Name>,
    /// Where it goes.
    pub to: Email,
    /// What its Message-ID is made of: the same on every attempt, unless that carries a new code or link.
    pub mark: LetterMark,
    /// What it says.
    pub content: LetterContent,
}

/// What a letter says. Every address in it is absolute.
#[derive(Clone, PartialEq, Eq)]
pub enum LetterContent {
    /// The code that proves the e-mail of a new account, and the link that does the same.
    VerifyEmail {
        /// The code.
        code: OneTimeCode,
        /// The link, to a page with a button.
        url: String,
        /// How many minutes both work.
        minutes: u64,
    },
    /// The code that proves another e-mail for an account.
    ChangeEmail {
        /// The code.
        code: OneTimeCode,
        /// How many minutes it works.
        minutes: u64,
    },
    /// The code that signs in at the front desk.
    SignIn {
        /// The code.
        code: OneTimeCode,
        /// How many minutes it works.
        minutes: u64,
    },
    /// The code that proves the e-mail of someone who registers at the front desk.
    Register {
        /// The code.
        code: OneTimeCode,
        /// How many minutes it works.
        minutes: u64,
    },
    /// Someone, perhaps they, typed their phone or customer ID at the front desk and registered with another
    /// e-mail.
    TriedToRegister {
        /// The front desk.
        desk_url: String,
    },
    /// Someone, perhaps they, tried to register with this e-mail, which has an account.
    AccountExists {
        /// Where to sign in.
        sign_in_url: String,
        /// Where to ask for a new password.
        forgot_url: String,
    },
    /// They may come in.
    Approved {
        /// Where to sign in.
        sign_in_url: String,
        /// The role they have.
        role: Role,
    },
    /// They may not.
    Declined {
        /// Why, in the admin's words.
        reason: Option<Reason>,
    },
    /// The link to choose a new password.
    Reset {
        /// The link, to a page with a form.
        url: String,
        /// How many minutes it works.
        minutes: u64,
    },
    /// The password was changed.
    PasswordChanged {
        /// What to do if it was somebody else.
        forgot_url: String,
    },
    /// The e-mail was changed; told to the old address.
    EmailChanged,
    /// Many wrong passwords were typed.
    UnusualAttempts {
        /// Where to choose another password.
        forgot_url: String,
    },
}

impl std::fmt::Debug for LetterContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::VerifyEmail { .. } => "VerifyEmail(…)",
            Self::ChangeEmail { .. } => "ChangeEmail(…)",
            Self::SignIn { .. } => "SignIn(…)",
            Self::Register { .. } => "Register(…)",
            Self::TriedToRegister { .. } => "TriedToRegister",
            Self::AccountExists { .. } => "AccountExists",
            Self::Approved { .. } => "Approved",
            Self::Declined { .. } => "Declined(…)",
            Self::Reset { .. } => "Reset(…)",
            Self::PasswordChanged { .. } => "PasswordChanged",
            Self::EmailChanged => "EmailChanged",
            Self::UnusualAttempts { .. } => "UnusualAttempts",
        })
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

use crate::clients::{Email, Name};
use crate::feedback::Score;
use crate::secrets::LetterMark;
use crate::tickets::{Subject, TicketNumber, TrackerMark};

/// A mail about a ticket that has been confirmed before: one more of its thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketMail {
    /// Whose mail it is.
    pub name: Name,
    /// Where it goes.
    pub to: Email,
    /// The ticket it is about.
    pub ticket: TicketNumber,
    /// The ticket's mark: the thread it belongs to.
    pub thread: TrackerMark,
    /// What its own Message-ID is made of: the same on every attempt.
    pub mark: LetterMark,
    /// The ticket's title.
    pub subject: Subject,
    /// Where its reader chooses which mails they want. Only who has an account can.
    pub wishes_url: Option<String>,
    /// What it says.
    pub content: TicketMailContent,
}

/// What it says. Every address in it is absolute.
#[derive(Clone, PartialEq, Eq)]
pub enum TicketMailContent {
    /// Staff answered; to the client.
    Answered {
        /// Who. None: they work here no more.
        by: Option<Name>,
        /// What they wrote.
        body: String,
        /// The ticket's page.
        url: String,
        /// If their answer resolved it: for each score the form with that score chosen. Else none.
        rate: Vec<(Score, String)>,
    },
    /// The client wrote; to the member of staff who works on it.
    ClientWrote {
        /// What they are called.
        by: Name,
        /// Whether they proved to be the client. Anyone can type a phone number at the front desk.
        proved: bool,
        /// What they wrote.
        body: String,
        /// The ticket's page.
        url: String,
    },
    /// It is resolved; to the client.
    Resolved {
        /// The ticket's page.
        url: String,
        /// For each score the form with that score chosen. Following one records nothing.
        rate: Vec<(Score, String)>,
    },
    /// It was given to them to work on.
    Assigned {
        /// Whose ticket it is.
        client: Name,
        /// The ticket's page.
        url: String,
    },
}

impl std::fmt::Debug for TicketMailContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Answered { .. } => "Answered(…)",
            Self::ClientWrote { .. } => "ClientWrote(…)",
            Self::Resolved { .. } => "Resolved(…)",
            Self::Assigned { .. } => "Assigned(…)",
        })
    }
}

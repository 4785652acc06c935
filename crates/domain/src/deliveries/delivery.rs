use std::fmt;

use crate::letters::LetterId;
use crate::notices::NoticeId;
use crate::tickets::TicketNumber;
use crate::time::Timestamp;

/// The store's key of a delivery; later deliveries have greater ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeliveryId(pub i64);

/// Where a delivery goes. What stops one target never holds up the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// The tracker.
    Tracker,
    /// The mail server.
    Mail,
}

impl Target {
    /// All targets.
    pub const ALL: [Self; 2] = [Self::Tracker, Self::Mail];

    /// The target as one word, for storing: `tracker`, `mail`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Tracker => "tracker",
            Self::Mail => "mail",
        }
    }

    /// The target of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.key() == key)
    }
}

/// What has to be done. Everything else about it is read when it is done, so an outbox row holds no text,
/// no address and no secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Job {
    /// Create the ticket's issue in the tracker.
    CreateIssue,
    /// Look once more whether the tracker holds two issues for the ticket, after it had to be created again.
    AuditIssue,
    /// Tell the client by mail that the ticket was received.
    MailReceived,
    /// Send a letter.
    MailLetter,
    /// Tell somebody about a ticket.
    MailNotice,
}

impl Job {
    /// All jobs.
    pub const ALL: [Self; 5] = [
        Self::CreateIssue,
        Self::AuditIssue,
        Self::MailReceived,
        Self::MailLetter,
        Self::MailNotice,
    ];

    /// Where it goes.
    #[must_use]
    pub fn target(self) -> Target {
        match self {
            Self::CreateIssue | Self::AuditIssue => Target::Tracker,
            Self::MailReceived | Self::MailLetter | Self::MailNotice => Target::Mail,
        }
    }

    /// The job as one word, for storing: `create_issue`, `audit_issue`, `mail_received`,
    /// `mail_letter`, `mail_notice`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::CreateIssue => "create_issue",
            Self::AuditIssue => "audit_issue",
            Self::MailReceived => "mail_received",
            Self::MailLetter => "mail_letter",
            Self::MailNotice => "mail_notice",
        }
    }

    /// The job of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|job| job.key() == key)
    }

    /// Whether doing it twice would be seen outside, so that an attempt with an unknown end must be looked
    /// into before it is repeated. A mail keeps its Message-ID and is simply sent again.
    #[must_use]
    pub fn must_be_verified(self) -> bool {
        self == Self::CreateIssue
    }
}

/// What a delivery is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// A ticket.
    Ticket(TicketNumber),
    /// A letter.
    Letter(LetterId),
    /// A notice.
    Notice(NoticeId),
}

impl About {
    /// As stored: a word and a key.
    #[must_use]
    pub fn to_stored(self) -> (&'static str, i64) {
        match self {
            Self::Ticket(number) => ("ticket", number.0),
            Self::Letter(id) => ("letter", id.0),
            Self::Notice(id) => ("notice", id.0),
        }
    }

    /// What a row says. Database only.
    #[must_use]
    pub fn from_stored(word: &str, key: i64) -> Option<Self> {
        match word {
            "ticket" => Some(Self::Ticket(TicketNumber(key))),
            "letter" => Some(Self::Letter(LetterId(key))),
            "notice" => Some(Self::Notice(NoticeId(key))),
            _ => None,
        }
    }
}

/// For people: `#10472`, `letter 12`.
impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ticket(number) => number.fmt(f),
            Self::Letter(id) => write!(f, "letter {}", id.0),
            Self::Notice(id) => write!(f, "notice {}", id.0),
        }
    }
}

/// A delivery about to be stored. There is at most one per job and what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewDelivery {
    /// What has to be done.
    pub job: Job,
    /// For what.
    pub about: About,
    /// Not before.
    pub due_at: Timestamp,
    /// Of no use after that: then it is cancelled.
    pub not_after: Option<Timestamp>,
    /// When it was asked for.
    pub created_at: Timestamp,
}

impl NewDelivery {
    /// A ticket's, due at once.
    #[must_use]
    pub fn of_ticket(job: Job, ticket: TicketNumber, now: Timestamp) -> Self {
        Self {
            job,
            about: About::Ticket(ticket),
            due_at: now,
            not_after: None,
            created_at: now,
        }
    }
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// To be done at `due_at`.
    Pending,
    /// A worker has it, until its lease ends.
    Running,
    /// An attempt ended unknown: the other side may have done it. To be looked into at `due_at`.
    Verify,
    /// Done.
    Done,
    /// Given up. A person must look.
    Dead,
    /// It was of no use any more.
    Cancelled,
}

impl State {
    /// All states.
    pub const ALL: [Self; 6] = [
        Self::Pending,
        Self::Running,
        Self::Verify,
        Self::Done,
        Self::Dead,
        Self::Cancelled,
    ];

    /// Whether nothing more will be done.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Dead | Self::Cancelled)
    }

    /// The state as one word, for storing.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Verify => "verify",
            Self::Done => "done",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }
}

/// A delivery as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The store's key.
    pub id: DeliveryId,
    /// What has to be done.
    pub job: Job,
    /// For what.
    pub about: About,
    /// Where it stands.
    pub state: State,
    /// How many attempts were begun. Counted before the work, so that work which kills the process ends
    /// too. Attempts that a pause made pointless are given back.
    pub attempts: i32,
    /// How many times its unknown end was looked into since the last attempt.
    pub checks: i32,
    /// When it is due.
    pub due_at: Timestamp,
    /// Of no use after that.
    pub not_after: Option<Timestamp>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// What the last attempt met, in words for staff. Holds no personal data.
    pub last_error: Option<String>,
}

/// Which process works on a delivery: one per start of the program.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct WorkerId([u8; 16]);

impl WorkerId {
    /// The worker made of these random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes, for storing.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Debug for WorkerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WorkerId({:02x}{:02x})", self.0[0], self.0[1])
    }
}

/// Why a worker was handed a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// To do it.
    Attempt,
    /// To look whether it was done.
    Verify,
}

/// A delivery in a worker's hands. Only the holder of this lease and epoch may settle it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The delivery, its attempt already counted if this is one.
    pub delivery: Delivery,
    /// What to do with it.
    pub claim: Claim,
    /// Who has it.
    pub worker: WorkerId,
    /// Which lease this is: it grows with each.
    pub epoch: i64,
    /// When the lease ends.
    pub lease_until: Timestamp,
}

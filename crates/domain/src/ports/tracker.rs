use std::time::Duration;

use async_trait::async_trait;

use crate::tickets::{
    Body, ExternalId, ExternalReference, Priority, Subject, TicketNumber, TrackerMark, TrackerStatus,
};

/// The other system that also holds the tickets.
///
/// Implementations MUST put the mark on what they create so that `find` finds it; MUST answer `Unknown`
/// whenever the other side may have acted; MUST NOT take an answer that was not given to our own identity
/// for "not there"; MUST NOT retry by themselves.
#[async_trait]
pub trait Tracker: Send + Sync {
    /// What people call it: `Jira`.
    fn name(&self) -> &'static str;

    /// Creates the ticket's issue.
    ///
    /// # Errors
    /// [`TrackerError`].
    async fn create(&self, draft: &IssueDraft) -> Result<ExternalReference, TrackerError>;

    /// The issues that carry this mark and that we created, the earliest first. Empty only if the tracker
    /// certainly answered us; it may still lag behind what was created moments ago.
    ///
    /// # Errors
    /// [`TrackerError`].
    async fn find(
        &self,
        ticket: TicketNumber,
        mark: &TrackerMark,
    ) -> Result<Vec<ExternalReference>, TrackerError>;

    /// Where these issues stand, at most fifty. Ones the tracker does not show us are left out.
    ///
    /// # Errors
    /// [`TrackerError`].
    async fn statuses(&self, ids: &[ExternalId]) -> Result<Vec<(ExternalId, TrackerStatus)>, TrackerError>;

    /// Whether we could create an issue now: address, credential, project, issue type, required fields.
    ///
    /// # Errors
    /// [`TrackerError`] says in its reason what to mend.
    async fn check(&self) -> Result<TrackerHealth, TrackerError>;
}

/// A ticket as the tracker shall hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssueDraft {
    /// The ticket.
    pub ticket: TicketNumber,
    /// Its mark.
    pub mark: TrackerMark,
    /// Its title.
    pub subject: Subject,
    /// What they wrote. May be longer than a tracker holds: then it is cut there, with a word saying so.
    pub body: Body,
    /// The category's words.
    pub category: String,
    /// How much it matters.
    pub priority: Priority,
    /// The client's name and customer ID, for the staff who read it.
    pub client: String,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackerHealth {
    /// In one line: `signed in as frontdesk@example.com, project SUP, type Task`.
    pub summary: String,
}

/// How a call to a tracker ended, if not well. The reasons are for staff and hold no personal data and no
/// secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrackerError {
    /// It refused this request and will again until something is changed.
    #[error("refused: {0}")]
    Rejected(String),
    /// It does not take our credential, or our account may not do this.
    #[error("not allowed: {0}")]
    Unauthorized(String),
    /// It asks us to come back later, and did nothing.
    #[error("asked us to wait: {reason}")]
    Throttled {
        /// How long, if it said so.
        retry_after: Option<Duration>,
        /// What it said.
        reason: String,
    },
    /// The request never left.
    #[error("not reachable: {0}")]
    NotSent(String),
    /// It may have acted: no answer, half an answer, or a fault of its own.
    #[error("no clear answer: {0}")]
    Unknown(String),
}

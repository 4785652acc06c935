use std::time::Duration;

use super::Sender;
use crate::accounts::AccountId;
use crate::secrets::{SubmissionDigest, SubmissionKey};
use crate::tickets::{Body, TicketNumber};
use crate::time::Timestamp;

/// The store's key of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReplyId(pub i64);

/// A reply about to be stored. The client reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReply {
    /// On which ticket.
    pub ticket: TicketNumber,
    /// Who wrote it, as far as we know.
    pub sender: Sender,
    /// What they wrote.
    pub body: Body,
    /// The form it came from: one submission, one reply.
    pub submission: SubmissionKey,
    /// What that form said.
    pub digest: SubmissionDigest,
    /// When.
    pub created_at: Timestamp,
}

/// A reply as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The store's key.
    pub id: ReplyId,
    /// On which ticket.
    pub ticket: TicketNumber,
    /// Who wrote it.
    pub sender: Sender,
    /// What they wrote.
    pub body: Body,
    /// When.
    pub created_at: Timestamp,
}

impl Reply {
    /// How long a member of staff can take back what they sent. Its mail waits as long.
    pub const TAKE_BACK: Duration = Duration::from_secs(10);

    /// Whether this member of staff can take it back now.
    #[must_use]
    pub fn can_be_taken_back(&self, by: AccountId, now: Timestamp) -> bool {
        self.sender == Sender::Agent(by) && now.since(self.created_at) <= Self::TAKE_BACK
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_author_takes_a_reply_back_and_only_for_ten_seconds() {
        let sent = Timestamp::from_micros(1);
        let reply = Reply {
            id: ReplyId(1),
            ticket: TicketNumber(10_001),
            sender: Sender::Agent(AccountId(4)),
            body: Body::parse("Sorry").unwrap(),
            created_at: sent,
        };
        assert!(reply.can_be_taken_back(AccountId(4), sent.after(Reply::TAKE_BACK)));
        let late = sent.after(Reply::TAKE_BACK + Duration::from_millis(1));
        assert!(!reply.can_be_taken_back(AccountId(4), late));
        assert!(!reply.can_be_taken_back(AccountId(5), sent));
        let theirs = Reply {
            sender: Sender::Customer(AccountId(4)),
            ..reply
        };
        assert!(!theirs.can_be_taken_back(AccountId(4), sent));
    }
}

//! Notices: mails about a ticket. All about one ticket are one thread.
//!
//! A notice says only what to tell whom. What it says, and whether it is still so, is read when it is sent.

use crate::accounts::AccountId;
use crate::replies::ReplyId;
use crate::secrets::LetterMark;
use crate::tickets::TicketNumber;
use crate::time::Timestamp;

/// The store's key of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NoticeId(pub i64);

/// Whom a notice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// The ticket's client.
    Client,
    /// A member of staff.
    Agent(AccountId),
}

/// What a notice tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// Somebody answered: the text is in the mail.
    Reply(ReplyId),
    /// It is resolved; five links lead to the form where it is rated. With the answer that resolved it, where
    /// one did: that is one mail, not two.
    Resolved(Option<ReplyId>),
    /// It was given to them to work on.
    Assigned,
}

impl NoticeKind {
    /// As stored: a word and the reply.
    #[must_use]
    pub fn to_stored(self) -> (&'static str, Option<i64>) {
        match self {
            Self::Reply(reply) => ("reply", Some(reply.0)),
            Self::Resolved(reply) => ("resolved", reply.map(|reply| reply.0)),
            Self::Assigned => ("assigned", None),
        }
    }

    /// The kind that a row says. Database only.
    #[must_use]
    pub fn from_stored(word: &str, reply: Option<i64>) -> Option<Self> {
        match (word, reply) {
            ("reply", Some(reply)) => Some(Self::Reply(ReplyId(reply))),
            ("resolved", reply) => Some(Self::Resolved(reply.map(ReplyId))),
            ("assigned", None) => Some(Self::Assigned),
            _ => None,
        }
    }
}

/// A notice, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// About which ticket.
    pub ticket: TicketNumber,
    /// For whom.
    pub to: Recipient,
    /// What it tells.
    pub kind: NoticeKind,
    /// What its Message-ID is made of.
    pub mark: LetterMark,
    /// When it was asked for.
    pub created_at: Timestamp,
}

/// Which mails about tickets someone wants. Mails about their account are not asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailWishes {
    /// When the other side wrote.
    pub replies: bool,
    /// When a ticket of theirs is resolved.
    pub resolved: bool,
    /// When a ticket is given to them.
    pub assigned: bool,
}

impl Default for MailWishes {
    fn default() -> Self {
        Self {
            replies: true,
            resolved: true,
            assigned: true,
        }
    }
}

impl MailWishes {
    /// Whether they want a mail of this kind, or a part of it.
    #[must_use]
    pub fn want(self, kind: NoticeKind) -> bool {
        match kind {
            NoticeKind::Reply(_) => self.replies,
            NoticeKind::Resolved(None) => self.resolved,
            NoticeKind::Resolved(Some(_)) => self.resolved || self.replies,
            NoticeKind::Assigned => self.assigned,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        for kind in [
            NoticeKind::Reply(ReplyId(4)),
            NoticeKind::Resolved(None),
            NoticeKind::Resolved(Some(ReplyId(4))),
            NoticeKind::Assigned,
        ] {
            let (word, reply) = kind.to_stored();
            assert_eq!(NoticeKind::from_stored(word, reply), Some(kind));
            assert!(MailWishes::default().want(kind));
        }
        assert_eq!(NoticeKind::from_stored("reply", None), None);
    }
}

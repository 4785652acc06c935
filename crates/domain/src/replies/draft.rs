use crate::accounts::AccountId;
use crate::text::TextError;
use crate::tickets::TicketNumber;
use crate::time::Timestamp;

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DraftKind {
    /// A reply.
    Reply,
    /// An internal note.
    Note,
}

impl DraftKind {
    /// The kind as one word, for storing: `reply`, `note`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Reply, Self::Note]
            .into_iter()
            .find(|kind| kind.key() == key)
    }
}

/// An unfinished text, as typed, of at most 200,000 characters: also one that is too long to be sent, or
/// holds what may not be sent. Nothing typed is lost for being wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftText(String);

impl DraftText {
    /// The longest draft, in characters.
    pub const MAX: usize = 200_000;

    /// Reads a draft.
    ///
    /// # Errors
    /// [`TextError`] when there is nothing in it, or more than the longest.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        // One engine cannot keep it in a text. Gone first: what is kept must be a draft when it is read, too.
        let text = raw.replace('\0', "");
        if text.trim().is_empty() {
            return Err(TextError::Empty);
        }
        if text.chars().count() > Self::MAX {
            return Err(TextError::TooLong { max: Self::MAX });
        }
        Ok(Self(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What someone began to write on a ticket. One for each of them, ticket and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Who writes.
    pub account: AccountId,
    /// On which ticket.
    pub ticket: TicketNumber,
    /// What.
    pub kind: DraftKind,
    /// What is written so far.
    pub text: DraftText,
    /// The ticket's version they had before their eyes when they began.
    pub seen: i32,
    /// When it was kept last.
    pub saved_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_may_be_wrong_but_not_empty() {
        let long = "x".repeat(100_000);
        assert_eq!(DraftText::parse(&long).unwrap().as_str(), long);
        assert_eq!(DraftText::parse(" \u{1b}[31m\0").unwrap().as_str(), " \u{1b}[31m");
        assert_eq!(DraftText::parse(" \n "), Err(TextError::Empty));
        assert_eq!(DraftText::parse("\0 \0"), Err(TextError::Empty));
    }
}

use crate::accounts::AccountId;
use crate::text::{TextError, one_line};
use crate::tickets::Body;

/// The store's key of a saved reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SavedReplyId(pub i64);

/// By what a saved reply is found: one line, 1 to 80 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedTitle(String);

impl SavedTitle {
    /// The longest title, in characters.
    pub const MAX: usize = 80;

    /// Reads a title.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        one_line(raw, Self::MAX).map(Self)
    }

    /// The title.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A reply kept to be sent again: a text with placeholders, `{client}`, `{ticket}`, `{subject}`, `{agent}`,
/// `{desk}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedReply {
    /// The store's key.
    pub id: SavedReplyId,
    /// By what it is found.
    pub title: SavedTitle,
    /// The text.
    pub body: Body,
    /// Whose it is; none is everybody's, changed by admins.
    pub owner: Option<AccountId>,
}

/// What the placeholders become.
#[derive(Clone, Copy, Debug)]
pub struct Placeholders<'a> {
    /// What the client is called.
    pub client: &'a str,
    /// The ticket's number, as printed.
    pub ticket: &'a str,
    /// The ticket's title.
    pub subject: &'a str,
    /// What who writes is called.
    pub agent: &'a str,
    /// What the desk is called.
    pub desk: &'a str,
}

impl SavedReply {
    /// The text with its placeholders filled. What is in braces and is none stays as it is, and what is
    /// filled in is not looked at again: a subject that says `{agent}` says that.
    #[must_use]
    pub fn filled(&self, with: Placeholders<'_>) -> String {
        let mut filled = String::new();
        let mut rest = self.body.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let named = after.split_once('}');
            match named.and_then(|(name, tail)| Some((with.of(name)?, tail))) {
                Some((value, tail)) => {
                    filled.push_str(value);
                    rest = tail;
                }
                None => {
                    filled.push('{');
                    rest = after;
                }
            }
        }
        filled.push_str(rest);
        filled
    }
}

impl<'a> Placeholders<'a> {
    /// The names of all placeholders.
    pub const NAMES: [&'static str; 5] = ["client", "ticket", "subject", "agent", "desk"];

    fn of(self, name: &str) -> Option<&'a str> {
        match name {
            "client" => Some(self.client),
            "ticket" => Some(self.ticket),
            "subject" => Some(self.subject),
            "agent" => Some(self.agent),
            "desk" => Some(self.desk),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_once_and_other_braces_stay() {
        let reply = SavedReply {
            id: SavedReplyId(1),
            title: SavedTitle::parse("Hello").unwrap(),
            body: Body::parse("Hi {client}, {subject} {is} { {ticket} {agent").unwrap(),
            owner: None,
        };
        let filled = reply.filled(Placeholders {
            client: "Sara {desk}",
            ticket: "#10001",
            subject: "{agent}",
            agent: "Mina",
            desk: "Blue Harbour",
        });
        assert_eq!(filled, "Hi Sara {desk}, {agent} {is} { #10001 {agent");
    }
}

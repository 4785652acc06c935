/// Whose turn it is to write, while a ticket is unresolved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Turn {
    /// The client waits for us.
    #[default]
    Ours,
    /// We wait for the client.
    Theirs,
}

impl Turn {
    /// The turn as one word, for storing: `ours`, `theirs`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
        }
    }

    /// The turn of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Ours, Self::Theirs]
            .into_iter()
            .find(|turn| turn.key() == key)
    }
}

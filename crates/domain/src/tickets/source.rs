/// Where a ticket was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The front desk, without an account.
    Desk,
    /// The portal, by a signed-in customer.
    Portal,
    /// By staff, for a client who called.
    Staff,
    /// By a program.
    Api,
}

impl Source {
    /// The source as one word: `desk`, `portal`, `staff`, `api`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Desk => "desk",
            Self::Portal => "portal",
            Self::Staff => "staff",
            Self::Api => "api",
        }
    }

    /// The source of that word.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Desk, Self::Portal, Self::Staff, Self::Api]
            .into_iter()
            .find(|s| s.key() == key)
    }
}

//! What can be chosen about a list, each as one word of its address.

use frontdesk_domain::{
    accounts::AccountId,
    clients::{ClientNumber, ClientNumberError},
    queue::Assigned,
    search::SearchQuery,
    tickets::Priority,
};

use super::looked_for::ANY;

/// Which priorities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Any,
    /// High and urgent ones.
    Pressing,
    Only(Priority),
}

impl How {
    pub(super) fn of(is_pressing: bool) -> Self {
        if is_pressing { Self::Pressing } else { Self::Any }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Any => ANY,
            Self::Pressing => "pressing",
            Self::Only(priority) => priority.key(),
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        match key {
            ANY => Some(Self::Any),
            "pressing" => Some(Self::Pressing),
            key => Priority::from_key(key).map(Self::Only),
        }
    }

    pub(super) fn only(self) -> Option<Priority> {
        match self {
            Self::Only(priority) => Some(priority),
            Self::Any | Self::Pressing => None,
        }
    }
}

/// Whose work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whom {
    Anyone,
    Nobody,
    Me,
    One(AccountId),
}

impl Whom {
    /// What a view asks for.
    pub(super) fn of(assigned: Option<Assigned>) -> Self {
        match assigned {
            None => Self::Anyone,
            Some(Assigned::Nobody) => Self::Nobody,
            Some(Assigned::To(_)) => Self::Me,
        }
    }

    pub(super) fn key(self) -> String {
        match self {
            Self::Anyone => ANY.to_owned(),
            Self::Nobody => "nobody".to_owned(),
            Self::Me => "me".to_owned(),
            Self::One(account) => account.0.to_string(),
        }
    }

    pub(super) fn from_key(key: &str) -> Option<Self> {
        match key {
            ANY => Some(Self::Anyone),
            "nobody" => Some(Self::Nobody),
            "me" => Some(Self::Me),
            key => key.parse().ok().map(|account| Self::One(AccountId(account))),
        }
    }
}

/// What was typed about a list and cannot be looked for: the field, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wanted {
    pub(super) field: &'static str,
    pub(super) message: &'static str,
}

impl Wanted {
    pub(super) fn client(typed: &str) -> Result<Option<ClientNumber>, Self> {
        let message = match ClientNumber::parse(typed) {
            _ if typed.is_empty() => return Ok(None),
            Ok(number) => return Ok(Some(number)),
            Err(ClientNumberError::Shape) => "Type all eight digits of the customer ID",
            Err(ClientNumberError::CheckDigit) => "A digit of this customer ID is wrong. Look at it again",
        };
        let field = "client";
        Err(Self { field, message })
    }

    pub(super) fn search(typed: &str) -> Result<Option<SearchQuery>, Self> {
        match SearchQuery::parse(typed) {
            _ if typed.is_empty() => Ok(None),
            Some(query) => Ok(Some(query)),
            None => Err(Self {
                field: "find",
                message: "Type at least one whole word to search for. A minus before a word leaves out what has it",
            }),
        }
    }
}

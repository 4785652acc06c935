//! Where the pages of one ticket are, for who asks.

use axum::{extract::FromRequestParts, http::request::Parts};
use frontdesk_domain::{secrets::TrackToken, tickets::TicketNumber};

use crate::{in_path, paths, problem::Problem};

/// Where a ticket's pages are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Under `/my`, for its client, signed in.
    Mine(TicketNumber),
    /// Behind its track link.
    Link(String),
}

impl Place {
    fn at(&self, mine: &str, link: &str) -> String {
        match self {
            Self::Mine(number) => paths::numbered(mine, *number),
            Self::Link(token) => link.replace("{token}", token),
        }
    }

    /// The ticket's page.
    pub(crate) fn page(&self) -> String {
        self.at(paths::MY_TICKET, paths::TRACK)
    }

    /// Its page, saying what was done: a word that [`super::views::done`] has a sentence for.
    pub(super) fn done(&self, word: &str) -> String {
        paths::done(&self.page(), word)
    }

    /// Where its reply box posts to.
    pub(crate) fn reply(&self) -> String {
        self.at(paths::MY_TICKET_REPLY, paths::TRACK_REPLY)
    }

    /// Where its words are changed.
    pub(crate) fn edit(&self) -> String {
        self.at(paths::MY_TICKET_EDIT, paths::TRACK_EDIT)
    }

    /// Where it is moved.
    pub(crate) fn status(&self) -> String {
        self.at(paths::MY_TICKET_STATUS, paths::TRACK_STATUS)
    }

    /// Where it is withdrawn.
    pub(crate) fn withdraw(&self) -> String {
        self.at(paths::MY_TICKET_WITHDRAW, paths::TRACK_WITHDRAW)
    }

    /// Where it is deleted. A link deletes nothing.
    pub(crate) fn delete(&self) -> Option<String> {
        match self {
            Self::Mine(number) => Some(paths::numbered(paths::MY_TICKET_DELETE, *number)),
            Self::Link(_) => None,
        }
    }

    /// Where a task is added.
    pub(crate) fn tasks(&self) -> String {
        self.at(paths::MY_TICKET_TASKS, paths::TRACK_TASKS)
    }

    /// Where one is changed.
    pub(crate) fn task(&self, id: i64) -> String {
        paths::of(&self.at(paths::MY_TICKET_TASK, paths::TRACK_TASK), id)
    }

    /// Where it is rated.
    pub(crate) fn rate(&self) -> String {
        self.at(paths::MY_TICKET_RATE, paths::TRACK_RATE)
    }

    /// Where it is rated, with a score chosen.
    pub(crate) fn rate_with(&self, stars: u8) -> String {
        paths::with(&self.rate(), &[("score", &stars.to_string())])
    }
}

/// The token in the path. What is no token is not found, like a token that opens nothing.
pub(crate) struct Link(pub(crate) TrackToken);

impl<S: Send + Sync> FromRequestParts<S> for Link {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let text = in_path::text(parts, state, "token")
            .await?
            .ok_or(Problem::NotFound)?;
        TrackToken::from_text(&text).map(Self).ok_or(Problem::NotFound)
    }
}

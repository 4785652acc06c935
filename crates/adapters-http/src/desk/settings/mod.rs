//! What an admin sets in pages: categories. What only a file can set is shown beside it.

mod category;
mod overview;
#[cfg(test)]
mod tests;
mod views;

use axum::{
    Router,
    extract::FromRequestParts,
    http::request::Parts,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use frontdesk_domain::access::{Authority, SignedIn};

use crate::{paths, problem::Problem, site::Visitor, state::Desk, who::Manager};

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(paths::SETTINGS, get(overview::show).post(overview::add))
        .route(paths::CATEGORY, get(category::show).post(category::change))
}

/// Who stands before the settings. Whether they may, each use case says.
#[derive(Clone)]
struct Setter {
    desk: Desk,
    visitor: Visitor,
    who: SignedIn,
}

impl FromRequestParts<Desk> for Setter {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Response> {
        let Manager(Authority::Person(who)) = Manager::from_request_parts(parts, desk).await? else {
            return Err(Problem::Forbidden.into_response());
        };
        let visitor = parts.extensions.get::<Visitor>().cloned();
        Ok(Self {
            desk: desk.clone(),
            visitor: visitor.ok_or_else(|| Problem::Internal.into_response())?,
            who,
        })
    }
}

/// What was done, as it stands in the address of the page that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    Added,
    Saved,
    Moved,
    Offered,
    Withdrawn,
}

impl Done {
    const ALL: [Self; 5] = [
        Self::Added,
        Self::Saved,
        Self::Moved,
        Self::Offered,
        Self::Withdrawn,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Saved => "saved",
            Self::Moved => "moved",
            Self::Offered => "offered",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Added => "The category is added, after all others.",
            Self::Saved => "Saved. Tickets that have this category show its new name.",
            Self::Moved => "The category is moved.",
            Self::Offered => "The category is offered for new tickets again.",
            Self::Withdrawn => {
                "The category is no longer offered. Tickets that have it keep it, and can still be found by it."
            }
        }
    }

    /// The settings, saying so.
    fn shown(self) -> Response {
        Redirect::to(&paths::done(paths::SETTINGS, self.key())).into_response()
    }
}

//! Query parameters. Lists come as one parameter with commas or as the parameter repeated: real
//! Jira takes both, and clients send both.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use crate::error::ApiError;
use crate::selection::Selection;

/// All parameters in the order sent.
pub(super) struct Params(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Params {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let query = Query::from_request_parts(parts, state).await;
        query
            .map(|Query(pairs)| Self(pairs))
            .map_err(|_| ApiError::bad_request("The query string is not valid."))
    }
}

impl Params {
    fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The first value under a name.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.one(name).is_some()
    }

    /// Every entry of a list, empty ones left out.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let entries = self.all(name).flat_map(|value| value.split(',')).map(str::trim);
        entries
            .filter(|entry| !entry.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Whether a list, such as `expand`, names something.
    pub(super) fn lists(&self, name: &str, entry: &str) -> bool {
        self.list(name).iter().any(|listed| listed == entry)
    }

    pub(super) fn is_true(&self, name: &str) -> bool {
        self.one(name) == Some("true")
    }

    pub(super) fn number(&self, name: &str) -> Result<Option<usize>, ApiError> {
        let number = |text: &str| {
            text.parse()
                .map_err(|_| ApiError::bad_request(format!("'{name}' must be a number.")))
        };
        self.one(name).map(number).transpose()
    }

    /// The issue members that `fields` and `properties` ask for.
    pub(super) fn selection(&self) -> Selection {
        Selection::new(self.list("fields"), self.list("properties"))
    }

    /// The page that `startAt` and `maxResults` ask for; 50 entries by default, 100 at most.
    pub(super) fn page(&self) -> Result<Page, ApiError> {
        let start_at = self.number("startAt")?.unwrap_or(0);
        let size = self.number("maxResults")?.unwrap_or(50).clamp(1, 100);
        Ok(Page { start_at, size })
    }
}

/// Where a page starts and how long it may be.
pub(super) struct Page {
    pub(super) start_at: usize,
    pub(super) size: usize,
}

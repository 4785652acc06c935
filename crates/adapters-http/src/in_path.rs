//! What the path of a request names.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use crate::problem::Problem;

/// A part of the path by its name, where the route has one of that name.
///
/// # Errors
/// [`Problem::NotFound`] for what is no text.
pub(crate) async fn text<S: Send + Sync>(
    parts: &mut Parts,
    state: &S,
    name: &str,
) -> Result<Option<String>, Problem> {
    let params = RawPathParams::from_request_parts(parts, state).await;
    let params = params.map_err(|_| Problem::NotFound)?;
    let mut named = params.iter().filter(|(known, _)| *known == name);
    Ok(named.next().map(|(_, text)| text.to_owned()))
}

/// A number of the path by its name.
///
/// # Errors
/// [`Problem::NotFound`] for what is no number: nothing is kept under it.
pub(crate) async fn number<S: Send + Sync>(parts: &mut Parts, state: &S, name: &str) -> Result<i64, Problem> {
    let text = text(parts, state, name).await?.ok_or(Problem::NotFound)?;
    text.parse().map_err(|_| Problem::NotFound)
}

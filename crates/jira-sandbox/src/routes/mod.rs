//! The REST interface, one file per resource.

mod accounts;
mod attachments;
mod classic_search;
mod comments;
mod issues;
mod meta;
mod params;
mod projects;
mod properties;
mod remote_links;
mod search;
mod transitions;
mod webhooks;

use axum::body::Bytes;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::{Router, middleware};
use serde_json::{Map, Value};

use crate::app::App;
use crate::auth::require_account;
use crate::error::ApiError;
use crate::faults::gate;
use crate::options::Flavor;

/// Jira's own limit for a request is not published; this one is for the sandbox's memory.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// Everything under `/rest/`, behind the account check and the fault gate.
pub(crate) fn router(app: &App) -> Router<App> {
    let flavor = app.site().flavor;
    let api = Router::new()
        .merge(accounts::routes())
        .merge(projects::routes())
        .merge(meta::routes())
        .merge(issues::routes())
        .merge(transitions::routes())
        .merge(comments::routes())
        .merge(properties::routes())
        .merge(remote_links::routes())
        .merge(attachments::routes())
        .merge(match flavor {
            Flavor::Cloud => search::routes(),
            Flavor::DataCenter => classic_search::routes(),
        });
    Router::new()
        .nest(&format!("/rest/api/{}", flavor.api_version()), api)
        .nest("/rest/webhooks/1.0", webhooks::routes())
        .route("/rest/{*rest}", axum::routing::any(no_such_path))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(app.clone(), require_account))
        .layer(middleware::from_fn_with_state(app.clone(), gate))
}

async fn no_such_path() -> Response {
    ApiError::not_found("No such resource in this version of the REST interface.").into_response()
}

/// 204 as Jira sends it after an edit: without a body, but with the type of one.
fn no_content() -> Response {
    (StatusCode::NO_CONTENT, [(CONTENT_TYPE, "application/json")]).into_response()
}

/// The body as a JSON object.
fn object(body: &Bytes) -> Result<Map<String, Value>, ApiError> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err(ApiError::bad_request(
            "Invalid request payload. Refer to the REST API documentation and try again.",
        )),
        Err(_) => Err(ApiError::bad_request(
            "There was an error parsing JSON. Check that your request body is valid.",
        )),
    }
}

/// An optional member that must be an object when present.
fn part<'a>(
    body: &'a Map<String, Value>,
    name: &str,
) -> Result<std::borrow::Cow<'a, Map<String, Value>>, ApiError> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(std::borrow::Cow::Owned(Map::new())),
        Some(Value::Object(map)) => Ok(std::borrow::Cow::Borrowed(map)),
        Some(_) => Err(ApiError::field(name, format!("'{name}' must be an object."))),
    }
}

/// `[{key, value}]` pairs, as issues and comments take their properties.
fn key_values(body: &Map<String, Value>) -> Result<Vec<(String, Value)>, ApiError> {
    let bad = || {
        ApiError::field(
            "properties",
            "Properties must be a list of objects with key and value.",
        )
    };
    let list = match body.get("properties") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(list) => list.as_array().ok_or_else(bad)?,
    };
    let mut pairs = Vec::new();
    for pair in list {
        let key = pair.get("key").and_then(Value::as_str).ok_or_else(bad)?;
        let value = pair.get("value").ok_or_else(bad)?;
        properties::check(key, value)?;
        pairs.push((key.to_owned(), value.clone()));
    }
    Ok(pairs)
}

//! Issue properties: small JSON values that people do not see.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::app::App;
use crate::error::ApiError;
use crate::events::What;
use crate::model::User;

/// Jira's limits: 255 characters for a key, 32,768 for a value.
const KEY_LIMIT: usize = 255;
const VALUE_LIMIT: usize = 32_768;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/issue/{issue}/properties", get(list)).route(
        "/issue/{issue}/properties/{key}",
        get(one).put(set).delete(remove),
    )
}

/// Refuses keys and values beyond the limits.
pub(super) fn check(key: &str, value: &Value) -> Result<(), ApiError> {
    if key.is_empty() || key.chars().count() > KEY_LIMIT {
        return Err(ApiError::bad_request(
            "The property key must have 1 to 255 characters.",
        ));
    }
    if value.to_string().len() > VALUE_LIMIT {
        return Err(ApiError::bad_request(
            "The property value must not be longer than 32768 characters.",
        ));
    }
    Ok(())
}

async fn list(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Value>, ApiError> {
    app.with(|world| {
        let issue = world.issue(&id)?;
        let address = |key: &str| world.site.rest(&format!("issue/{}/properties/{key}", issue.id));
        let keys: Vec<Value> = issue
            .properties
            .keys()
            .map(|key| json!({"self": address(key), "key": key}))
            .collect();
        Ok(Json(json!({ "keys": keys })))
    })
}

fn no_property(key: &str) -> ApiError {
    ApiError::not_found(format!("The property with key '{key}' does not exist."))
}

async fn one(
    State(app): State<App>,
    Path((id, key)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    app.with(|world| {
        let value = world
            .issue(&id)?
            .properties
            .get(&key)
            .ok_or_else(|| no_property(&key))?;
        Ok(Json(json!({"key": key, "value": value})))
    })
}

/// 201 when the property is new, 200 when it was replaced.
async fn set(
    State(app): State<App>,
    Path((id, key)): Path<(String, String)>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let value: Value = serde_json::from_slice(&body)
        .map_err(|_| ApiError::bad_request("The property value must be valid, non-empty JSON."))?;
    check(&key, &value)?;
    let new = app.with(|world| world.set_property(&id, &key, value))?;
    Ok((
        if new { StatusCode::CREATED } else { StatusCode::OK },
        Json(json!({})),
    ))
}

async fn remove(
    State(app): State<App>,
    Path((id, key)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    app.with(|world| {
        if !world.issue(&id)?.properties.contains_key(&key) {
            return Err(no_property(&key));
        }
        let (issue, _) = world.change(&id, |issue| issue.properties.remove(&key))?;
        world.happened(User::Integration, &issue, What::PropertyDeleted(key));
        Ok(StatusCode::NO_CONTENT)
    })
}

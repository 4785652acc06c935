//! Issues: create, read, edit, delete.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::params::Params;
use super::{key_values, no_content, object, part};
use crate::app::App;
use crate::error::ApiError;
use crate::fields;
use crate::model::User;
use crate::render;
use crate::selection::Selection;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/issue", post(create))
        .route("/issue/{issue}", get(one).put(edit).delete(remove))
        .route("/issue/{issue}/assignee", put(assign))
        .route("/issue/{issue}/changelog", get(history))
        .route("/issue/bulkfetch", post(bulk_fetch))
}

/// Creates an issue. The members of `update` are not supported here.
async fn create(State(app): State<App>, body: Bytes) -> Result<(StatusCode, Json<Value>), ApiError> {
    let body = object(&body)?;
    let sent = part(&body, "fields")?;
    let properties = key_values(&body)?;
    let issue = app.with(|world| {
        let new = fields::parse_new(world, &sent)?;
        world.create_issue(new, properties)
    })?;
    let link = app.site().rest(&format!("issue/{}", issue.id));
    Ok((
        StatusCode::CREATED,
        Json(json!({"id": issue.id.to_string(), "key": issue.key, "self": link})),
    ))
}

async fn one(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Value>, ApiError> {
    let selection = params.selection().all_fields_by_default();
    let with_history = params.lists("expand", "changelog");
    app.with(|world| {
        let issue = world.issue(&id)?;
        let mut answer = selection.render(&world.site, &world.projects, issue);
        if with_history {
            let histories: Vec<Value> = issue
                .history
                .iter()
                .map(|c| render::change(&world.site, c))
                .collect();
            let total = histories.len();
            answer["changelog"] =
                json!({"startAt": 0, "maxResults": total, "total": total, "histories": histories});
        }
        Ok(Json(answer))
    })
}

/// Sets fields. A status in here is an unknown field: only transitions change it.
async fn edit(State(app): State<App>, Path(id): Path<String>, body: Bytes) -> Result<Response, ApiError> {
    let body = object(&body)?;
    let (sent, update) = (part(&body, "fields")?, part(&body, "update")?);
    let properties = key_values(&body)?;
    app.with(|world| {
        world.edit_issue(&id, &sent, &update)?;
        properties
            .into_iter()
            .try_for_each(|(key, value)| world.set_property(&id, &key, value).map(|_| ()))
    })?;
    Ok(no_content())
}

async fn remove(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, ApiError> {
    app.with(|world| world.delete_issue(&id, User::Integration))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn assign(State(app): State<App>, Path(id): Path<String>, body: Bytes) -> Result<Response, ApiError> {
    let sent = object(&body)?;
    let nobody = sent.values().all(Value::is_null);
    let assignee = if nobody { Value::Null } else { Value::Object(sent) };
    let fields = Map::from_iter([("assignee".to_owned(), assignee)]);
    app.with(|world| world.edit_issue(&id, &fields, &Map::new()))?;
    Ok(no_content())
}

async fn history(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Value>, ApiError> {
    app.with(|world| {
        let issue = world.issue(&id)?;
        let values: Vec<Value> = issue
            .history
            .iter()
            .map(|c| render::change(&world.site, c))
            .collect();
        Ok(Json(json!({
            "self": world.site.rest(&format!("issue/{}/changelog", issue.id)),
            "startAt": 0, "maxResults": 100, "total": values.len(), "isLast": true, "values": values,
        })))
    })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct BulkFetch {
    issue_ids_or_keys: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    properties: Vec<String>,
}

/// Issues that do not exist are reported, not refused.
async fn bulk_fetch(State(app): State<App>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let wanted: BulkFetch = serde_json::from_slice(&body).map_err(|_| {
        ApiError::bad_request("Invalid request payload. Refer to the REST API documentation and try again.")
    })?;
    if wanted.issue_ids_or_keys.len() > 100 {
        return Err(ApiError::bad_request(
            "No more than 100 issues can be fetched at once.",
        ));
    }
    let selection = Selection::new(wanted.fields, wanted.properties).all_fields_by_default();
    app.with(|world| {
        let found = wanted.issue_ids_or_keys.iter().filter_map(|id| world.issue(id).ok());
        let issues: Vec<Value> =
            found.map(|issue| selection.render(&world.site, &world.projects, issue)).collect();
        let missing: Vec<Value> = wanted
            .issue_ids_or_keys
            .iter()
            .filter(|id| world.issue(id).is_err())
            .map(|id| json!({"id": id, "errorMessage": "Issue does not exist or you do not have permission to see it."}))
            .collect();
        Ok(Json(json!({"issues": issues, "issueErrors": missing})))
    })
}

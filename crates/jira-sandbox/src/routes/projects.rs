//! Projects.

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::params::Params;
use crate::app::App;
use crate::error::ApiError;
use crate::model::{IssueType, User};
use crate::render;
use crate::workflow::Status;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/project", get(list))
        .route("/project/search", get(search))
        .route("/project/{project}", get(one))
        .route("/project/{project}/statuses", get(statuses))
}

async fn list(State(app): State<App>) -> Json<Value> {
    Json(app.with(|world| {
        world
            .projects
            .iter()
            .map(|p| render::project(&world.site, p))
            .collect()
    }))
}

/// Projects whose key or name contains `query`, or whose key is among `keys`.
async fn search(State(app): State<App>, params: Params) -> Result<Json<Value>, ApiError> {
    let page = params.page()?;
    let words = params.one("query").unwrap_or_default().to_lowercase();
    let keys = params.list("keys");
    let found: Vec<Value> = app.with(|world| {
        world
            .projects
            .iter()
            .filter(|p| p.key.to_lowercase().contains(&words) || p.name.to_lowercase().contains(&words))
            .filter(|p| keys.is_empty() || keys.contains(&p.key))
            .map(|project| render::project(&world.site, project))
            .collect()
    });
    let total = found.len();
    let values: Vec<Value> = found.into_iter().skip(page.start_at).take(page.size).collect();
    Ok(Json(json!({
        "self": app.site().rest("project/search"),
        "maxResults": page.size,
        "startAt": page.start_at,
        "total": total,
        "isLast": page.start_at + values.len() >= total,
        "values": values,
    })))
}

fn no_project(key: &str) -> ApiError {
    ApiError::not_found(format!("No project could be found with key '{key}'."))
}

async fn one(State(app): State<App>, Path(key): Path<String>) -> Result<Json<Value>, ApiError> {
    let mut answer = app.with(|world| {
        world
            .project(&key)
            .map(|p| render::project(&world.site, p))
            .ok_or_else(|| no_project(&key))
    })?;
    let kinds: Vec<Value> = IssueType::ALL
        .into_iter()
        .map(|kind| render::issue_type(app.site(), kind))
        .collect();
    answer["description"] = json!("");
    answer["lead"] = render::user(app.site(), User::Agent);
    answer["components"] = json!([]);
    answer["versions"] = json!([]);
    answer["assigneeType"] = json!("UNASSIGNED");
    answer["issueTypes"] = json!(kinds);
    Ok(Json(answer))
}

async fn statuses(State(app): State<App>, Path(key): Path<String>) -> Result<Json<Value>, ApiError> {
    app.with(|world| world.project(&key).map(|_| ()).ok_or_else(|| no_project(&key)))?;
    let statuses: Vec<Value> = Status::ALL
        .into_iter()
        .map(|s| render::status(app.site(), s))
        .collect();
    let list = IssueType::ALL.into_iter().map(|kind| {
        json!({
            "self": app.site().rest(&format!("issuetype/{}", kind.id())),
            "id": kind.id(),
            "name": kind.name(),
            "subtask": false,
            "statuses": statuses,
        })
    });
    Ok(Json(list.collect()))
}

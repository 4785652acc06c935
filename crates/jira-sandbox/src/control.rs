//! `/__sandbox/…`: how tests cause trouble and look inside. No account needed.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::app::App;
use crate::error::ApiError;
use crate::faults::{Fault, Modes};
use crate::journal::Log;
use crate::model::User;
use crate::snapshot::Snapshot;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/__sandbox/faults", post(change).delete(clear))
        .route("/__sandbox/modes", get(modes))
        .route("/__sandbox/state", get(state))
        .route("/__sandbox/log", get(log))
        .route("/__sandbox/index/catch-up", post(catch_up))
        .route("/__sandbox/projects", post(add_project))
        .route("/__sandbox/issues/{issue}", axum::routing::delete(delete_issue))
        .route("/__sandbox/issues/{issue}/move", post(move_issue))
}

/// Faults to arm after those already armed, and modes to replace the present ones.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Trouble {
    #[serde(default)]
    faults: Vec<Fault>,
    modes: Option<Modes>,
}

fn read<T: for<'a> Deserialize<'a>>(body: &Bytes) -> Result<T, ApiError> {
    serde_json::from_slice(body).map_err(|error| ApiError::bad_request(error.to_string()))
}

async fn change(State(app): State<App>, body: Bytes) -> Result<StatusCode, ApiError> {
    let trouble: Trouble = read(&body)?;
    app.with(|world| {
        trouble
            .faults
            .into_iter()
            .for_each(|fault| world.rules.arm(fault));
        if let Some(modes) = trouble.modes {
            world.modes = modes;
        }
    });
    Ok(StatusCode::NO_CONTENT)
}

/// Disarms all faults and goes back to normal modes.
async fn clear(State(app): State<App>) -> StatusCode {
    app.with(|world| {
        world.rules.clear();
        world.modes = Modes::default();
    });
    StatusCode::NO_CONTENT
}

async fn modes(State(app): State<App>) -> Json<Modes> {
    Json(app.with(|world| world.modes.clone()))
}

async fn state(State(app): State<App>) -> Json<Snapshot> {
    Json(app.with(|world| Snapshot::of(world)))
}

async fn log(State(app): State<App>) -> Json<Log> {
    Json(app.with(|world| world.log.clone()))
}

async fn catch_up(State(app): State<App>) -> StatusCode {
    app.with(|world| world.index.catch_up());
    StatusCode::NO_CONTENT
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct NewProject {
    key: String,
    name: String,
}

async fn add_project(State(app): State<App>, body: Bytes) -> Result<StatusCode, ApiError> {
    let project: NewProject = read(&body)?;
    app.with(|world| world.add_project(&project.key, &project.name));
    Ok(StatusCode::CREATED)
}

/// Deletes an issue as a person in Jira would.
async fn delete_issue(State(app): State<App>, Path(issue): Path<String>) -> Result<StatusCode, ApiError> {
    app.with(|world| world.delete_issue(&issue, User::Agent))?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    project: String,
}

/// Moves an issue to another project, which changes its key.
async fn move_issue(
    State(app): State<App>,
    Path(issue): Path<String>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let target: Move = read(&body)?;
    let key = app.with(|world| world.move_issue(&issue, &target.project))?;
    Ok(Json(serde_json::json!({ "key": key })))
}

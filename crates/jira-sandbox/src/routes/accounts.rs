//! Who we are, what we may do, where we are.

use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use super::params::Params;
use crate::app::App;
use crate::clock::jira_time;
use crate::error::ApiError;
use crate::model::User;
use crate::render;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/myself", get(myself))
        .route("/mypermissions", get(my_permissions))
        .route("/serverInfo", get(server_info))
        .route("/user", get(user))
        .route("/users/search", get(users))
        .route("/user/search", get(users))
        .route("/user/assignable/search", get(users))
}

async fn myself(State(app): State<App>) -> Json<Value> {
    let mut answer = render::user(app.site(), User::Integration);
    answer["locale"] = json!("en_US");
    Json(answer)
}

/// The permissions Frontdesk asks about (id, key, name, kind).
const PERMISSIONS: [(&str, &str, &str, &str); 8] = [
    ("0", "ADMINISTER", "Administer Jira", "GLOBAL"),
    ("10", "BROWSE_PROJECTS", "Browse Projects", "PROJECT"),
    ("11", "CREATE_ISSUES", "Create Issues", "PROJECT"),
    ("12", "EDIT_ISSUES", "Edit Issues", "PROJECT"),
    ("15", "ADD_COMMENTS", "Add Comments", "PROJECT"),
    ("19", "CREATE_ATTACHMENTS", "Create Attachments", "PROJECT"),
    ("21", "LINK_ISSUES", "Link Issues", "PROJECT"),
    ("46", "TRANSITION_ISSUES", "Transition Issues", "PROJECT"),
];

/// Cloud demands the names asked for; Data Center lists all without them.
async fn my_permissions(State(app): State<App>, params: Params) -> Result<Json<Value>, ApiError> {
    let names = params.list("permissions");
    if names.is_empty() && app.site().is_cloud() {
        return Err(ApiError::bad_request(
            "The 'permissions' query parameter is required.",
        ));
    }
    if let Some(unknown) = names
        .iter()
        .find(|name| !PERMISSIONS.iter().any(|p| p.1 == **name))
    {
        return Err(ApiError::bad_request(format!(
            "Unrecognized permission: {unknown}"
        )));
    }
    let have = app.with(|world| !world.modes.forbidden);
    let listed: Map<String, Value> = PERMISSIONS
        .iter()
        .filter(|permission| names.is_empty() || names.iter().any(|name| name == permission.1))
        .map(|(id, key, name, kind)| {
            let entry = json!({
                "id": id, "key": key, "name": name, "type": kind, "description": "", "havePermission": have,
            });
            ((*key).to_owned(), entry)
        })
        .collect();
    Ok(Json(json!({ "permissions": listed })))
}

async fn server_info(State(app): State<App>) -> Json<Value> {
    let time = app.with(|world| jira_time(world.now()));
    let (deployment, version, numbers) = if app.site().is_cloud() {
        ("Cloud", "1001.0.0", [1001, 0, 0])
    } else {
        ("Server", "10.3.0", [10, 3, 0])
    };
    Json(json!({
        "baseUrl": app.site().origin,
        "version": version,
        "versionNumbers": numbers,
        "deploymentType": deployment,
        "buildNumber": 100_300,
        "buildDate": "2025-12-01T00:00:00.000+0000",
        "serverTime": time,
        "scmInfo": "sandbox",
        "serverTitle": "Jira sandbox",
    }))
}

async fn user(State(app): State<App>, params: Params) -> Result<Json<Value>, ApiError> {
    let id = params
        .one("accountId")
        .or_else(|| params.one("username"))
        .unwrap_or_default();
    let found = User::find(id).ok_or_else(|| {
        ApiError::not_found("Specified user does not exist or you do not have required permissions")
    })?;
    Ok(Json(render::user(app.site(), found)))
}

async fn users(State(app): State<App>) -> Json<Value> {
    Json(
        User::ALL
            .into_iter()
            .map(|user| render::user(app.site(), user))
            .collect(),
    )
}

//! Links from an issue to things outside Jira; `globalId` makes creating one an upsert.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use super::object;
use super::params::Params;
use crate::app::App;
use crate::error::ApiError;
use crate::model::{Issue, RemoteLink};
use crate::site::Site;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/issue/{issue}/remotelink", get(list).post(upsert))
        .route("/issue/{issue}/remotelink/{link}", get(one))
}

fn address(site: &Site, issue: &Issue, link: &RemoteLink) -> String {
    site.rest(&format!("issue/{}/remotelink/{}", issue.id, link.id))
}

fn describe(site: &Site, issue: &Issue, link: &RemoteLink) -> Value {
    let mut described = link.body.clone();
    described["id"] = json!(link.id);
    described["self"] = json!(address(site, issue, link));
    if let Some(global_id) = &link.global_id {
        described["globalId"] = json!(global_id);
    }
    described
}

/// All links as a list; with `globalId` the one link as an object, or 404.
async fn list(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Value>, ApiError> {
    app.with(|world| {
        let issue = world.issue(&id)?;
        let Some(global_id) = params.one("globalId") else {
            return Ok(Json(
                issue
                    .links
                    .iter()
                    .map(|link| describe(&world.site, issue, link))
                    .collect(),
            ));
        };
        let found = issue
            .links
            .iter()
            .find(|link| link.global_id.as_deref() == Some(global_id));
        let found = found.ok_or_else(|| {
            ApiError::not_found(format!(
                "A remote link with the global ID '{global_id}' does not exist."
            ))
        })?;
        Ok(Json(describe(&world.site, issue, found)))
    })
}

async fn one(State(app): State<App>, Path((id, link)): Path<(String, u64)>) -> Result<Json<Value>, ApiError> {
    app.with(|world| {
        let issue = world.issue(&id)?;
        let found = issue.links.iter().find(|known| known.id == link);
        let found = found.ok_or_else(|| ApiError::not_found("The remote link does not exist."))?;
        Ok(Json(describe(&world.site, issue, found)))
    })
}

/// What is kept of a request: the known members; those left out become absent.
fn checked(sent: &Map<String, Value>) -> Result<(Option<String>, Value), ApiError> {
    let object = sent.get("object").and_then(Value::as_object);
    let object = object.ok_or_else(|| ApiError::field("object", "'object' is required."))?;
    for member in ["url", "title"] {
        if object
            .get(member)
            .and_then(Value::as_str)
            .is_none_or(str::is_empty)
        {
            return Err(ApiError::field(member, format!("'{member}' is required.")));
        }
    }
    let global_id = match sent.get("globalId") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) if (1..=255).contains(&id.chars().count()) => Some(id.clone()),
        Some(_) => {
            return Err(ApiError::field(
                "globalId",
                "'globalId' must have 1 to 255 characters.",
            ));
        }
    };
    let kept = ["application", "relationship", "object"].into_iter();
    let body = kept
        .filter_map(|name| Some((name.to_owned(), sent.get(name)?.clone())))
        .collect();
    Ok((global_id, Value::Object(body)))
}

/// 201 for a new link, 200 for one that was there under the same `globalId`.
async fn upsert(
    State(app): State<App>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let (global_id, body) = checked(&object(&body)?)?;
    app.with(|world| {
        world.issue(&id)?;
        let fresh = world.new_id();
        let (issue, (link, new)) = world.change(&id, |issue| put(issue, global_id, body, fresh))?;
        let answer = json!({"id": link.id, "self": address(&world.site, &issue, &link)});
        Ok((
            if new { StatusCode::CREATED } else { StatusCode::OK },
            Json(answer),
        ))
    })
}

fn put(issue: &mut Issue, global_id: Option<String>, body: Value, fresh: u64) -> (RemoteLink, bool) {
    let known = issue
        .links
        .iter_mut()
        .find(|link| global_id.is_some() && link.global_id == global_id);
    if let Some(link) = known {
        link.body = body;
        return (link.clone(), false);
    }
    let link = RemoteLink {
        id: fresh,
        global_id,
        body,
    };
    issue.links.push(link.clone());
    (link, true)
}

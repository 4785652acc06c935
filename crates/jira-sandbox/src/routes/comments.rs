//! Comments.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::params::Params;
use super::{key_values, object};
use crate::app::App;
use crate::error::ApiError;
use crate::events::What;
use crate::fields;
use crate::model::{Comment, Issue, User};
use crate::render;
use crate::site::Site;
use crate::world::World;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/issue/{issue}/comment", get(list).post(add))
        .route(
            "/issue/{issue}/comment/{comment}",
            get(one).put(edit).delete(remove),
        )
}

/// The text of a comment, which must be there.
pub(super) fn body(world: &World, sent: Option<&Value>) -> Result<Value, ApiError> {
    let empty = || ApiError::field("comment", "Comment body can not be empty!");
    let sent = sent.ok_or_else(empty)?;
    let body = fields::rich_text(world, sent).map_err(|message| ApiError::field("comment", message))?;
    if body.is_null() || body == "" {
        Err(empty())
    } else {
        Ok(body)
    }
}

fn describe(site: &Site, issue: &Issue, comment: &Comment, with_properties: bool) -> Value {
    let mut described = render::comment(site, issue, comment);
    if with_properties {
        described["properties"] = json!(comment.properties);
    }
    described
}

async fn list(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Value>, ApiError> {
    let page = params.page()?;
    app.with(|world| {
        let issue = world.issue(&id)?;
        let comments: Vec<Value> = issue
            .comments
            .iter()
            .skip(page.start_at)
            .take(page.size)
            .map(|comment| describe(&world.site, issue, comment, params.lists("expand", "properties")))
            .collect();
        Ok(Json(json!({
            "startAt": page.start_at, "maxResults": page.size, "total": issue.comments.len(),
            "comments": comments,
        })))
    })
}

async fn add(
    State(app): State<App>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let sent = object(&body)?;
    let properties = key_values(&sent)?
        .into_iter()
        .map(|(key, value)| json!({"key": key, "value": value}));
    let properties: Vec<Value> = properties.collect();
    app.with(|world| {
        world.issue(&id)?;
        let body = self::body(world, sent.get("body"))?;
        let visibility = sent.get("visibility").cloned();
        let comment = world.add_comment(&id, User::Integration, body, visibility, properties)?;
        let answer = describe(&world.site, world.issue(&id)?, &comment, false);
        Ok((StatusCode::CREATED, Json(answer)))
    })
}

fn no_comment(id: &str) -> ApiError {
    ApiError::not_found(format!("Can not find a comment for the id: {id}."))
}

fn find(issue: &Issue, id: &str) -> Result<usize, ApiError> {
    issue
        .comments
        .iter()
        .position(|c| c.id.to_string() == id)
        .ok_or_else(|| no_comment(id))
}

async fn one(
    State(app): State<App>,
    Path((id, comment)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Value>, ApiError> {
    app.with(|world| {
        let issue = world.issue(&id)?;
        let found = &issue.comments[find(issue, &comment)?];
        Ok(Json(describe(
            &world.site,
            issue,
            found,
            params.lists("expand", "properties"),
        )))
    })
}

async fn edit(
    State(app): State<App>,
    Path((id, comment)): Path<(String, String)>,
    body: Bytes,
) -> Result<Json<Value>, ApiError> {
    let sent = object(&body)?;
    app.with(|world| {
        let at = find(world.issue(&id)?, &comment)?;
        let body = self::body(world, sent.get("body"))?;
        let now = world.now();
        let (issue, edited) = world.change(&id, |issue| {
            let comment = &mut issue.comments[at];
            comment.body = body;
            comment.updated = now;
            comment.clone()
        })?;
        world.happened(User::Integration, &issue, What::CommentUpdated(edited.clone()));
        Ok(Json(describe(&world.site, &issue, &edited, false)))
    })
}

async fn remove(
    State(app): State<App>,
    Path((id, comment)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    app.with(|world| {
        let at = find(world.issue(&id)?, &comment)?;
        let (issue, removed) = world.change(&id, |issue| issue.comments.remove(at))?;
        world.happened(User::Integration, &issue, What::CommentDeleted(removed));
        Ok(StatusCode::NO_CONTENT)
    })
}

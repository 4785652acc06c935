//! Files on issues.

use axum::body::Bytes;
use axum::extract::multipart::Field;
use axum::extract::{Multipart, Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use super::params::Params;
use crate::app::App;
use crate::error::ApiError;
use crate::events::What;
use crate::model::{Attachment, User};
use crate::render;
use crate::world::World;

/// Jira's limit per request.
const FILE_LIMIT: usize = 60;
/// The default upload limit of a Cloud site is larger; the sandbox keeps files in memory.
const SIZE_LIMIT: usize = 10 * 1024 * 1024;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/issue/{issue}/attachments", post(add))
        .route("/attachment/meta", get(meta))
        .route("/attachment/{id}", get(one).delete(remove))
        .route("/attachment/content/{id}", get(content))
}

/// A file as it was sent.
struct Upload {
    name: String,
    media_type: String,
    content: Bytes,
}

/// Takes files from the multipart field `file`; without the no-check header Jira answers 403.
async fn add(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    form: Multipart,
) -> Result<Json<Value>, ApiError> {
    if headers
        .get("x-atlassian-token")
        .is_none_or(|token| token.as_bytes() != b"no-check")
    {
        return Err(ApiError::new(StatusCode::FORBIDDEN, "XSRF check failed"));
    }
    app.with(|world| world.issue(&id).map(|_| ()))?;
    let uploads = read(form).await?;
    app.with(|world| {
        let files = uploads.into_iter().map(|upload| attach(world, &id, upload));
        Ok(Json(files.collect::<Result<Vec<_>, _>>()?.into()))
    })
}

async fn read(mut form: Multipart) -> Result<Vec<Upload>, ApiError> {
    let broken = |_| ApiError::bad_request("The multipart body could not be read.");
    let mut uploads = Vec::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() != Some("file") {
            continue;
        }
        uploads.push(upload(field).await?);
    }
    if uploads.is_empty() || uploads.len() > FILE_LIMIT {
        return Err(ApiError::bad_request(
            "Send 1 to 60 files in fields named 'file'.",
        ));
    }
    Ok(uploads)
}

async fn upload(field: Field<'_>) -> Result<Upload, ApiError> {
    let name = field.file_name().unwrap_or("file").to_owned();
    let media_type = field
        .content_type()
        .unwrap_or("application/octet-stream")
        .to_owned();
    let content = field
        .bytes()
        .await
        .map_err(|_| ApiError::bad_request("The multipart body could not be read."))?;
    if content.len() > SIZE_LIMIT {
        return Err(ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "The file is too large.",
        ));
    }
    Ok(Upload {
        name,
        media_type,
        content,
    })
}

fn attach(world: &mut World, id: &str, upload: Upload) -> Result<Value, ApiError> {
    let file = Attachment {
        id: world.new_id(),
        file_name: upload.name,
        media_type: upload.media_type,
        author: User::Integration,
        created: world.now(),
        content: upload.content,
    };
    let described = render::attachment(&world.site, &file);
    let file_id = file.id;
    let (issue, ()) = world.change(id, |issue| issue.attachments.push(file))?;
    world.happened(User::Integration, &issue, What::AttachmentCreated(file_id));
    Ok(described)
}

async fn meta() -> Json<Value> {
    Json(json!({"enabled": true, "uploadLimit": SIZE_LIMIT}))
}

fn find(world: &World, id: &str) -> Result<Attachment, ApiError> {
    let mut files = world.issues.values().flat_map(|issue| issue.attachments.iter());
    let found = files.find(|file| file.id.to_string() == id).cloned();
    found.ok_or_else(|| ApiError::not_found(format!("The attachment with id '{id}' does not exist")))
}

/// The metadata of one file; its id is a number here and a string in lists, as in Jira.
async fn one(State(app): State<App>, Path(id): Path<String>) -> Result<Json<Value>, ApiError> {
    let file = app.with(|world| find(world, &id))?;
    let mut described = render::attachment(app.site(), &file);
    if app.site().is_cloud() {
        described["id"] = json!(file.id);
        described["author"] = render::user(app.site(), file.author);
    }
    Ok(Json(described))
}

async fn remove(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, ApiError> {
    app.with(|world| {
        let file = find(world, &id)?.id;
        let owner = world
            .issues
            .values()
            .find(|issue| issue.attachments.iter().any(|a| a.id == file));
        let owner = owner.ok_or_else(ApiError::no_issue)?.id.to_string();
        world.change(&owner, |issue| issue.attachments.retain(|a| a.id != file))?;
        Ok(StatusCode::NO_CONTENT)
    })
}

/// The bytes, behind a redirect unless `redirect=false`.
async fn content(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Response, ApiError> {
    let file = app.with(|world| find(world, &id))?;
    if params.one("redirect") != Some("false") {
        let target = app
            .site()
            .rest(&format!("attachment/content/{id}?redirect=false"));
        return Ok((StatusCode::SEE_OTHER, [(LOCATION, target)]).into_response());
    }
    // Never served as what the uploader called it: a browser must not run it.
    let headers = [
        (CONTENT_TYPE, "application/octet-stream"),
        (CONTENT_DISPOSITION, "attachment"),
    ];
    Ok((headers, file.content).into_response())
}

//! Registration of admin webhooks under `/rest/webhooks/1.0`.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Map, Value};

use super::object;
use crate::app::App;
use crate::error::ApiError;
use crate::jql;
use crate::webhooks::Webhook;
use crate::world::World;

/// Every event the sandbox raises.
const EVENTS: [&str; 9] = [
    "jira:issue_created",
    "jira:issue_updated",
    "jira:issue_deleted",
    "comment_created",
    "comment_updated",
    "comment_deleted",
    "attachment_created",
    "issue_property_set",
    "issue_property_deleted",
];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/webhook", get(list).post(register))
        .route("/webhook/{id}", get(one).put(update).delete(remove))
}

async fn list(State(app): State<App>) -> Json<Value> {
    Json(app.with(|world| {
        world
            .webhooks
            .iter()
            .map(|webhook| webhook.describe(&world.site))
            .collect()
    }))
}

fn no_webhook() -> ApiError {
    ApiError::not_found("The webhook does not exist.")
}

async fn one(State(app): State<App>, Path(id): Path<u64>) -> Result<Json<Value>, ApiError> {
    app.with(|world| {
        let found = world
            .webhooks
            .iter()
            .find(|webhook| webhook.id == id)
            .ok_or_else(no_webhook)?;
        Ok(Json(found.describe(&world.site)))
    })
}

async fn register(State(app): State<App>, body: Bytes) -> Result<(StatusCode, Json<Value>), ApiError> {
    let sent = object(&body)?;
    app.with(|world| {
        let id = world.new_id();
        let webhook = parse(world, id, &sent, None)?;
        let answer = webhook.describe(&world.site);
        world.webhooks.push(webhook);
        Ok((StatusCode::CREATED, Json(answer)))
    })
}

/// Replaces a registration; without `secret` the old one stays.
async fn update(State(app): State<App>, Path(id): Path<u64>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let sent = object(&body)?;
    app.with(|world| {
        let at = world
            .webhooks
            .iter()
            .position(|webhook| webhook.id == id)
            .ok_or_else(no_webhook)?;
        let kept = world.webhooks[at].secret.clone();
        let webhook = parse(world, id, &sent, kept)?;
        let answer = webhook.describe(&world.site);
        world.webhooks[at] = webhook;
        Ok(Json(answer))
    })
}

async fn remove(State(app): State<App>, Path(id): Path<u64>) -> Result<StatusCode, ApiError> {
    app.with(|world| {
        let before = world.webhooks.len();
        world.webhooks.retain(|webhook| webhook.id != id);
        if world.webhooks.len() == before {
            Err(no_webhook())
        } else {
            Ok(StatusCode::NO_CONTENT)
        }
    })
}

fn parse(
    world: &World,
    id: u64,
    sent: &Map<String, Value>,
    kept_secret: Option<String>,
) -> Result<Webhook, ApiError> {
    let text = |name: &str| {
        sent.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let flag = |name: &str| sent.get(name).and_then(Value::as_bool);
    let url = text("url");
    if !(url.starts_with("https://") || url.starts_with("http://")) {
        return Err(ApiError::field("url", "Webhook url must be an absolute address."));
    }
    Ok(Webhook {
        id,
        name: text("name"),
        url,
        events: events(sent)?,
        filter: filter(world, sent)?,
        exclude_body: flag("excludeBody").unwrap_or(false),
        enabled: flag("enabled").unwrap_or(true),
        secret: Some(text("secret"))
            .filter(|secret| !secret.is_empty())
            .or(kept_secret),
    })
}

fn events(sent: &Map<String, Value>) -> Result<Vec<String>, ApiError> {
    let listed = sent.get("events").and_then(Value::as_array).into_iter().flatten();
    let events: Vec<String> = listed.filter_map(Value::as_str).map(str::to_owned).collect();
    match events.iter().find(|event| !EVENTS.contains(&event.as_str())) {
        Some(unknown) => Err(ApiError::field(
            "events",
            format!("The event '{unknown}' is not known."),
        )),
        None => Ok(events),
    }
}

/// The JQL that issues must match; checked now, so that deliveries cannot fail on it.
fn filter(world: &World, sent: &Map<String, Value>) -> Result<String, ApiError> {
    let filter = sent
        .get("filters")
        .and_then(|filters| filters.get("issue-related-events-section"));
    let filter = filter.and_then(Value::as_str).unwrap_or_default();
    jql::parse(world, filter).map_err(|message| ApiError::field("filters", message))?;
    Ok(filter.to_owned())
}

//! Moving issues through the workflow.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use super::params::Params;
use super::{comments, no_content, object, part};
use crate::app::App;
use crate::error::ApiError;
use crate::fields;
use crate::model::User;
use crate::render;
use crate::site::Site;
use crate::workflow::{self, Transition};

pub(super) fn routes() -> Router<App> {
    Router::new().route("/issue/{issue}/transitions", get(list).post(take))
}

async fn list(
    State(app): State<App>,
    Path(id): Path<String>,
    params: Params,
) -> Result<Json<Value>, ApiError> {
    let status = app.with(|world| world.issue(&id).map(|issue| issue.status))?;
    let with_fields = params.lists("expand", "transitions.fields");
    let unavailable_too = params.is_true("includeUnavailableTransitions");
    let transitions: Vec<Value> = workflow::leaving(status)
        .filter(|transition| transition.available || unavailable_too)
        .map(|transition| describe(app.site(), transition, with_fields))
        .collect();
    Ok(Json(json!({"expand": "transitions", "transitions": transitions})))
}

fn describe(site: &Site, transition: &Transition, with_fields: bool) -> Value {
    let mut described = json!({
        "id": transition.id,
        "name": transition.name,
        "to": render::status(site, transition.to),
        "hasScreen": transition.needs_resolution,
        "isGlobal": false,
        "isInitial": false,
        "isConditional": !transition.available,
        "isAvailable": transition.available,
        "looped": false,
    });
    if with_fields && transition.needs_resolution {
        described["fields"] = json!({"resolution": {
            "required": true,
            "schema": {"type": "resolution", "system": "resolution"},
            "name": "Resolution",
            "key": "resolution",
            "hasDefaultValue": false,
            "operations": ["set"],
            "allowedValues": [{"id": "10000", "name": "Done"}],
        }});
    } else if with_fields {
        described["fields"] = json!({});
    }
    described
}

/// Takes a transition; `update.comment[].add` adds comments with it.
async fn take(State(app): State<App>, Path(id): Path<String>, body: Bytes) -> Result<Response, ApiError> {
    let body = object(&body)?;
    let transition = transition_id(&body)?;
    let (fields, update) = (part(&body, "fields")?, part(&body, "update")?);
    if let Some(unknown) = fields.keys().find(|name| *name != "resolution") {
        let message =
            format!("Field '{unknown}' cannot be set. It is not on the appropriate screen, or unknown.");
        return Err(ApiError::field(unknown, message));
    }
    let resolution = fields::reference(fields.get("resolution"), &["name", "id"]);
    let operations = update
        .get("comment")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let added: Vec<&Value> = operations.filter_map(|operation| operation.get("add")).collect();
    app.with(|world| {
        let texts = added.iter().map(|add| comments::body(world, add.get("body")));
        let texts = texts.collect::<Result<Vec<_>, _>>()?;
        world.transition(&id, &transition, resolution, User::Integration)?;
        for text in texts {
            world.add_comment(&id, User::Integration, text, None, Vec::new())?;
        }
        Ok(no_content())
    })
}

/// The id asked for; clients send it as a string or a number.
fn transition_id(body: &Map<String, Value>) -> Result<String, ApiError> {
    match body.get("transition").and_then(|transition| transition.get("id")) {
        Some(Value::String(id)) => Ok(id.clone()),
        Some(Value::Number(id)) => Ok(id.to_string()),
        _ => Err(ApiError::bad_request("Missing 'transition' identifier")),
    }
}

//! What can be set on an issue, and the lists of statuses, priorities, fields and labels.

use std::collections::BTreeSet;

use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Map, Value, json};

use super::params::{Page, Params};
use crate::app::App;
use crate::error::ApiError;
use crate::fields::AFFECTED_SERVICE;
use crate::model::{IssueType, PRIORITIES};
use crate::render;
use crate::site::Site;
use crate::workflow::{Category, Status};
use crate::world::World;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/issue/createmeta/{project}/issuetypes", get(issue_types))
        .route(
            "/issue/createmeta/{project}/issuetypes/{kind}",
            get(create_fields),
        )
        .route("/issue/{issue}/editmeta", get(edit_fields))
        .route("/issuetype/project", get(all_types))
        .route("/status", get(statuses))
        .route("/statuscategory", get(categories))
        .route("/priority", get(priorities))
        .route("/priority/search", get(priority_page))
        .route("/field", get(all_fields))
        .route("/label", get(labels))
}

/// Cloud names the list after what is in it; Data Center says `values`.
fn page(site: &Site, cloud_name: &str, page: &Page, all: Vec<Value>) -> Value {
    let total = all.len();
    let values: Vec<Value> = all.into_iter().skip(page.start_at).take(page.size).collect();
    let is_last = page.start_at + values.len() >= total;
    let mut answer = json!({"maxResults": page.size, "startAt": page.start_at, "total": total});
    if site.is_cloud() {
        answer[cloud_name] = json!(values);
    } else {
        answer["values"] = json!(values);
        answer["isLast"] = json!(is_last);
    }
    answer
}

fn known_project(world: &World, project: &str) -> Result<(), ApiError> {
    world
        .project(project)
        .map(|_| ())
        .ok_or_else(|| ApiError::field("project", "Specify a valid project ID or key"))
}

async fn issue_types(
    State(app): State<App>,
    Path(project): Path<String>,
    params: Params,
) -> Result<Json<Value>, ApiError> {
    app.with(|world| known_project(world, &project))?;
    let all = IssueType::ALL
        .into_iter()
        .map(|kind| render::issue_type(app.site(), kind))
        .collect();
    Ok(Json(page(app.site(), "issueTypes", &params.page()?, all)))
}

async fn create_fields(
    State(app): State<App>,
    Path((project, kind)): Path<(String, String)>,
    params: Params,
) -> Result<Json<Value>, ApiError> {
    let required = app.with(|world| {
        known_project(world, &project)?;
        Ok::<_, ApiError>(world.modes.required_fields.clone())
    })?;
    IssueType::find(&kind).ok_or_else(|| ApiError::field("issuetype", "Specify a valid issue type"))?;
    let all = FIELDS
        .iter()
        .map(|field| {
            let mut described = describe(app.site(), field, &required);
            described["fieldId"] = json!(field.id);
            described
        })
        .collect();
    Ok(Json(page(app.site(), "fields", &params.page()?, all)))
}

async fn edit_fields(State(app): State<App>, Path(issue): Path<String>) -> Result<Json<Value>, ApiError> {
    let required = app.with(|world| {
        world.issue(&issue)?;
        Ok::<_, ApiError>(world.modes.required_fields.clone())
    })?;
    let fields: Map<String, Value> = FIELDS
        .iter()
        .filter(|field| field.id != "project")
        .map(|field| (field.id.to_owned(), describe(app.site(), field, &required)))
        .collect();
    Ok(Json(json!({ "fields": fields })))
}

/// A field on the create screen: its id, its type in Jira's words, and what an edit may do.
struct Field {
    id: &'static str,
    name: &'static str,
    kind: &'static str,
    items: Option<&'static str>,
    always_required: bool,
}

const fn field(id: &'static str, name: &'static str, kind: &'static str, always_required: bool) -> Field {
    Field {
        id,
        name,
        kind,
        items: None,
        always_required,
    }
}

const FIELDS: [Field; 11] = [
    field("project", "Project", "project", true),
    field("issuetype", "Issue Type", "issuetype", true),
    field("summary", "Summary", "string", true),
    field("description", "Description", "string", false),
    field("environment", "Environment", "string", false),
    Field {
        items: Some("string"),
        ..field("labels", "Labels", "array", false)
    },
    field("priority", "Priority", "priority", false),
    field("assignee", "Assignee", "user", false),
    field("reporter", "Reporter", "user", false),
    field("duedate", "Due date", "date", false),
    field(AFFECTED_SERVICE.0, AFFECTED_SERVICE.1, "string", false),
];

fn schema(field: &Field) -> Value {
    let mut schema = json!({"type": field.kind});
    if let Some(items) = field.items {
        schema["items"] = json!(items);
    }
    match field
        .id
        .strip_prefix("customfield_")
        .and_then(|id| id.parse::<u64>().ok())
    {
        Some(id) => {
            schema["custom"] = json!("com.atlassian.jira.plugin.system.customfieldtypes:textfield");
            schema["customId"] = json!(id);
        }
        None => schema["system"] = json!(field.id),
    }
    schema
}

fn describe(site: &Site, field: &Field, required: &BTreeSet<String>) -> Value {
    let operations = if field.id == "labels" {
        json!(["add", "set", "remove"])
    } else {
        json!(["set"])
    };
    let mut described = json!({
        "required": field.always_required || required.contains(field.id),
        "schema": schema(field),
        "name": field.name,
        "key": field.id,
        "hasDefaultValue": field.id == "priority" || field.id == "reporter",
        "operations": operations,
    });
    if field.id == "priority" {
        described["allowedValues"] = (0..PRIORITIES.len())
            .map(|index| render::priority(site, index))
            .collect();
    }
    described
}

async fn all_types(State(app): State<App>) -> Json<Value> {
    Json(
        IssueType::ALL
            .into_iter()
            .map(|kind| render::issue_type(app.site(), kind))
            .collect(),
    )
}

async fn statuses(State(app): State<App>) -> Json<Value> {
    Json(
        Status::ALL
            .into_iter()
            .map(|status| render::status(app.site(), status))
            .collect(),
    )
}

async fn categories(State(app): State<App>) -> Json<Value> {
    Json(
        Category::ALL
            .into_iter()
            .map(|category| render::category(app.site(), category))
            .collect(),
    )
}

fn all_priorities(site: &Site) -> Vec<Value> {
    (0..PRIORITIES.len())
        .map(|index| render::priority(site, index))
        .collect()
}

async fn priorities(State(app): State<App>) -> Json<Value> {
    Json(all_priorities(app.site()).into())
}

async fn priority_page(State(app): State<App>) -> Json<Value> {
    let values = all_priorities(app.site());
    let total = values.len();
    Json(json!({"startAt": 0, "maxResults": 50, "total": total, "isLast": true, "values": values}))
}

async fn all_fields(State(_): State<App>) -> Json<Value> {
    Json(
        FIELDS
            .iter()
            .map(|field| {
                json!({
                    "id": field.id,
                    "key": field.id,
                    "name": field.name,
                    "custom": field.id.starts_with("customfield_"),
                    "orderable": true,
                    "navigable": true,
                    "searchable": true,
                    "clauseNames": [field.id],
                    "schema": schema(field),
                })
            })
            .collect(),
    )
}

async fn labels(State(app): State<App>) -> Json<Value> {
    let labels: BTreeSet<String> = app.with(|world| {
        world
            .issues
            .values()
            .flat_map(|issue| issue.fields.labels.clone())
            .collect()
    });
    let total = labels.len();
    Json(json!({"startAt": 0, "maxResults": 1000, "total": total, "isLast": true, "values": labels}))
}

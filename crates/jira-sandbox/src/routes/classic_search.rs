//! Searching on Data Center: `startAt` and `total`, all fields unless some are asked.

use axum::body::Bytes;
use axum::extract::State;
use axum::routing::get;
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::params::Params;
use super::search::{invalid_payload, searchable};
use crate::app::App;
use crate::error::ApiError;
use crate::jql;
use crate::selection::Selection;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/search", get(by_query).post(by_body))
}

/// A search. Unknown members are ignored there.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    #[serde(default)]
    jql: String,
    #[serde(default)]
    start_at: usize,
    max_results: Option<usize>,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    properties: Vec<String>,
}

async fn by_body(State(app): State<App>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let search: Search = serde_json::from_slice(&body).map_err(|_| invalid_payload())?;
    let selection = Selection::new(search.fields, search.properties);
    answer(&app, &search.jql, selection, search.start_at, search.max_results)
}

async fn by_query(State(app): State<App>, params: Params) -> Result<Json<Value>, ApiError> {
    let start_at = params.number("startAt")?.unwrap_or(0);
    let jql = params.one("jql").unwrap_or_default();
    answer(
        &app,
        jql,
        params.selection(),
        start_at,
        params.number("maxResults")?,
    )
}

fn answer(
    app: &App,
    jql: &str,
    selection: Selection,
    start_at: usize,
    max_results: Option<usize>,
) -> Result<Json<Value>, ApiError> {
    let selection = selection.all_fields_by_default();
    // Data Center's default for jira.search.views.default.max.
    let size = max_results.unwrap_or(50).min(1_000);
    app.with(|world| {
        let query = jql::parse(world, jql).map_err(ApiError::bad_request)?;
        let found = jql::run(&query, searchable(world, &[]));
        let page = found.iter().skip(start_at).take(size);
        let issues: Vec<Value> = page
            .map(|issue| selection.render(&world.site, &world.projects, issue))
            .collect();
        Ok(Json(json!({
            "expand": "names,schema", "startAt": start_at, "maxResults": size, "total": found.len(),
            "issues": issues,
        })))
    })
}

//! Searching on Cloud: page tokens, no total, ids only unless fields are asked.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{any, get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::params::Params;
use crate::app::App;
use crate::error::ApiError;
use crate::jql;
use crate::model::Issue;
use crate::selection::Selection;
use crate::world::World;

/// Page caps seen on real sites: ids alone, and as soon as fields are asked.
const ID_CAP: usize = 5_000;
const FIELD_CAP: usize = 100;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/search", any(gone))
        .route("/search/jql", get(by_query).post(by_body))
        .route("/search/approximate-count", post(count))
        .route("/jql/match", post(match_issues))
}

async fn gone() -> ApiError {
    ApiError::new(
        StatusCode::GONE,
        "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. \
         A full migration guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046",
    )
}

/// A Cloud search, in the form of its request body.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Search {
    #[serde(default)]
    jql: String,
    #[serde(default)]
    fields: Vec<String>,
    #[serde(default)]
    properties: Vec<String>,
    max_results: Option<usize>,
    next_page_token: Option<String>,
    #[serde(default)]
    reconcile_issues: Vec<u64>,
    #[serde(default, rename = "fieldsByKeys")]
    _fields_by_keys: bool,
    #[serde(default, rename = "expand")]
    _expand: Option<String>,
}

async fn by_body(State(app): State<App>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let search: Search = serde_json::from_slice(&body).map_err(|_| invalid_payload())?;
    let selection = Selection::new(search.fields, search.properties);
    let page = Page {
        size: search.max_results,
        token: search.next_page_token,
    };
    app.with(|world| cloud(world, &search.jql, &selection, &page, &search.reconcile_issues))
        .map(Json)
}

async fn by_query(State(app): State<App>, params: Params) -> Result<Json<Value>, ApiError> {
    if params.has("startAt") {
        return Err(ApiError::bad_request(
            "The parameter 'startAt' is not supported. Use 'nextPageToken'.",
        ));
    }
    let token = params.one("nextPageToken").map(str::to_owned);
    let page = Page {
        size: params.number("maxResults")?,
        token,
    };
    let reconcile = params
        .list("reconcileIssues")
        .iter()
        .map(|id| id.parse())
        .collect::<Result<Vec<u64>, _>>();
    let reconcile = reconcile.map_err(|_| invalid_payload())?;
    let jql = params.one("jql").unwrap_or_default();
    app.with(|world| cloud(world, jql, &params.selection(), &page, &reconcile))
        .map(Json)
}

pub(super) fn invalid_payload() -> ApiError {
    ApiError::bad_request("Invalid request payload. Refer to the REST API documentation and try again.")
}

struct Page {
    size: Option<usize>,
    token: Option<String>,
}

fn cloud(
    world: &mut World,
    jql: &str,
    selection: &Selection,
    page: &Page,
    reconcile: &[u64],
) -> Result<Value, ApiError> {
    if reconcile.len() > 50 {
        return Err(ApiError::bad_request("No more than 50 issues can be reconciled."));
    }
    let found = bounded(world, jql, reconcile)?;
    let start = page
        .token
        .as_deref()
        .map_or(Ok(0), |token| read_token(token, jql))?;
    let cap = if selection.ids_only() { ID_CAP } else { FIELD_CAP };
    let end = found
        .len()
        .min(start.saturating_add(page.size.unwrap_or(50).clamp(1, cap)));
    let issues: Vec<Value> = found
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .map(|issue| cloud_issue(world, selection, issue))
        .collect();
    let mut answer = json!({"issues": issues, "isLast": end == found.len()});
    if end < found.len() {
        answer["nextPageToken"] = json!(write_token(end, jql));
    }
    Ok(answer)
}

fn cloud_issue(world: &World, selection: &Selection, issue: &Issue) -> Value {
    if selection.ids_only() {
        return json!({"id": issue.id.to_string()});
    }
    selection.render(&world.site, &world.projects, issue)
}

fn bounded(world: &mut World, jql: &str, reconcile: &[u64]) -> Result<Vec<Arc<Issue>>, ApiError> {
    let query = jql::parse(world, jql).map_err(ApiError::bad_request)?;
    if query.condition.is_none() {
        return Err(ApiError::bad_request(
            "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.",
        ));
    }
    Ok(jql::run(&query, searchable(world, reconcile)))
}

/// What the index shows, with the current version of the issues to reconcile.
pub(super) fn searchable(world: &mut World, reconcile: &[u64]) -> Vec<Arc<Issue>> {
    let mut issues = world.index.visible();
    issues.retain(|issue| !reconcile.contains(&issue.id));
    issues.extend(reconcile.iter().filter_map(|id| world.issues.get(id).cloned()));
    issues
}

/// A page token: opaque to the client, the position and the query inside.
fn write_token(position: usize, jql: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{position} {jql}"))
}

fn read_token(token: &str, jql: &str) -> Result<usize, ApiError> {
    let decoded = URL_SAFE_NO_PAD
        .decode(token)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok());
    decoded
        .as_deref()
        .and_then(|text| text.split_once(' '))
        .filter(|(_, query)| *query == jql)
        .and_then(|(position, _)| position.parse().ok())
        .ok_or_else(|| ApiError::bad_request("The provided next page token is invalid or expired."))
}

#[derive(Deserialize)]
struct Count {
    jql: String,
}

async fn count(State(app): State<App>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let wanted: Count = serde_json::from_slice(&body).map_err(|_| invalid_payload())?;
    let found = app.with(|world| bounded(world, &wanted.jql, &[]))?;
    Ok(Json(json!({"count": found.len()})))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Match {
    jqls: Vec<String>,
    issue_ids: Vec<u64>,
}

/// Which of the issues each query finds; by the issues themselves, not by the index.
async fn match_issues(State(app): State<App>, body: Bytes) -> Result<Json<Value>, ApiError> {
    let wanted: Match = serde_json::from_slice(&body).map_err(|_| invalid_payload())?;
    let matches: Vec<Value> = app.with(|world| {
        let issues: Vec<_> = wanted
            .issue_ids
            .iter()
            .filter_map(|id| world.issues.get(id).cloned())
            .collect();
        let one = |jql: &String| match jql::parse(world, jql) {
            Ok(query) => {
                let ids: Vec<u64> = jql::run(&query, issues.clone())
                    .iter()
                    .map(|issue| issue.id)
                    .collect();
                json!({"matchedIssues": ids, "errors": []})
            }
            Err(message) => json!({"matchedIssues": [], "errors": [message]}),
        };
        wanted.jqls.iter().map(one).collect()
    });
    Ok(Json(json!({ "matches": matches })))
}

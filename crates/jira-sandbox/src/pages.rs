//! Two small pages for people: the issues, and one issue with its transitions as buttons.

use axum::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use crate::adf::plain_text;
use crate::app::App;
use crate::clock::page_time;
use crate::error::ApiError;
use crate::model::{Comment, Issue, User};
use crate::workflow::{self, Status};

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";
const STYLE: &str = include_str!("../static/sandbox.css");
const AVATAR: &str = include_str!("../static/avatar.svg");
/// Issues on the list; older ones are reached by their key.
const LISTED: usize = 200;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(list))
        .route("/browse/{key}", get(one))
        .route("/browse/{key}/transitions", post(take))
        .route(
            "/static/sandbox.css",
            get(|| async { asset("text/css; charset=utf-8", STYLE) }),
        )
        .route(
            "/static/avatar.svg",
            get(|| async { asset("image/svg+xml", AVATAR) }),
        )
}

fn asset(media_type: &'static str, content: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type),
        (CACHE_CONTROL, "max-age=300"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, content).into_response()
}

fn page(status: StatusCode, title: &str, content: &Markup) -> Response {
    let whole = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · Jira sandbox" }
                link rel="icon" href="/static/avatar.svg";
                link rel="stylesheet" href="/static/sandbox.css";
            }
            body {
                header {
                    a.home href="/" { "Jira sandbox" }
                    p { "A stand-in for Jira. It forgets everything when it stops." }
                }
                main { (content) }
            }
        }
    };
    let headers = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "no-store"),
    ];
    (status, headers, Html(whole.into_string())).into_response()
}

async fn list(State(app): State<App>) -> Response {
    let (total, rows) = app.with(|world| {
        let rows: Vec<Markup> = world
            .issues
            .values()
            .rev()
            .take(LISTED)
            .map(|issue| row(issue))
            .collect();
        (world.issues.len(), rows)
    });
    let content = html! {
        h1 { "Issues" }
        @if rows.is_empty() {
            p { "No issues yet. They appear here when Frontdesk creates them; reload the page to look again." }
        } @else {
            p.note { (total) @if total == 1 { " issue" } @else { " issues" } ", newest first" }
            ul.issues { @for row in rows { (row) } }
        }
    };
    page(StatusCode::OK, "Issues", &content)
}

fn row(issue: &Issue) -> Markup {
    let address = format!("/browse/{}", issue.key);
    html! {
        li {
            div.line {
                a.key href=(address) { (issue.key) }
                span.summary dir="auto" { (issue.fields.summary) }
                (lozenge(issue.status))
            }
            (labels(issue))
            (buttons(issue, "list"))
        }
    }
}

fn lozenge(status: Status) -> Markup {
    html! { span.status data-category=(status.category().key()) { (status.name()) } }
}

fn labels(issue: &Issue) -> Markup {
    html! {
        @if !issue.fields.labels.is_empty() {
            ul.labels aria-label="Labels" { @for label in &issue.fields.labels { li { (label) } } }
        }
    }
}

/// One button per transition that can be taken; a demanded resolution is filled in.
fn buttons(issue: &Issue, back: &str) -> Markup {
    let action = format!("/browse/{}/transitions", issue.key);
    html! {
        form method="post" action=(action) {
            input type="hidden" name="back" value=(back);
            @for transition in workflow::leaving(issue.status).filter(|transition| transition.available) {
                button name="transition" value=(transition.id) aria-label={ (transition.name) ": " (issue.key) } {
                    (transition.name)
                }
            }
        }
    }
}

fn missing(key: &str) -> Response {
    let content = html! {
        h1 { "No issue " (key) }
        p { "It may have been deleted, or the sandbox was started again. " a href="/" { "All issues" } }
    };
    page(StatusCode::NOT_FOUND, "No such issue", &content)
}

async fn one(State(app): State<App>, Path(key): Path<String>) -> Response {
    let Ok(issue) = app.with(|world| world.issue(&key).cloned()) else {
        return missing(&key);
    };
    let content = html! {
        p.note { a href="/" { "All issues" } }
        h1 { span.key { (issue.key) } " " (issue.fields.summary) }
        p { (lozenge(issue.status)) " " span.note { (issue.kind.name()) ", created " (page_time(issue.created)) } }
        (labels(&issue))
        (buttons(&issue, "issue"))
        section {
            h2 { "Description" }
            pre dir="auto" { (plain_text(&issue.fields.description)) }
        }
        @if !issue.links.is_empty() {
            section { h2 { "Links" } ul { @for link in &issue.links { li { (remote_link(&link.body)) } } } }
        }
        section {
            h2 { "Comments" }
            @if issue.comments.is_empty() { p.note { "None." } }
            @for comment in &issue.comments { (self::comment(comment)) }
        }
    };
    page(StatusCode::OK, &issue.key, &content)
}

/// Only web addresses become links.
fn remote_link(body: &serde_json::Value) -> Markup {
    let text = |name: &str| {
        body.pointer(name)
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default()
    };
    let (title, url) = (text("/object/title"), text("/object/url"));
    html! {
        @if url.starts_with("http://") || url.starts_with("https://") {
            a href=(url) rel="noreferrer" { (title) }
        } @else { (title) }
    }
}

fn comment(comment: &Comment) -> Markup {
    html! {
        article {
            p.note { (comment.author.display_name()) ", " (page_time(comment.created)) }
            pre dir="auto" { (plain_text(&comment.body)) }
        }
    }
}

#[derive(Deserialize)]
struct Taken {
    transition: String,
    #[serde(default)]
    back: String,
}

/// Takes a transition as the person in front of the page, then shows where they were.
async fn take(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
    Form(taken): Form<Taken>,
) -> Response {
    if is_foreign(&headers) {
        let message = "Send this form from the sandbox's own page.";
        return ApiError::new(StatusCode::FORBIDDEN, message).into_response();
    }
    let Ok(key) = app.with(|world| world.issue(&key).map(|issue| issue.key.clone())) else {
        return missing(&key);
    };
    let address = format!("/browse/{key}");
    if app
        .with(|world| world.transition(&key, &taken.transition, Some("Done"), User::Agent))
        .is_err()
    {
        return unchanged(&key, &address);
    }
    let target = if taken.back == "list" {
        "/".to_owned()
    } else {
        address
    };
    (StatusCode::SEE_OTHER, [(LOCATION, target)]).into_response()
}

/// Another site must not move issues through a visitor's browser. Old browsers send no header.
fn is_foreign(headers: &HeaderMap) -> bool {
    headers
        .get("sec-fetch-site")
        .is_some_and(|site| site != "same-origin" && site != "none")
}

fn unchanged(key: &str, address: &str) -> Response {
    let content = html! {
        h1 { "Nothing changed" }
        p { (key) " has moved on since the page was loaded. " a href=(address) { "Look at it again" } }
    };
    page(StatusCode::CONFLICT, "Nothing changed", &content)
}

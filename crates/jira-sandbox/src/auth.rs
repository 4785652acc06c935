//! Who is calling: Basic `email:token` on Cloud, Bearer on Data Center, and what happens to
//! those who are not known.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::app::App;
use crate::error::ApiError;
use crate::faults::TokenState;
use crate::model::User;
use crate::operation::Operation;
use crate::options::{Flavor, SandboxOptions};

/// The one `Authorization` value that signs in. No `Debug`: it is a secret.
pub(crate) struct Credentials(String);

impl Credentials {
    pub(crate) fn new(options: &SandboxOptions) -> Self {
        Self(match options.flavor {
            Flavor::Cloud => {
                format!(
                    "Basic {}",
                    STANDARD.encode(format!("{}:{}", options.email, options.token))
                )
            }
            Flavor::DataCenter => format!("Bearer {}", options.token),
        })
    }

    fn accepts(&self, headers: &HeaderMap) -> bool {
        headers
            .get(AUTHORIZATION)
            .is_some_and(|sent| sent.as_bytes() == self.0.as_bytes())
    }
}

/// Lets known callers through and marks their answers with the account; the others get what
/// Jira gives them, which is not always a 401.
pub(crate) async fn require_account(State(app): State<App>, request: Request, next: Next) -> Response {
    let operation = Operation::of(request.method(), request.uri().path()).unwrap_or(Operation::Other);
    let (token, forbidden) = app.with(|world| (world.modes.token, world.modes.forbidden));
    let known = app.credentials().accepts(request.headers());
    match token {
        TokenState::Valid if known => {}
        TokenState::Masked => return anonymous(&app, operation),
        TokenState::Valid | TokenState::Revoked => return unauthorized(&app),
    }
    let mut response = if forbidden && let Some(refusal) = refuse(operation, request.method()) {
        refusal.into_response()
    } else {
        next.run(request).await
    };
    let (name, account) = account_header(app.site().flavor);
    response
        .headers_mut()
        .insert(name, HeaderValue::from_static(account));
    response
}

const fn account_header(flavor: Flavor) -> (&'static str, &'static str) {
    match flavor {
        Flavor::Cloud => ("x-aaccountid", User::Integration.account_id()),
        Flavor::DataCenter => ("x-ausername", User::Integration.login()),
    }
}

/// The 401 of each product: plain text on Cloud, XML on Data Center.
pub(crate) fn unauthorized(app: &App) -> Response {
    const MESSAGE: &str = "Client must be authenticated to access this resource.";
    let (media_type, body) = match app.site().flavor {
        Flavor::Cloud => ("text/plain;charset=UTF-8", MESSAGE.to_owned()),
        Flavor::DataCenter => (
            "application/xml;charset=UTF-8",
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><status>\
                 <status-code>401</status-code><message>{MESSAGE}</message></status>"
            ),
        ),
    };
    let headers = [
        (CONTENT_TYPE, media_type),
        (WWW_AUTHENTICATE, "OAuth realm=\"jira-sandbox\""),
    ];
    (StatusCode::UNAUTHORIZED, headers, body).into_response()
}

/// What a caller with a bad token sees on Cloud while it counts as anonymous.
fn anonymous(app: &App, operation: Operation) -> Response {
    match operation {
        Operation::Myself => unauthorized(app),
        Operation::SearchProjects => {
            Json(json!({"startAt": 0, "maxResults": 50, "total": 0, "isLast": true, "values": []}))
                .into_response()
        }
        Operation::Search => Json(json!({"issues": [], "isLast": true})).into_response(),
        Operation::CreateIssue => ApiError::field(
            "project",
            "Anonymous users do not have permission to create issues in this project. \
             Please try logging in first.",
        )
        .into_response(),
        _ => ApiError::no_issue().into_response(),
    }
}

/// What an account without permissions is told: reads look like missing issues, writes are 403.
fn refuse(operation: Operation, method: &Method) -> Option<ApiError> {
    match operation {
        Operation::Myself | Operation::MyPermissions | Operation::ServerInfo => None,
        _ if method == Method::GET => Some(ApiError::no_issue()),
        _ => Some(ApiError::new(
            StatusCode::FORBIDDEN,
            "You do not have permission to do this in the project.",
        )),
    }
}

//! Why a program gets nothing: `application/problem+json` (RFC 9457).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use frontdesk_application::AppError;
use serde::Serialize;

use crate::{paths, problem::Problem};

/// Says how to prove who asks, as RFC 9110 wants of a 401: by the cookie that the sign-in page gives.
const CHALLENGE: HeaderValue =
    HeaderValue::from_static(r#"Cookie realm="frontdesk", form-action="/sign-in""#);

/// A problem in words for programs and for who writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Refusal {
    /// Always `about:blank`: the status says what kind it is.
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: &'static str,
}

impl Refusal {
    const fn new(status: StatusCode, title: &'static str, detail: &'static str) -> Self {
        Self {
            kind: "about:blank",
            title,
            status: status.as_u16(),
            detail,
        }
    }

    /// Nobody is signed in.
    pub(super) const ANONYMOUS: Self = Self::new(
        StatusCode::UNAUTHORIZED,
        "Unauthorized",
        "Sign in first, and send the session cookie with the request.",
    );

    /// The address says something that we do not know.
    pub(super) const QUERY: Self = Self::new(
        StatusCode::BAD_REQUEST,
        "Bad Request",
        "A parameter is unknown, is there twice, or has a value that is not among those of the description.",
    );
}

impl From<AppError> for Refusal {
    fn from(error: AppError) -> Self {
        // Logged there, once.
        match Problem::from(error) {
            Problem::Unavailable => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "Service Unavailable",
                "Ask again in a moment.",
            ),
            Problem::Forbidden => Self::new(StatusCode::FORBIDDEN, "Forbidden", "This is not open to you."),
            _ => Self::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Internal Server Error",
                "Something went wrong on our side. Ask again in a moment.",
            ),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let kind = HeaderValue::from_static("application/problem+json");
        let mut response = (status, [(header::CONTENT_TYPE, kind)], body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            debug_assert_eq!(paths::SIGN_IN, "/sign-in", "the challenge names it");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, CHALLENGE);
        }
        response
    }
}

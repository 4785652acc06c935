//! Answers that are not what the person came for. Each says what to do next and shows no internals.

use std::time::Duration;

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use frontdesk_domain::tickets::NotNow;
use maud::html;

use crate::{
    paths,
    security::Guard,
    site::Visitor,
    ui::{
        self,
        page::{Page, Width, document},
    },
};

/// Why a request gets no page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The form does not look like one of ours: a field twice, far too many, or not a form at all.
    Form,
    /// The request came from another site's page.
    OtherSite,
    /// It is not for who asks.
    Forbidden,
    /// Someone else changed it first.
    Stale,
    /// They may, but not as the ticket stands now.
    NotNow(NotNow),
    /// It would leave the desk without an admin.
    LastAdmin,
    /// There is nothing here, or nothing for who asks.
    NotFound,
    /// There is something here, but not for this method.
    Method,
    /// The request did not arrive in time.
    Slow,
    /// The request is bigger than anything we ask for.
    TooLarge,
    /// The server was called by a name that is not its own.
    Host,
    /// Asked too often.
    TooOften {
        /// When asking again is worth it.
        retry_after: Duration,
    },
    /// A fault of ours.
    Internal,
    /// Something we depend on does not answer.
    Unavailable,
}

/// How long to wait before trying again when a part of us is down.
pub const TRY_AGAIN: Duration = Duration::from_secs(10);

impl Problem {
    /// The status it is answered with.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Form => StatusCode::BAD_REQUEST,
            Self::OtherSite | Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Stale | Self::NotNow(_) | Self::LastAdmin => StatusCode::CONFLICT,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Slow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::TooOften { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Heading and advice.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Form => (
                "We could not read that form",
                "Go back, reload the page, and send it again.",
            ),
            Self::OtherSite => (
                "This did not come from our page",
                "For your safety we only take what is sent from our own pages. Open the front desk here and start again.",
            ),
            Self::Forbidden => (
                "This is not open to you",
                "Sign in with an account that may do this, or ask an admin of this desk.",
            ),
            Self::Stale => (
                "Nothing was changed",
                "It is no longer what you saw: someone was quicker. Go back, reload the page and look again.",
            ),
            Self::NotNow(why) => ("Nothing was changed", not_now(why)),
            Self::LastAdmin => (
                "This is the last admin",
                "Nothing was changed: a desk needs an admin who can sign in. Make somebody else an admin first.",
            ),
            Self::NotFound => (
                "There is nothing here",
                "The link may be incomplete, or no longer valid. Copy all of it from our mail, or start at the front desk.",
            ),
            Self::Method => (
                "That does not work here",
                "Go back and use the buttons on the page.",
            ),
            Self::Slow => (
                "That took too long to arrive",
                "Check your connection, go back, and send it again.",
            ),
            Self::TooLarge => (
                "That is too much at once",
                "Go back, shorten the text, and send it again. A few thousand characters are fine.",
            ),
            Self::Host => (
                "This server has another name",
                "Use the address you were given. If you run this server, set http.public_url to the address people use.",
            ),
            Self::TooOften { .. } => (
                "Please wait a little",
                "There were many requests from here. Nothing is lost; try again in a while, or reach us another way below.",
            ),
            Self::Internal => (
                "Something went wrong on our side",
                "It was not you. Try again in a moment; if it stays, tell us the reference below.",
            ),
            Self::Unavailable => (
                "We cannot take this right now",
                "Nothing was saved. Go back, keep what you typed, and send it again in a moment.",
            ),
        }
    }

    /// Where to go on from here.
    fn way_on(self) -> (&'static str, &'static str) {
        match self {
            Self::LastAdmin => (paths::PEOPLE, "To the people"),
            _ => (paths::FRONT_DESK, "To the front desk"),
        }
    }

    fn retry_after(self) -> Option<Duration> {
        match self {
            Self::TooOften { retry_after } => Some(retry_after),
            Self::Unavailable => Some(TRY_AGAIN),
            _ => None,
        }
    }
}

/// Why a ticket does not take it as it stands, and what to do next.
pub(crate) fn not_now(why: NotNow) -> &'static str {
    match why {
        NotNow::NeedsAssignee => {
            "A ticket that is not open needs somebody who works on it. Choose who, then try again."
        }
        NotNow::Closed => "The ticket is closed. Write to us, and a new one goes on from it.",
        NotNow::NotResolved => "The ticket is not resolved yet.",
        NotNow::NotOpen => {
            "Somebody has begun to work on it, so it is changed no more. Add what is new as a message."
        }
        NotNow::TakenUp => {
            "We are working on it already, so only we move it. You can still say that it is solved, or withdraw it."
        }
        NotNow::TooLate => "It was resolved too long ago. Write to us, and a new ticket goes on from it.",
        NotNow::NoSuchPair => {
            "Only two tickets of the same client can be merged, and none that was merged before."
        }
        NotNow::TooManyTasks => "The ticket has as many tasks as it can hold. Remove one first.",
    }
}

impl IntoResponse for Problem {
    /// Plain words; [`dress`] makes them a page.
    fn into_response(self) -> Response {
        let (heading, advice) = self.words();
        let mut response = (self.status(), format!("{heading}. {advice}\n")).into_response();
        if let Some(wait) = self.retry_after() {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes every [`Problem`] that leaves the router a page of the site.
pub(crate) async fn dress(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let response = next.run(request).await;
    // The one who signed in, where that was asked before it went wrong.
    let visitor = response.extensions().get::<Visitor>().cloned().or(visitor);
    let (Some(visitor), Some(problem)) = (visitor, response.extensions().get::<Problem>().copied()) else {
        return response;
    };
    let page = document(&guard.site, &visitor, &page(problem, &visitor.request_id));
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    Response::from_parts(parts, page.into_string().into())
}

fn page(problem: Problem, request_id: &str) -> Page {
    let (heading, advice) = problem.words();
    let (place, words) = problem.way_on();
    let content = html! {
        h1 { (heading) }
        p.lead { (advice) }
        div.actions { (ui::link_button(place, words, true)) }
        p.hint { "Reference: " (request_id) }
    };
    Page {
        title: heading.to_owned(),
        width: Width::Column,
        content,
    }
}

//! `/dev/mail`: the built-in mailbox, only while mail is not leaving this server.

#[cfg(test)]
mod tests;
mod views;

use std::sync::Arc;

use axum::{
    Extension, Router,
    extract::{FromRequestParts, State},
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::get,
};
use frontdesk_domain::ports::{KeptMail, Mailbox, StoreError};

use self::views::Content;
use crate::{
    in_path, paths,
    problem::Problem,
    security::{POLICY, Query},
    site::Visitor,
    state::Desk,
};

const PAGE: u16 = 50;
/// The mail itself is framed with everything off: no script, no origin, nothing loaded. Mail clients ignore style
/// sheets, so mails are styled inline, and only this frame may show them so.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/// The mailbox the pages read.
#[derive(Clone)]
pub struct MailboxPages {
    /// Where the mail is.
    pub mailbox: Arc<dyn Mailbox>,
    /// Whether the server listens on loopback only. Anywhere else the mails' content is masked: it holds links
    /// that open tickets, and these pages ask nobody who they are.
    pub is_loopback: bool,
}

impl MailboxPages {
    fn content(&self) -> Content {
        if self.is_loopback {
            Content::Shown
        } else {
            Content::Masked
        }
    }
}

pub(crate) fn router(pages: MailboxPages) -> Router<Desk> {
    Router::new()
        .route(paths::MAILBOX, get(list))
        .route(paths::MAIL, get(show))
        .route(paths::MAIL_HTML, get(html))
        .route(paths::MAIL_SOURCE, get(source))
        .layer(Extension(pages))
}

async fn list(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Extension(pages): Extension<MailboxPages>,
    Query(mut query): Query,
) -> Result<Response, Problem> {
    let before = query.take("before").parse().ok();
    let mails = pages.mailbox.list(before, PAGE).await.map_err(unreadable)?;
    let is_full = mails.len() == usize::from(PAGE);
    let older = mails
        .last()
        .filter(|_| is_full)
        .map(|last| format!("{}?before={}", paths::MAILBOX, last.id));
    let page = views::list(&mails, pages.content(), older.as_deref(), &desk.site);
    Ok(desk.show(&visitor, StatusCode::OK, &page))
}

async fn show(
    State(desk): State<Desk>,
    Extension(visitor): Extension<Visitor>,
    Extension(pages): Extension<MailboxPages>,
    One { id, mail }: One,
) -> Response {
    let page = views::mail(&id.to_string(), &mail, pages.content(), &desk.site);
    let framing = format!("{POLICY}; frame-src 'self'");
    (
        [(header::CONTENT_SECURITY_POLICY, framing)],
        desk.show(&visitor, StatusCode::OK, &page),
    )
        .into_response()
}

async fn html(Extension(pages): Extension<MailboxPages>, One { mail, .. }: One) -> Response {
    let kind = "text/html; charset=utf-8";
    whole(
        &pages,
        [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_SECURITY_POLICY, MAIL_POLICY),
        ],
        mail.html,
    )
}

async fn source(Extension(pages): Extension<MailboxPages>, One { mail, .. }: One) -> Response {
    let kind = "text/plain; charset=utf-8";
    whole(
        &pages,
        [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_SECURITY_POLICY, POLICY),
        ],
        mail.source,
    )
}

fn whole<H: axum::response::IntoResponseParts>(pages: &MailboxPages, headers: H, body: String) -> Response {
    match pages.content() {
        Content::Shown => (headers, body).into_response(),
        Content::Masked => Problem::NotFound.into_response(),
    }
}

/// The mail that the path names.
struct One {
    id: i64,
    mail: KeptMail,
}

impl FromRequestParts<Desk> for One {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        let pages = parts
            .extensions
            .get::<MailboxPages>()
            .cloned()
            .ok_or(Problem::NotFound)?;
        let id = in_path::number(parts, desk, "id").await?;
        let mail = pages
            .mailbox
            .get(id)
            .await
            .map_err(unreadable)?
            .ok_or(Problem::NotFound)?;
        Ok(Self { id, mail })
    }
}

fn unreadable(error: StoreError) -> Problem {
    frontdesk_application::AppError::from(error).into()
}

//! Frontdesk over HTTP: the pages, the forms, live updates, and the server that carries them.
//!
//! A page is a pure `fn(&Data) -> Page`; a handler turns a request into a use case's command and its answer into
//! a page. Rules live in the domain, so nothing here decides what a person may do.
//!
//! Invariants:
//! - [`router`] is the only door: every request passes [`security::Guard::protect`], whatever serves it;
//! - no inline style or script anywhere, and no string becomes markup without being escaped;
//! - a phone number or a token never stands in a log line, and a phone number never in a URL.

mod accounts;
mod api;
mod auth;
mod browser;
mod check;
mod cookies;
mod desk;
mod events;
mod front_desk;
mod in_path;
#[cfg(test)]
mod log_tests;
mod mailbox;
mod ops;
#[cfg(test)]
mod pages_tests;
mod seal;
mod shown;
mod state;
mod tickets;
mod track;
mod who;

pub mod assets;
pub mod paths;
pub mod problem;
pub mod security;
pub mod server;
pub mod site;
#[cfg(test)]
mod testing;
pub mod theme;
pub mod ui;

use std::sync::Arc;

use axum::{Router, middleware::from_fn_with_state, routing::get};
use frontdesk_application::Application;
use frontdesk_domain::ports::{Entropy, LiveFeed};
use tokio_util::sync::CancellationToken;

use self::{cookies::Cookies, security::Guard, state::Desk};
pub use self::{
    mailbox::MailboxPages,
    ops::{Metrics, Operations, Part, Readiness},
    seal::Seal,
};

/// What the pages are made from, as the wiring chose it.
pub struct Parts {
    /// The use cases.
    pub app: Arc<Application>,
    /// What the pages say about the organisation.
    pub site: site::Site,
    /// How the server is reached.
    pub exposure: security::Exposure,
    /// Seals visits. All processes of one installation must have the same key.
    pub seal: Seal,
    /// Tells open pages that a ticket changed.
    pub live: Arc<dyn LiveFeed>,
    /// For request ids.
    pub entropy: Arc<dyn Entropy>,
    /// The built-in mailbox, while mail is not leaving this server.
    pub mailbox: Option<MailboxPages>,
    /// For who runs the server.
    pub operations: Operations,
    /// Cancelled when the server stops, so that live streams end.
    pub shutdown: CancellationToken,
}

/// Everything Frontdesk answers, ready for [`server::serve`].
pub fn router(parts: Parts) -> Router {
    let site = Arc::new(parts.site);
    let cookies = Cookies::new(parts.exposure.is_https());
    let guard = Guard::new(Arc::clone(&site), parts.exposure, parts.entropy);
    let desk = Desk {
        app: parts.app,
        site,
        seal: parts.seal,
        live: parts.live,
        cookies,
        shutdown: parts.shutdown,
    };
    let identity = desk.app.rules().identity;
    let mailbox = parts.mailbox.map(mailbox::router).unwrap_or_default();
    let features = Router::new()
        .merge(front_desk::router(identity))
        .merge(track::router())
        .merge(events::router())
        .merge(auth::router())
        .merge(accounts::router())
        .merge(tickets::router())
        .merge(desk::router())
        .merge(api::router())
        .merge(mailbox)
        .merge(theme::router())
        .layer(from_fn_with_state(desk.clone(), auth::kept::keep))
        .layer(from_fn_with_state(desk.clone(), who::note))
        .with_state(desk)
        .merge(ops::router(parts.operations))
        .route(paths::ASSETS, get(assets::serve));
    guard.protect(features)
}

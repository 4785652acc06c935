//! Who stands at the door, what their browser holds, and how it is let in.

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use frontdesk_domain::secrets::{DeviceToken, RequestId, SessionToken};

use crate::{
    paths, problem::Problem, security::Form, shown::Shown, site::Visitor, state::Desk, ui::page::Page, who,
};

/// Someone who may not be in yet.
pub(crate) struct Door {
    pub(crate) desk: Desk,
    pub(crate) visitor: Visitor,
    /// What the browser holds as a session, whatever it is worth: perhaps one that is half way.
    pub(crate) session: Option<SessionToken>,
    /// What makes the browser known.
    pub(crate) device: Option<DeviceToken>,
    /// The code it asked for last.
    pub(crate) request: Option<RequestId>,
}

/// What a browser gets when someone is in.
pub(crate) struct Entry {
    session: SessionToken,
    is_remembered: bool,
    /// None for who came by a mailed code: that makes no browser known.
    device: Option<DeviceToken>,
}

impl Entry {
    pub(crate) fn by_password(session: SessionToken, device: DeviceToken, is_remembered: bool) -> Self {
        Self {
            session,
            is_remembered,
            device: Some(device),
        }
    }

    pub(crate) fn by_code(session: SessionToken) -> Self {
        Self {
            session,
            is_remembered: false,
            device: None,
        }
    }
}

impl Door {
    pub(crate) fn show(&self, status: StatusCode, page: &Page) -> Response {
        self.desk.show(&self.visitor, status, page)
    }

    pub(crate) fn answer(&self, shown: &Shown, page: &Page) -> Response {
        shown.answer(&self.desk, &self.visitor, page)
    }

    /// Leads home who is in already.
    pub(super) fn home(&self) -> Option<Response> {
        let person = self.visitor.person.as_ref()?;
        Some(Redirect::to(who::home(person)).into_response())
    }

    /// Lets them in. Their browser holds a new session from now on; the one it came with, which somebody else
    /// may have put there, is over.
    pub(crate) async fn let_in(&self, entry: Entry, next: &Next) -> Response {
        self.end_session().await.unwrap_or_else(|problem| {
            tracing::warn!(?problem, "the session of before was left to its own end");
        });
        let place = match &next.0 {
            Some(place) => place.clone(),
            None => self.home_of(&entry.session).await.to_owned(),
        };
        let cookies = self.desk.cookies;
        let session = cookies.keep_session(&entry.session, entry.is_remembered);
        let other = match &entry.device {
            Some(device) => cookies.keep_device(device),
            // The code is used.
            None => cookies.forget_request(),
        };
        redirect([session, other], &place)
    }

    /// The session of a browser whose password was right, and whose second step is still to be taken.
    pub(super) async fn half_way(&self, session: &SessionToken, next: &Next) -> Result<Response, Problem> {
        self.end_session().await?;
        let cookie = self.desk.cookies.keep_session(session, false);
        Ok(redirect([cookie], &next.after(paths::SECOND_STEP)))
    }

    /// A code was mailed; this browser may type it.
    pub(crate) fn code_asked(&self, request: &RequestId, page: &str) -> Response {
        redirect([self.desk.cookies.keep_request(request)], page)
    }

    /// Ends the session that the browser holds, if it holds one.
    pub(super) async fn end_session(&self) -> Result<(), Problem> {
        let Some(session) = self.session else {
            return Ok(());
        };
        let ended = self
            .desk
            .detached(|app| async move { app.sign_out(&session).await });
        Ok(ended.await?)
    }

    async fn home_of(&self, session: &SessionToken) -> &'static str {
        match self.desk.app.who_is(session).await {
            Ok(Some(person)) => who::home(&person),
            Ok(None) | Err(_) => paths::FRONT_DESK,
        }
    }
}

impl FromRequestParts<Desk> for Door {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, desk: &Desk) -> Result<Self, Problem> {
        let visitor = parts.extensions.get::<Visitor>();
        Ok(Self {
            desk: desk.clone(),
            visitor: visitor.cloned().ok_or(Problem::Internal)?,
            session: desk.cookies.session(&parts.headers),
            device: desk.cookies.device(&parts.headers),
            request: desk.cookies.request(&parts.headers),
        })
    }
}

/// Where they wanted to go: a place on this server, carried along until they are in.
#[derive(Clone, Debug, Default)]
pub(crate) struct Next(Option<String>);

impl Next {
    /// A place of ours.
    pub(crate) fn to(place: String) -> Self {
        Self(Some(place))
    }

    /// Takes it out of a query or a form. A place elsewhere is none.
    pub(super) fn take(form: &mut Form) -> Self {
        let typed = form.take(paths::NEXT);
        Self(paths::local(&typed).map(str::to_owned))
    }

    /// The place, or nothing.
    pub(super) fn place(&self) -> &str {
        self.0.as_deref().unwrap_or_default()
    }

    /// `page`, leading there afterwards.
    pub(super) fn after(&self, page: &str) -> String {
        paths::with(page, &[(paths::NEXT, self.place())])
    }
}

/// Leads on, with these cookies.
pub(crate) fn redirect<const N: usize>(cookies: [Option<HeaderValue>; N], place: &str) -> Response {
    let cookies = cookies.into_iter().flatten();
    let cookies: Vec<_> = cookies.map(|cookie| (header::SET_COOKIE, cookie)).collect();
    (AppendHeaders(cookies), Redirect::to(place)).into_response()
}

//! Who stands at the door, what their browser holds, and how it is let in.

use axum::{
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{AppendHeaders, IntoResponse, Redirect, Response},
};
use frontdesk_domain::secrets::{DeviceToken, RequestId, SessionToken};

use super::{
    kept::Kept,
    views::{self, Means},
};
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
        if let Some(kept) = next.kept() {
            return self.hand_back(&entry, kept, next).await;
        }
        let place = match &next.place {
            Some(place) => place.clone(),
            None => self.home_of(&entry.session).await.to_owned(),
        };
        redirect(self.cookies(&entry), &place)
    }

    fn cookies(&self, entry: &Entry) -> [Option<HeaderValue>; 2] {
        let cookies = self.desk.cookies;
        let session = cookies.keep_session(&entry.session, entry.is_remembered);
        let other = match &entry.device {
            Some(device) => cookies.keep_device(device),
            // The code is used.
            None => cookies.forget_request(),
        };
        [session, other]
    }

    /// They are in, and what they sent too late is before them.
    async fn hand_back(&self, entry: &Entry, kept: &Kept, next: &Next) -> Response {
        let person = self.desk.app.who_is(&entry.session).await.ok().flatten();
        let visitor = Visitor {
            person,
            ..self.visitor.clone()
        };
        let page = self
            .desk
            .show(&visitor, StatusCode::OK, &views::kept(kept, next.place()));
        (set(self.cookies(entry)), page).into_response()
    }

    /// The page for who is in already, in another window, and sent something too late in this one.
    pub(super) fn in_already(&self, next: &Next) -> Option<Response> {
        let kept = next.kept().filter(|_| self.visitor.person.is_some())?;
        Some(self.show(StatusCode::OK, &views::kept(kept, next.place())))
    }

    /// The session of a browser whose password was right, and whose second step is still to be taken.
    pub(super) async fn half_way(&self, session: &SessionToken, next: &Next) -> Result<Response, Problem> {
        self.end_session().await?;
        let cookie = self.desk.cookies.keep_session(session, false);
        if next.kept().is_none() {
            return Ok(redirect([cookie], &next.after(paths::SECOND_STEP)));
        }
        let shown = Shown::default();
        let page = self.answer(&shown, &views::second_step(&shown, Means::App, next));
        Ok((set([cookie]), page).into_response())
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

/// Where they wanted to go: a place on this server, carried along until they are in; and perhaps what they sent to
/// it too late.
#[derive(Clone, Debug, Default)]
pub(crate) struct Next {
    place: Option<String>,
    kept: Option<Kept>,
}

impl Next {
    /// A place of ours.
    pub(crate) fn to(place: String) -> Self {
        Self {
            place: Some(place),
            kept: None,
        }
    }

    /// With what was sent too late.
    pub(super) fn with(self, kept: Kept) -> Self {
        Self {
            kept: Some(kept),
            ..self
        }
    }

    /// Takes it out of a query or a form. A place elsewhere is none.
    pub(super) fn take(form: &mut Form) -> Self {
        let typed = form.take(paths::NEXT);
        Self {
            place: paths::local(&typed).map(str::to_owned),
            kept: None,
        }
    }

    /// Takes it out of a form that was posted, with what was sent too late. An address carries no such thing: a
    /// link must not put words into anybody's mouth.
    pub(super) fn carried(form: &mut Form) -> Self {
        Self {
            kept: Kept::take(form),
            ..Self::take(form)
        }
    }

    /// What was sent too late.
    pub(super) fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }

    /// The place, or nothing.
    pub(super) fn place(&self) -> &str {
        self.place.as_deref().unwrap_or_default()
    }

    /// `page`, leading there afterwards.
    pub(super) fn after(&self, page: &str) -> String {
        paths::with(page, &[(paths::NEXT, self.place())])
    }
}

/// Leads on, with these cookies.
pub(crate) fn redirect<const N: usize>(cookies: [Option<HeaderValue>; N], place: &str) -> Response {
    (set(cookies), Redirect::to(place)).into_response()
}

/// The headers that set these cookies.
fn set<const N: usize>(
    cookies: [Option<HeaderValue>; N],
) -> AppendHeaders<impl IntoIterator<Item = (HeaderName, HeaderValue)>> {
    AppendHeaders(
        cookies
            .into_iter()
            .flatten()
            .map(|cookie| (header::SET_COOKIE, cookie)),
    )
}

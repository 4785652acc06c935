//! What somebody sent whose session was over meanwhile. It is carried through signing in, and then stands in a form
//! that sends it again: nothing typed is lost, and nothing is done in the name of nobody.

use axum::{
    extract::{FromRequest, Request, State},
    http::{Method, StatusCode},
    middleware::Next as Handler,
    response::{IntoResponse, Response},
};

use super::{door::Next, views};
use crate::{paths, security::Form, shown::Shown, site::Visitor, state::Desk, ui::form_state::FormState};

/// The field that says where it was sent to.
const TO: &str = "kept-to";
/// What the names of its fields begin with while it is carried, so that they are nothing else's.
const CARRIED: &str = "kept.";

/// The fields in which people write at length, with what they are called.
const TEXTS: [(&str, &str); 5] = [
    ("what", "Your message"),
    ("note", "Your internal note"),
    ("body", "What you wrote"),
    ("comment", "Your comment"),
    ("task", "Your task"),
];

/// A form that came too late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    /// Where it was sent to.
    pub(super) to: String,
    /// All that was in it.
    pub(super) fields: Vec<(String, String)>,
}

impl Kept {
    /// What somebody wrote and sent to a page that is for who is signed in.
    fn of(path: &str, form: &Form) -> Option<Self> {
        let is_text = |(name, value): (&str, &str)| label(name).is_some() && !value.trim().is_empty();
        let is_any = form.fields_left().any(is_text);
        let fields = form.fields_left();
        is_any.then(|| Self {
            to: path.to_owned(),
            fields: fields
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        })
    }

    /// Takes it out of a form that carried it. Where it would be sent to elsewhere, it is nothing.
    pub(super) fn take(form: &mut Form) -> Option<Self> {
        let to = form.take(TO);
        let carried = |name: &str| name.strip_prefix(CARRIED).map(str::to_owned);
        let names: Vec<String> = form.fields_left().filter_map(|(name, _)| carried(name)).collect();
        let take = |name: String| {
            let value = form.take(&format!("{CARRIED}{name}"));
            (name, value)
        };
        let fields = names.into_iter().map(take).collect();
        (paths::local(&to).is_some() && is_kept(&to)).then_some(Self { to, fields })
    }

    /// The fields of a form that carries it on.
    pub(super) fn carried(&self) -> impl Iterator<Item = (String, &str)> {
        let to = (TO.to_owned(), self.to.as_str());
        let fields = self.fields.iter();
        std::iter::once(to).chain(fields.map(|(name, value)| (format!("{CARRIED}{name}"), value.as_str())))
    }

    /// The page it belongs to: the ticket's, where it was sent to a place below it.
    fn page(&self) -> String {
        let mut parts: Vec<&str> = self.to.split('/').collect();
        if parts.get(2) == Some(&"tickets") {
            parts.truncate(4);
        }
        parts.join("/")
    }
}

/// What a field is called in which people write at length.
pub(super) fn label(name: &str) -> Option<&'static str> {
    TEXTS
        .iter()
        .find(|(field, _)| *field == name)
        .map(|(_, label)| *label)
}

/// Where people write who are signed in. Never a place that takes a password.
fn is_kept(path: &str) -> bool {
    ["/desk/", "/my/tickets/"]
        .iter()
        .any(|place| path.starts_with(place))
}

/// Answers who wrote something and is nobody, or nobody any more, with the way in, and what they wrote.
pub(crate) async fn keep(State(desk): State<Desk>, request: Request, next: Handler) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let nobody = visitor.filter(|visitor| visitor.person.is_none());
    let path = request.uri().path().to_owned();
    let (Some(visitor), &Method::POST, true) = (nobody, request.method(), is_kept(&path)) else {
        return next.run(request).await;
    };
    // The body is all there: it can be read here, and by the handler that comes after.
    let (parts, body) = request.into_parts();
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return crate::problem::Problem::Form.into_response();
    };
    let again = |bytes: &bytes::Bytes| Request::from_parts(parts.clone(), bytes.clone().into());
    let form = Form::from_request(again(&bytes), &()).await;
    let kept = form.ok().and_then(|form| Kept::of(&path, &form));
    match kept {
        Some(kept) => {
            let next = Next::to(kept.page()).with(kept);
            let shown = Shown::fresh(FormState::default())
                .status(StatusCode::FORBIDDEN)
                .saying(views::SIGN_IN_AGAIN);
            shown.answer(&desk, &visitor, &views::sign_in(&shown, &next))
        }
        None => next.run(again(&bytes)).await,
    }
}

//! The pages behind a track link.

mod receipt;

use maud::{Markup, html};

pub(crate) use self::receipt::{Receipt, receipt};

/// The ticket's other half, as customers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reference<'a> {
    /// There will be none.
    None,
    /// It is on its way: the tracker's name.
    OnItsWay(&'a str),
    /// It is there: the tracker's name and the key.
    Is(&'a str, &'a str),
}

impl Reference<'_> {
    /// Caption and value, when there is something to say.
    fn fact(&self) -> Option<(&str, Markup)> {
        match self {
            Self::None => None,
            Self::OnItsWay(tracker) => Some((tracker, html! { "Queued" })),
            Self::Is(tracker, key) => Some((tracker, html! { bdi { (key) } })),
        }
    }
}

//! The frame of staff pages: one sheet of paper lying on the desk, and the ways to the other ones.

use frontdesk_domain::access::SignedIn;
use maud::{Markup, html};

use super::{
    icons::{Icon, mark},
    live,
    page::{around, footer, skip},
};
use crate::{
    paths,
    site::{Site, Visitor},
};

/// Counts in the navigation are not counted further than this.
const MANY: u32 = 100;

/// One staff page: its title without the organisation's name, which one it is, and what lies on it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What the browser tab says first.
    pub title: String,
    /// Where it belongs in the navigation.
    pub place: Place,
    /// The lists beside it, each a heading and a list of links; none where it has no others beside it.
    pub views: Option<Markup>,
    /// Everything inside `main`.
    pub content: Markup,
}

impl Sheet {
    /// A sheet with nothing beside it but the other pages of its kind.
    pub fn new(title: impl Into<String>, place: Place, content: Markup) -> Self {
        Self {
            title: title.into(),
            place,
            views: None,
            content,
        }
    }

    /// The same with these lists beside it.
    #[must_use]
    pub fn beside(self, views: Markup) -> Self {
        Self {
            views: Some(views),
            ..self
        }
    }
}

/// The staff pages that the navigation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Every ticket in lists, and one of them.
    Queue,
    /// A column for each status.
    Board,
    /// A ticket for somebody who calls.
    NewTicket,
    /// Replies kept to be used again.
    SavedReplies,
    /// The keys.
    Keys,
    /// Everyone with an account, and one of them.
    People,
    /// Who waits to be let in.
    Approvals,
    /// Categories, and what the settings say.
    Settings,
}

impl Place {
    /// What staff keep for their own work, in the order of the side list.
    const DESK: [Self; 2] = [Self::SavedReplies, Self::Keys];
    /// What an admin looks after, in the order of the side list.
    const ADMIN: [Self; 3] = [Self::People, Self::Approvals, Self::Settings];

    fn path(self) -> &'static str {
        match self {
            Self::Queue => paths::DESK,
            Self::Board => paths::DESK_BOARD,
            Self::NewTicket => paths::DESK_NEW,
            Self::SavedReplies => paths::SAVED_REPLIES,
            Self::Keys => paths::DESK_KEYS,
            Self::People => paths::PEOPLE,
            Self::Approvals => paths::APPROVALS,
            Self::Settings => paths::SETTINGS,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Queue => "Queue",
            Self::Board => "Board",
            Self::NewTicket => "New ticket",
            Self::SavedReplies => "Saved replies",
            Self::Keys => "Keys",
            Self::People => "People",
            Self::Approvals => "Approvals",
            Self::Settings => "Settings",
        }
    }

    /// The keys that lead there.
    fn key(self) -> Option<&'static str> {
        match self {
            Self::Queue => Some("g q"),
            Self::Board => Some("g b"),
            Self::NewTicket => Some("c"),
            Self::People => Some("g p"),
            Self::SavedReplies | Self::Keys | Self::Approvals | Self::Settings => None,
        }
    }

    /// For `aria-current`: this page itself, or another one.
    fn current(self, sheet: &Sheet) -> Option<&'static str> {
        (self == sheet.place).then_some("page")
    }
}

/// The whole document. `waiting`: how many wait to be let in, counted up to a hundred.
pub fn document(site: &Site, visitor: &Visitor, sheet: &Sheet, waiting: u32) -> Markup {
    let person = visitor.person.as_ref();
    let views = beside(sheet, person, waiting);
    let body = html! {
        body.d data-events=[live::events(visitor)] data-keys=[live::keys(visitor)] {
            (skip())
            header.bar-top {
                a.brand href=(paths::DESK) { (mark()) bdi { (site.name) } }
                div.mid {
                    nav aria-label="Main" {
                        (way(Place::Queue, sheet))
                        (way(Place::Board, sheet))
                        @if person.is_some_and(SignedIn::manages_people) { (people(sheet, waiting)) }
                    }
                    (search())
                }
                (me(sheet, person))
            }
            div.work.has-views[views.is_some()] {
                @if let Some(views) = &views { nav.views aria-label="Views" { (views) } }
                main.sheet #main { (sheet.content) }
            }
            nav.foot-keys aria-label="Keys" {
                a.plain href=(paths::DESK_KEYS) data-key="?" { kbd { "?" } " All keys, and how to switch them off" }
            }
            (footer(site, visitor))
            (dock(sheet, person, waiting))
        }
    };
    around(site, visitor, &sheet.title, &["customer.css", "desk.css"], &body)
}

fn way(place: Place, sheet: &Sheet) -> Markup {
    html! {
        a href=(place.path()) aria-current=[place.current(sheet)] data-key=[place.key()] { (place.words()) }
    }
}

/// The way to all admin pages: the first of them, with what waits there to be done.
fn people(sheet: &Sheet, waiting: u32) -> Markup {
    html! {
        a href=(paths::PEOPLE) aria-current=[inside_admin(sheet)] data-key=[Place::People.key()] {
            "People"
            @if waiting > 0 { span.pip { (count(waiting)) span.sr { " waiting for approval" } } }
        }
    }
}

fn inside_admin(sheet: &Sheet) -> Option<&'static str> {
    let inside = Place::ADMIN.contains(&sheet.place).then_some("true");
    Place::People.current(sheet).or(inside)
}

/// Looks through every ticket, wherever one is.
fn search() -> Markup {
    html! {
        form.find role="search" aria-label="Tickets" action=(paths::DESK) method="get" {
            label.sr for="find" { "Search tickets" }
            (Icon::Search)
            input.in #find name="q" type="search" dir="auto" autocomplete="off" maxlength="200"
                enterkeyhint="search" placeholder="Search tickets, #numbers" data-key="/";
            kbd aria-hidden="true" { "/" }
        }
    }
}

/// What stands beside the sheet: its own lists, and the other pages of its kind.
fn beside(sheet: &Sheet, person: Option<&SignedIn>, waiting: u32) -> Option<Markup> {
    let is_desk = Place::DESK.contains(&sheet.place);
    let is_admin = Place::ADMIN.contains(&sheet.place);
    let manages = person.is_some_and(SignedIn::manages_people);
    let is_any = sheet.views.is_some() || is_desk || is_admin;
    is_any.then(|| {
        html! {
            @if let Some(views) = &sheet.views { (views) }
            @if is_admin && manages { (pages("Admin", &Place::ADMIN, sheet, waiting)) }
            (pages("Desk", &Place::DESK, sheet, waiting))
            @if !is_admin && manages { (pages("Admin", &Place::ADMIN, sheet, waiting)) }
        }
    })
}

fn pages(heading: &str, places: &[Place], sheet: &Sheet, waiting: u32) -> Markup {
    html! {
        h2 { (heading) }
        ul {
            @for &place in places {
                li { a href=(place.path()) aria-current=[place.current(sheet)] {
                    (place.words())
                    @if place == Place::Approvals && waiting > 0 { b { (count(waiting)) } }
                } }
            }
        }
    }
}

fn me(sheet: &Sheet, person: Option<&SignedIn>) -> Markup {
    html! {
        nav.me aria-label="Account" {
            @if let Some(person) = person {
                a.btn href=(paths::DESK_NEW) aria-current=[Place::NewTicket.current(sheet)]
                    data-key=[Place::NewTicket.key()] { (Icon::Plus) span.long { (Place::NewTicket.words()) } }
                a.own href=(paths::PROFILE) {
                    (face(person.name.as_str()))
                    bdi.nm { (person.name.as_str()) }
                    span.sr { ", your profile" }
                }
                a href=(paths::SIGN_OUT) { "Sign out" }
            }
        }
    }
}

/// The same ways once more, where a thumb reaches them.
fn dock(sheet: &Sheet, person: Option<&SignedIn>, waiting: u32) -> Markup {
    let ways = [(Place::Queue, Icon::Tray), (Place::Board, Icon::Board)];
    html! {
        nav.dock aria-label="Quick" {
            @for (place, icon) in ways {
                a href=(place.path()) aria-current=[place.current(sheet)] { (icon) (place.words()) }
            }
            @if person.is_some_and(SignedIn::manages_people) {
                a href=(paths::PEOPLE) aria-current=[inside_admin(sheet)] {
                    (Icon::People) (Place::People.words())
                    @if waiting > 0 { span.pip { (count(waiting)) span.sr { " waiting for approval" } } }
                }
            }
            a href=(paths::PROFILE) { (Icon::Person) "You" }
        }
    }
}

/// Somebody as a small round mark; their name stands beside it.
pub fn face(name: &str) -> Markup {
    html! { span.face aria-hidden="true" { (initials(name)) } }
}

/// The first letters of the first and the last word, which most scripts have.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

fn count(waiting: u32) -> String {
    if waiting >= MANY {
        format!("{MANY}+")
    } else {
        waiting.to_string()
    }
}

#[cfg(test)]
mod tests;

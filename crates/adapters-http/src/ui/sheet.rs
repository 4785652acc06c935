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

/// One staff page: its title without the organisation's name, which one it is, and its content.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What the browser tab says first.
    pub title: String,
    /// Where it belongs in the navigation.
    pub place: Place,
    /// Everything inside `main`.
    pub content: Markup,
}

/// The staff pages that the navigation leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Everyone with an account, and one of them.
    People,
    /// Who waits to be let in.
    Approvals,
}

impl Place {
    /// What an admin looks after, in the order of the side list.
    const ADMIN: [Self; 2] = [Self::People, Self::Approvals];

    fn path(self) -> &'static str {
        match self {
            Self::People => paths::PEOPLE,
            Self::Approvals => paths::APPROVALS,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::People => "People",
            Self::Approvals => "Approvals",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::People => Icon::People,
            Self::Approvals => Icon::Hourglass,
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
    let manages = person.is_some_and(SignedIn::manages_people);
    let body = html! {
        body.d data-events=[live::events(visitor)] data-keys=[live::keys(visitor)] {
            (skip())
            header.bar-top {
                a.brand href=(paths::FRONT_DESK) { (mark()) bdi { (site.name) } }
                nav aria-label="Main" {
                    a href=(paths::FRONT_DESK) { "Front desk" }
                    @if manages { (people(sheet, waiting)) }
                }
                (me(person))
            }
            div.work {
                @if manages { (admin_pages(sheet, waiting)) }
                main.sheet #main { (sheet.content) }
            }
            (footer(site, visitor))
            (dock(sheet, person, waiting))
        }
    };
    around(site, visitor, &sheet.title, &["customer.css", "desk.css"], &body)
}

/// The way to all admin pages: the first of them, with what waits there to be done.
fn people(sheet: &Sheet, waiting: u32) -> Markup {
    let current = Place::People.current(sheet);
    let inside = Place::ADMIN.contains(&sheet.place).then_some("true");
    html! {
        a href=(paths::PEOPLE) aria-current=[current.or(inside)] {
            "People"
            @if waiting > 0 { span.pip { (count(waiting)) span.sr { " waiting for approval" } } }
        }
    }
}

fn admin_pages(sheet: &Sheet, waiting: u32) -> Markup {
    html! {
        nav.views aria-label="Admin" {
            h2 { "Admin" }
            ul {
                @for place in Place::ADMIN {
                    li { a href=(place.path()) aria-current=[place.current(sheet)] {
                        (place.words())
                        @if place == Place::Approvals && waiting > 0 { b { (count(waiting)) } }
                    } }
                }
            }
        }
    }
}

fn me(person: Option<&SignedIn>) -> Markup {
    html! {
        nav.me aria-label="Account" {
            @if let Some(person) = person {
                a href=(paths::PROFILE) {
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
    let places: &[Place] = match person {
        Some(person) if person.manages_people() => &Place::ADMIN,
        _ => &[],
    };
    html! {
        nav.dock aria-label="Quick" {
            a href=(paths::FRONT_DESK) { (Icon::Tag) "Front desk" }
            @for &place in places {
                a href=(place.path()) aria-current=[place.current(sheet)] {
                    (place.icon()) (place.words())
                    @if place == Place::Approvals && waiting > 0 { span.pip { (count(waiting)) } }
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
fn initials(name: &str) -> String {
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

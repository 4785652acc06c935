//! The document around every page, and the frame of customer pages. Staff pages have one of their own: [`super::sheet`].

use frontdesk_domain::{access::SignedIn, accounts::Theme};
use maud::{DOCTYPE, Markup, html};

use super::{
    icons::{Icon, mark},
    live,
};
use crate::{
    assets, paths,
    site::{Site, Visitor},
};

/// One page: its title without the organisation's name, how wide it is, and its content.
#[derive(Clone, Debug)]
pub struct Page {
    /// What the browser tab says first.
    pub title: String,
    /// Which column it uses.
    pub width: Width,
    /// Everything inside `main`.
    pub content: Markup,
}

/// The column a page uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One question on a hanging tag.
    Hanging,
    /// Reading and forms.
    Column,
    /// Claim tickets.
    Middle,
    /// Conversations and lists.
    Wide,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Self::Hanging => "c-main hang",
            Self::Column => "c-main",
            Self::Middle => "c-main c-mid",
            Self::Wide => "c-main c-wide",
        }
    }
}

/// The whole document of a customer page.
pub fn document(site: &Site, visitor: &Visitor, page: &Page) -> Markup {
    let body = html! {
        body.c data-events=[live::events(visitor)] data-keys=[live::keys(visitor)] {
            (skip())
            header.c-top {
                a.brand href=(paths::FRONT_DESK) { (mark()) bdi { (site.name) } }
                (account(visitor.person.as_ref()))
            }
            main #main class=(page.width.class()) { (page.content) }
            (footer(site, visitor))
        }
    };
    around(site, visitor, &page.title, &["customer.css"], &body)
}

/// What is around the body of every page, of customers and of staff.
pub(super) fn around(
    site: &Site,
    visitor: &Visitor,
    title: &str,
    style_sheets: &[&str],
    body: &Markup,
) -> Markup {
    let theme = (visitor.theme != Theme::Device).then(|| visitor.theme.key());
    html! {
        (DOCTYPE)
        html lang="en" dir="ltr" data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (site.name) }
                @for name in style_sheets { link rel="stylesheet" href=(assets::url(name)); }
                link rel="icon" type="image/svg+xml" href=(assets::url("mark.svg"));
                script type="module" src=(assets::url(script(visitor, style_sheets, body))) {}
            }
            (body)
        }
    }
}

/// That of everybody, of pages that follow a ticket, or of staff; each holds those before it.
fn script(visitor: &Visitor, style_sheets: &[&str], body: &Markup) -> &'static str {
    // No text of anybody's can say that: its quotation marks are escaped.
    let follows = || body.0.contains(" data-live=\"");
    match &visitor.person {
        Some(_) if style_sheets.contains(&"desk.css") => "staff.js",
        Some(_) => "follow.js",
        None if follows() => "follow.js",
        None => "core.js",
    }
}

/// The first thing a keyboard reaches.
pub(super) fn skip() -> Markup {
    html! { a.skip href="#main" { "Skip to content" } }
}

/// Where a person's own pages are; the same on every page.
fn account(person: Option<&SignedIn>) -> Markup {
    html! {
        nav aria-label="Account" {
            @if let Some(person) = person {
                @if person.works_here() { a href=(paths::DESK) { "Queue" } }
                @if person.client.is_some() { a href=(paths::MY_TICKETS) { "My tickets" } }
                @if person.account().is_some() {
                    a href=(paths::PROFILE) { (Icon::Person) bdi { (person.name.as_str()) } }
                }
                a href=(paths::SIGN_OUT) { "Sign out" }
            } @else {
                a href=(paths::SIGN_IN) { "Sign in" }
            }
        }
    }
}

/// The same ways to reach somebody on every page, in the same order (WCAG 3.2.6), and the theme.
pub(super) fn footer(site: &Site, visitor: &Visitor) -> Markup {
    html! {
        footer.c-foot {
            @if let Some(phone) = &site.phone { a href={ "tel:" (dialled(phone)) } { (Icon::Phone) (phone) } }
            @if let Some(email) = &site.email { a href={ "mailto:" (email) } { (Icon::Letter) (email) } }
            @if let Some(hours) = &site.hours { span { (hours) } }
            form.end method="post" action=(paths::THEME) {
                input type="hidden" name="back" value=(visitor.here);
                @match visitor.theme {
                    // Which of the two is shown follows the device, which only the style sheet knows.
                    Theme::Device => { (theme_button(Theme::Dark, "Dark theme")) (theme_button(Theme::Light, "Light theme")) }
                    Theme::Dark => { (theme_button(Theme::Light, "Light theme")) (theme_button(Theme::Device, "Like my device")) }
                    Theme::Light => { (theme_button(Theme::Dark, "Dark theme")) (theme_button(Theme::Device, "Like my device")) }
                }
            }
        }
    }
}

fn theme_button(theme: Theme, words: &str) -> Markup {
    html! {
        button name="theme" value=(theme.key()) class={ "link to-" (theme.key()) } {
            @if theme != Theme::Device { (Icon::Half) }
            (words)
        }
    }
}

fn dialled(phone: &str) -> String {
    phone
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '+')
        .collect()
}

//! Everyone, fifty at a time.

use frontdesk_domain::{
    accounts::{AccountState, Role},
    ports::PersonRow,
};
use maud::{Markup, html};

use crate::{
    accounts::{people::looked_for::LookedFor, words},
    paths,
    site::Site,
    ui::{
        self,
        icons::Icon,
        sheet::{Place, Sheet},
    },
};

/// A page of the list.
pub(crate) struct People<'a> {
    pub(crate) people: &'a [PersonRow],
    pub(crate) looked_for: &'a LookedFor,
    /// Whether nobody comes before these.
    pub(crate) is_first: bool,
    /// The address of the page after this one.
    pub(crate) next: Option<String>,
    pub(crate) notice: Option<&'static str>,
}

/// `/admin/people`.
pub(crate) fn list(page: &People<'_>, site: &Site) -> Sheet {
    let content = html! {
        div.pad.head { h1 { "People" } }
        @if let Some(words) = page.notice { div.pad.said { (ui::notice(words)) } }
        (find(page.looked_for))
        (filters(page.looked_for))
        @if page.people.is_empty() { (nobody(page)) } @else { (table(page.people, site)) }
        (pager(page))
    };
    Sheet::new("People", Place::People, content)
}

/// Posted, so that no phone number stands in an address; what comes back is an address.
fn find(looked_for: &LookedFor) -> Markup {
    html! {
        form.pad.seek action=(paths::PEOPLE) method="post" role="search" {
            label.sr for="q" { "Search by name, e-mail, username, phone number or customer ID" }
            input.in #q name="q" type="search" value=(looked_for.words) dir="auto" autocomplete="off"
                autocapitalize="none" spellcheck="false" enterkeyhint="search"
                placeholder="Name, e-mail, phone or customer ID";
            input type="hidden" name="role" value=(looked_for.role.map_or("", Role::key));
            input type="hidden" name="state" value=(looked_for.state.unwrap_or_default());
            button.btn { (Icon::Search) "Search" }
        }
    }
}

fn filters(now: &LookedFor) -> Markup {
    html! {
        nav.pad.filters aria-label="Filters" {
            ul {
                (chip("Every role", &now.with_role(None), now))
                @for role in Role::ALL { (chip(words::role(role), &now.with_role(Some(role)), now)) }
            }
            ul {
                (chip("Every state", &now.with_state(None), now))
                @for state in AccountState::KEYS { (chip(words::state(state), &now.with_state(Some(state)), now)) }
            }
        }
    }
}

fn chip(words: &str, leads_to: &LookedFor, now: &LookedFor) -> Markup {
    let current = (leads_to == now).then_some("true");
    html! { li { a.chip href=(leads_to.url()) aria-current=[current] { (words) } } }
}

fn table(people: &[PersonRow], site: &Site) -> Markup {
    html! {
        table.grid.people {
            caption.sr { "People, by name" }
            thead { tr {
                th.subj scope="col" { "Name" }
                th.who scope="col" { "E-mail" }
                th.role scope="col" { "Role" }
                th scope="col" { "State" }
                th.opt scope="col" { "Customer ID" }
                th.opt scope="col" { "Registered" }
            } }
            tbody { @for row in people { tr {
                th.subj scope="row" { a href=(paths::of(paths::PERSON, row.id.0)) { bdi { (row.name.as_str()) } } }
                td.who { (row.email.as_str()) }
                td.role { @if row.role.is_staff() { b { (words::role(row.role)) } } @else { (words::role(row.role)) } }
                td { (words::state_mark(&row.state)) }
                td.opt { @if let Some(number) = row.client { (number) } @else { span.muted { "–" } } }
                td.opt.muted { (ui::time(&site.moment(row.created_at), true)) }
            } } }
        }
    }
}

/// Says what to do instead of showing nothing.
fn nobody(page: &People<'_>) -> Markup {
    html! {
        div.pad.empty {
            @if !page.is_first {
                h2 { "That was everyone" }
            } @else if page.looked_for.narrows() {
                h2 { "Nobody fits" }
                p.muted { "Part of a name or of an e-mail is enough; a phone number or a customer ID must be whole. Or take a filter away." }
                a.btn href=(paths::PEOPLE) { "Show everyone" }
            } @else {
                h2 { "Nobody has an account yet" }
                p.muted { "People register themselves, and appear here." }
            }
        }
    }
}

fn pager(page: &People<'_>) -> Markup {
    html! {
        @if !page.is_first || page.next.is_some() {
            nav.pad.pager aria-label="Pages" {
                @if !page.is_first { a.btn href=(page.looked_for.url()) { "First page" } }
                @if let Some(next) = &page.next { a.btn href=(next) { "Next page" } }
            }
        }
    }
}

//! The settings, and one category.

use frontdesk_domain::tickets::CategoryEntry;
use maud::{Markup, html};

use crate::{
    paths,
    shown::Shown,
    site::{InForce, Origin},
    ui::{
        field::{Control, Field, field},
        icons::Icon,
        sheet::{Place, Sheet},
    },
};

/// The field with a category's words.
pub(super) const LABEL: &str = "label";
/// The button's name.
pub(super) const DO: &str = "do";
pub(super) const UP: &str = "up";
pub(super) const DOWN: &str = "down";
pub(super) const OFFER: &str = "offer";
pub(super) const WITHDRAW: &str = "withdraw";
/// What the script puts in place after a change.
const REGIONS: &str = "said categories";

/// What the page shows.
pub(super) struct Overview<'a> {
    pub(super) categories: &'a [CategoryEntry],
    pub(super) shown: &'a Shown,
    pub(super) in_force: &'a [InForce],
}

/// `/admin/settings`.
pub(super) fn overview(page: &Overview<'_>) -> Sheet {
    let content = html! {
        div.pad.head { h1 { "Settings" } }
        div.pad.said id="said" { (page.shown.above()) }
        div.pad.ask {
            h2 { "Categories" }
            p.muted {
                "What a ticket is about. The front desk shows the first seven. None is ever deleted: tickets keep \
                 the one they have."
            }
        }
        (categories(page.categories))
        (add(page.shown))
        div.pad.ask {
            h2 { "In force" }
            p.muted {
                "What is set outside these pages. Change it in the settings file or the environment and start \
                 the desk again. Secrets are never shown."
            }
        }
        (in_force(page.in_force))
    };
    Sheet::new(page.shown.form().title("Settings"), Place::Settings, content)
}

fn categories(all: &[CategoryEntry]) -> Markup {
    html! {
        div id="categories" {
            table.grid {
                caption.sr { "Categories, in the order in which they are offered" }
                thead { tr {
                    th.subj scope="col" { "Category" }
                    th scope="col" { "New tickets" }
                    th scope="col" { "Order" }
                } }
                tbody {
                    @for (at, category) in all.iter().enumerate() {
                        (row(category, at > 0, at + 1 < all.len()))
                    }
                }
            }
        }
    }
}

fn row(category: &CategoryEntry, has_before: bool, has_after: bool) -> Markup {
    let path = paths::of(paths::CATEGORY, category.id.0);
    let name = category.label.as_str();
    html! {
        tr id={ "c" (category.id.0) } {
            th.subj scope="row" { a href=(path) { bdi { (name) } } }
            td { form.pick action=(path) method="post" data-swap=(REGIONS) { (offered(category)) } }
            td {
                form.pick action=(path) method="post" data-swap=(REGIONS) {
                    @if has_before { (arrow(UP, "Up", name)) }
                    @if has_after { (arrow(DOWN, "Down", name)) }
                }
            }
        }
    }
}

/// Buttons say which category they are about to who cannot see the row.
fn offered(category: &CategoryEntry) -> Markup {
    let name = category.label.as_str();
    html! {
        @if !category.may_be_withdrawn() {
            span.muted { "Always offered" }
        } @else if category.offered {
            button.btn name=(DO) value=(WITHDRAW) aria-label={ "Stop offering: " (name) } { "Stop offering" }
        } @else {
            button.btn name=(DO) value=(OFFER) aria-label={ "Offer again: " (name) } { "Offer again" }
        }
    }
}

fn arrow(value: &str, words: &str, name: &str) -> Markup {
    html! { button.btn name=(DO) value=(value) aria-label={ (words) ": " (name) } { (words) } }
}

fn add(shown: &Shown) -> Markup {
    html! {
        form.pad.ask action=(paths::SETTINGS) method="post" novalidate {
            (field(&label("New category"), shown.form()))
            div.actions { button.btn { (Icon::Plus) "Add" } }
        }
    }
}

fn label(words: &str) -> Field<'_> {
    Field {
        name: LABEL,
        label: words,
        aside: None,
        hint: None,
        control: Control::Line("text", "off"),
        is_required: true,
    }
}

fn in_force(all: &[InForce]) -> Markup {
    html! {
        table.grid {
            caption.sr { "Settings in force" }
            thead { tr {
                th.subj scope="col" { "Setting" }
                th scope="col" { "Value" }
                th scope="col" { "From" }
            } }
            tbody {
                @for setting in all {
                    tr {
                        th.subj scope="row" { code { (setting.key) } }
                        td { @if setting.value.is_empty() { span.muted { "not set" } } @else { code { (setting.value) } } }
                        td.muted { (origin(setting.origin)) }
                    }
                }
            }
        }
    }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Default => "default",
        Origin::File => "settings file",
        Origin::Environment => "environment",
        Origin::Flag => "command line",
        Origin::Command => "this command",
    }
}

/// `/admin/settings/categories/{id}`.
pub(super) fn category(category: &CategoryEntry, shown: &Shown) -> Sheet {
    let name = category.label.as_str();
    let content = html! {
        div.pad.head {
            h1 { bdi { (name) } }
            div.end { a.btn href=(paths::SETTINGS) { "All settings" } }
        }
        div.pad.two { div.stack {
            (shown.above())
            form.stack action=(paths::of(paths::CATEGORY, category.id.0)) method="post" novalidate {
                (field(&label("Name"), shown.form()))
                p.muted {
                    "Its word for programs stays " code { (category.key.as_str()) }
                    ", so that addresses and programs go on working."
                }
                div.actions { button.btn.btn-go { "Save" } }
            }
        } }
    };
    Sheet::new(shown.form().title(name), Place::Settings, content)
}

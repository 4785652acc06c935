//! The bar above a list that changes many tickets at once.

use frontdesk_domain::bulk::Bulk;
use maud::{Markup, html};

use super::{Queue, grouped};
use crate::{
    tickets::queue::{change, list::Found, outcome::NOTE},
    ui::{field::hidden, icons::Icon},
};

/// A script shows it once something is checked; without one it is always there.
pub(super) fn bar(page: &Queue<'_>, found: &Found) -> Markup {
    let form = page.shown.form();
    let typed = &page.sent.state;
    html! {
        div.pad.bulk role="group" aria-label="Change the checked tickets" data-bulk {
            (hidden("of", page.query))
            b data-checked { "Checked tickets" }
            (all(page, found))
            label.sr for="change" { "Change" }
            select.in #change name="change" aria-invalid=[form.error("change").map(|_| "true")]
                aria-describedby=[form.error("change").map(|_| "change-e")] {
                (change::options(page.choices, Some(page.me), typed.value("change")))
            }
            button.btn.btn-go name="do" value="set" { "Apply" }
            details open[!typed.value("note").is_empty() || form.error("note").is_some()] {
                summary.chip { "Write a note on them" }
                label for="note" { "Internal note: customers never see it" }
                textarea.in #note name="note" rows="3" dir="auto" aria-invalid=[form.error("note").map(|_| "true")]
                    aria-describedby=[form.error("note").map(|_| "note-e")] { "\n" (typed.value("note")) }
                (error(page, "note", "note-e"))
                button.btn name="do" value=(NOTE) { "Write the note" }
            }
            (error(page, "change", "change-e"))
            (error(page, "all", "all-e"))
        }
    }
}

fn all(page: &Queue<'_>, found: &Found) -> Markup {
    let most = i64::from(Bulk::MOST);
    html! {
        label.all {
            input #all type="checkbox" name="all" checked[page.sent.is_all];
            @if found.count > most {
                span { "The newest " (grouped(most)) " of all that match" }
            } @else {
                span { "All " (grouped(found.count)) " that match" }
            }
        }
    }
}

fn error(page: &Queue<'_>, field: &str, id: &str) -> Markup {
    html! {
        @if let Some(error) = page.shown.form().error(field) { p.err id=(id) { (Icon::Warning) span { (error) } } }
    }
}

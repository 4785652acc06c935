//! Which of their tickets somebody looks at: in the address, and in the form above the list.

use frontdesk_domain::{
    queue::{QueueCursor, StatusChoice},
    tickets::{Category, StatusKind, TicketNumber},
    time::Timestamp,
};
use maud::{Markup, html};

use crate::{paths, ui::status};

/// What the address chooses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chosen {
    pub(crate) status: StatusChoice,
    /// A category's key.
    pub(crate) category: Option<String>,
    /// Only where it is their turn.
    pub(crate) waiting: bool,
    /// The page begins after this one.
    pub(crate) after: Option<(Timestamp, TicketNumber)>,
}

impl Chosen {
    /// The address of this choice from its first page on.
    pub(super) fn first(&self) -> String {
        let status = match self.status {
            StatusChoice::Any => "",
            status => status.key(),
        };
        let waiting = if self.waiting { "yes" } else { "" };
        let category = self.category.as_deref().unwrap_or_default();
        paths::with(
            paths::MY_TICKETS,
            &[("status", status), ("category", category), ("waiting", waiting)],
        )
    }

    /// The address of the page that begins after that ticket.
    pub(super) fn page(&self, (at, number): (Timestamp, TicketNumber)) -> String {
        let cursor = QueueCursor {
            rank: 0,
            at: at.as_micros(),
            number,
        }
        .to_text();
        let first = self.first();
        let joint = if first.contains('?') { '&' } else { '?' };
        format!("{first}{joint}after={cursor}")
    }

    /// The address of this very page.
    pub(super) fn here(&self) -> String {
        self.after.map_or_else(|| self.first(), |after| self.page(after))
    }

    /// Whether some tickets are left out.
    pub(super) fn is_narrow(&self) -> bool {
        self.status != StatusChoice::Any || self.category.is_some() || self.waiting
    }
}

/// The form that narrows the list.
pub(super) fn filters(chosen: &Chosen, categories: &[Category]) -> Markup {
    html! {
        form.filters action=(paths::MY_TICKETS) method="get" {
            @if chosen.waiting { input type="hidden" name="waiting" value="yes"; }
            div.field {
                label for="status" { "Status" }
                select.in #status name="status" data-auto {
                    option value="any" { "Any" }
                    option value="unresolved" selected[chosen.status == StatusChoice::Unresolved] { "Unsolved" }
                    @for kind in StatusKind::ALL {
                        option value=(kind.key()) selected[chosen.status == StatusChoice::Only(kind)] {
                            (status::Status::of(kind).words())
                        }
                    }
                }
            }
            @if !categories.is_empty() {
                div.field {
                    label for="category" { "About" }
                    select.in #category name="category" data-auto {
                        option value="" { "Anything" }
                        @for category in categories {
                            @let key = category.key.as_str();
                            option value=(key) selected[chosen.category.as_deref() == Some(key)] { (category.label) }
                        }
                    }
                }
            }
            button.btn data-auto-button { "Show" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_stays_in_the_links_to_other_pages() {
        let chosen = Chosen {
            status: StatusChoice::Only(StatusKind::OnHold),
            category: Some("hardware".into()),
            waiting: true,
            after: None,
        };
        let next = chosen.page((Timestamp::from_micros(7), TicketNumber(10_001)));
        assert_eq!(
            next,
            "/my?status=on_hold&category=hardware&waiting=yes&after=0-7-10001"
        );
        assert_eq!(
            Chosen::default().page((Timestamp::from_micros(7), TicketNumber(1))),
            "/my?after=0-7-1"
        );
    }
}

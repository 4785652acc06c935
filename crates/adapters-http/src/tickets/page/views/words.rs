//! What staff call things.

use frontdesk_domain::{
    presence::Doing,
    tickets::{Priority, Source, StatusKind},
};
use maud::{Markup, html};

use crate::ui::icons::Icon;

pub(super) fn status_words(kind: StatusKind) -> &'static str {
    match kind {
        StatusKind::Open => "Open",
        StatusKind::InProgress => "In progress",
        StatusKind::OnHold => "On hold",
        StatusKind::Resolved => "Resolved",
        StatusKind::Closed => "Closed",
    }
}

/// Shape, word and colour, never colour alone.
pub(super) fn status(kind: StatusKind) -> Markup {
    let (class, icon) = match kind {
        StatusKind::Open => ("st st-open", Icon::Ring),
        StatusKind::InProgress => ("st st-progress", Icon::Half),
        StatusKind::OnHold => ("st st-hold", Icon::Hold),
        StatusKind::Resolved => ("st st-ok", Icon::Done),
        StatusKind::Closed => ("st st-closed", Icon::Off),
    };
    html! { span class=(class) { (icon) (status_words(kind)) } }
}

pub(super) fn priority_words(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "Low",
        Priority::Medium => "Medium",
        Priority::High => "High",
        Priority::Urgent => "Urgent",
    }
}

pub(super) fn priority(priority: Priority) -> Markup {
    let class = match priority {
        Priority::Low => "st pr-low",
        Priority::Medium => "st pr-medium",
        Priority::High => "st pr-high",
        Priority::Urgent => "st pr-urgent",
    };
    html! { span class=(class) { (Icon::Bars) (priority_words(priority)) } }
}

/// Where it was opened, after "opened it on 18 Nov 2026, 9:12 ".
pub(super) fn opened_where(source: Source) -> &'static str {
    match source {
        Source::Desk => "at the front desk",
        Source::Portal => "in the portal",
        Source::Staff => "through a member of staff",
        Source::Api => "by a program",
    }
}

pub(super) fn present(name: &str, doing: Doing) -> Markup {
    html! {
        @match doing {
            Doing::Looking => { bdi { (name) } " is viewing" },
            Doing::Writing => { bdi { (name) } " is replying" },
        }
    }
}

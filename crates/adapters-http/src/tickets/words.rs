//! What staff call things.

use frontdesk_domain::{
    feedback::Score,
    ports::{Colleague, Present},
    presence::Doing,
    tickets::{Priority, StatusKind},
};
use maud::{Markup, html};

use crate::ui::{icons::Icon, sheet::face};

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

/// Who works on it.
pub(super) fn assignee(who: Option<&Colleague>) -> Markup {
    html! {
        @match who {
            Some(who) => span.cell { (face(who.name.as_str())) bdi.nm { (who.name.as_str()) } },
            None => span.none { "nobody" },
        }
    }
}

/// Who is there now, and what they do.
pub(super) fn present(there: &[Present]) -> Markup {
    html! {
        @for one in there {
            span.there {
                (Icon::Eye)
                @match one.doing {
                    Doing::Looking => span { bdi { (one.who.name.as_str()) } " is viewing" },
                    Doing::Writing => b { bdi { (one.who.name.as_str()) } " is replying" },
                }
            }
        }
    }
}

/// How it was rated.
pub(super) fn stars(score: Score) -> Markup {
    html! {
        span { (Icon::Star) span.sr { "Rated " } (score.stars()) span.sr { " of 5" } }
    }
}

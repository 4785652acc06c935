//! A ticket's state in the customer's words: shape, word and colour, never colour alone.

use frontdesk_domain::tickets;
use maud::{Markup, Render, html};

use super::icons::Icon;

/// The five states as customers read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Open.
    Received,
    /// In progress.
    Working,
    /// On hold.
    OnHold,
    /// Resolved.
    Solved,
    /// Closed.
    Closed,
}

impl From<tickets::Status> for Status {
    fn from(status: tickets::Status) -> Self {
        Self::of(status.kind())
    }
}

impl Status {
    /// The status that an event names with this word of the domain.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "open" => Some(Self::Received),
            "in_progress" => Some(Self::Working),
            "on_hold" => Some(Self::OnHold),
            "resolved" => Some(Self::Solved),
            "closed" => Some(Self::Closed),
            _ => None,
        }
    }

    /// That kind of status.
    pub fn of(kind: tickets::StatusKind) -> Self {
        match kind {
            tickets::StatusKind::Open => Self::Received,
            tickets::StatusKind::InProgress => Self::Working,
            tickets::StatusKind::OnHold => Self::OnHold,
            tickets::StatusKind::Resolved => Self::Solved,
            tickets::StatusKind::Closed => Self::Closed,
        }
    }

    /// Its shape alone, beside words that say something else.
    pub fn mark(self) -> Markup {
        self.icon().render()
    }

    /// The words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Received => "Received",
            Self::Working => "We’re on it",
            Self::OnHold => "On hold",
            Self::Solved => "Solved",
            Self::Closed => "Closed",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Received => Icon::Ring,
            Self::Working => Icon::Half,
            Self::OnHold => Icon::Hold,
            Self::Solved | Self::Closed => Icon::Done,
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Received => "st st-open",
            Self::Working => "st st-progress",
            Self::OnHold => "st st-hold",
            Self::Solved => "st st-ok",
            Self::Closed => "st st-closed",
        }
    }
}

impl Render for Status {
    fn render(&self) -> Markup {
        html! { span class=(self.class()) { (self.icon()) (self.words()) } }
    }
}

/// Where the ticket is on its way: received, worked on, solved.
pub fn steps(status: Status) -> Markup {
    steps_told(status, &[html! {}, html! {}, html! {}])
}

/// The same with something said below each of them.
pub fn steps_told(status: Status, told: &[Markup; 3]) -> Markup {
    let middle = if status == Status::OnHold {
        Status::OnHold
    } else {
        Status::Working
    };
    let end = if status == Status::Closed {
        Status::Closed
    } else {
        Status::Solved
    };
    let reached = match status {
        Status::Received => 0,
        Status::Working | Status::OnHold => 1,
        Status::Solved | Status::Closed => 2,
    };
    html! {
        ol.steps aria-label="Progress" {
            @for (place, (step, told)) in [Status::Received, middle, end].into_iter().zip(told).enumerate() {
                @let is_here = place == reached;
                @let is_done = place < reached || (is_here && place == 2);
                li.done[is_done] aria-current=[is_here.then_some("step")] {
                    @if is_done { (Icon::Done) } @else if is_here { (step.icon()) } @else { (Icon::Step) }
                    b { (step.words()) }
                    @if !told.0.is_empty() { span.small.muted { (told) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_one_step_is_the_current_one() {
        for status in [
            Status::Received,
            Status::Working,
            Status::OnHold,
            Status::Solved,
            Status::Closed,
        ] {
            let page = steps(status).into_string();
            assert_eq!(page.matches("aria-current").count(), 1, "{page}");
            assert!(page.contains(status.words()), "{page}");
        }
    }
}

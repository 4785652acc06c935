//! The parts pages are made of. Accessibility is each part's own job, so a page cannot forget it.

pub mod claim;
pub mod field;
pub mod form_state;
pub mod icons;
pub mod live;
pub mod page;
pub mod qr;
pub mod sheet;
pub mod status;
pub mod text;

use maud::{Markup, html};

use self::icons::Icon;
pub use self::live::{live, region};
use crate::site::Moment;

/// The page's one primary action: submits the form it is in.
pub fn submit(words: &str) -> Markup {
    html! { button.btn.btn-go { (words) " " (Icon::Forward) } }
}

/// A link that looks like a button.
pub fn link_button(href: &str, words: &str, is_primary: bool) -> Markup {
    html! {
        @if is_primary {
            a.btn.btn-go href=(href) { (words) " " (Icon::Forward) }
        } @else {
            a.btn href=(href) { (words) }
        }
    }
}

/// Copies `what`; appears only where a script can do it.
pub fn copy_button(what: &str, label: &str) -> Markup {
    html! {
        button.copy type="button" hidden data-copy=(what) aria-label=(label) title=(label) { (Icon::Copy) }
    }
}

/// A time with the full date in its title; a script turns it into "4 minutes ago" where `is_relative`.
pub fn time(moment: &Moment, is_relative: bool) -> Markup {
    html! { time datetime=(moment.machine) title=(moment.long) data-ago[is_relative] { (moment.short) } }
}

/// What happened, or what the person should know before they go on. Read out when it appears.
pub fn notice(words: &str) -> Markup {
    html! { p.note role="status" { (words) } }
}

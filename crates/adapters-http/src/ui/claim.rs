//! The ticket number as a thing to hold: the claim ticket on receipts, the punched tag elsewhere.

use maud::{Markup, html};

use super::{copy_button, icons::mark};

/// Digits that fit at full size; longer numbers are set smaller.
const FITS: usize = 5;

/// A perforated claim ticket.
#[derive(Clone, Debug)]
pub struct Claim<'a> {
    /// What it is, for assistive technology.
    pub label: &'a str,
    /// Who gives it out.
    pub from: &'a str,
    /// The ticket's number, without `#`.
    pub number: &'a str,
    /// Small facts under the number: caption and value.
    pub facts: Vec<(&'a str, Markup)>,
    /// What stands on the part to tear off.
    pub stub: Markup,
}

/// Draws the claim ticket.
pub fn claim(claim: &Claim<'_>) -> Markup {
    html! {
        section.claim aria-label=(claim.label) {
            div {
                p.who { (mark()) bdi { (claim.from) } }
                p.cap { "Ticket " (copy_button(claim.number, "Copy the ticket number")) }
                p.no.long[claim.number.len() > FITS] { span { "#" } (claim.number) }
                dl { @for (caption, value) in &claim.facts { div { dt { (caption) } dd { (value) } } } }
            }
            div.stub { (claim.stub) }
        }
    }
}

/// The number as a small tag.
pub fn tag(number: &str) -> Markup {
    html! { span.tag { (number) } }
}

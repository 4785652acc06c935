//! The claim ticket, right after sending.

use maud::{Markup, html};

use super::Reference;
use crate::{
    paths,
    site::{Moment, Site},
    ui::{
        self,
        claim::{Claim, claim},
        copy_button,
        icons::Icon,
        page::{Page, Width},
        qr::qr,
    },
};

/// What the receipt shows.
#[derive(Clone, Debug)]
pub(crate) struct Receipt<'a> {
    /// Without `#`.
    pub(crate) number: &'a str,
    pub(crate) client_name: &'a str,
    /// The customer ID, when this ticket registered them.
    pub(crate) new_client: Option<&'a str>,
    /// Where the confirmation went.
    pub(crate) email: Option<&'a str>,
    pub(crate) received: &'a Moment,
    pub(crate) reference: Reference<'a>,
    /// The token that opens the ticket.
    pub(crate) token: &'a str,
    /// The absolute link with it.
    pub(crate) track_url: &'a str,
    /// Where the page hears of changes.
    pub(crate) events: &'a str,
}

/// `/track/{token}/receipt`.
pub(crate) fn receipt(receipt: &Receipt<'_>, site: &Site) -> Page {
    let content = html! {
        h1 { "Got it. Here is your ticket." }
        p.lead { "Keep the link, or this page: it brings you back to your conversation." }
        (ui::live("claim", receipt.events, &paths::track_receipt(receipt.token), &told(receipt, site)))
        (track_link(receipt))
        div.actions {
            (ui::link_button(&paths::track(receipt.token), "Follow this ticket", true))
            button.btn type="button" hidden data-print { (Icon::Print) "Print" }
        }
        section { h2 { "What happens next" } (next(receipt, site)) }
    };
    Page {
        title: format!("Ticket #{}", receipt.number),
        width: Width::Middle,
        content,
    }
}

/// Everything that changes by itself: the ticket, and where its other half is.
fn told(receipt: &Receipt<'_>, site: &Site) -> Markup {
    html! {
        (ticket(receipt, site))
        @match receipt.reference {
            Reference::None => {}
            Reference::OnItsWay(tracker) => p.hint {
                "It is on its way to our team’s " (tracker) ". Its number there appears on your ticket by itself."
            },
            Reference::Is(tracker, key) => p.hint { "Our team’s " (tracker) " has it as " b { bdi { (key) } } "." },
        }
    }
}

fn ticket(receipt: &Receipt<'_>, site: &Site) -> Markup {
    let mut facts = vec![
        ("For", html! { bdi { (receipt.client_name) } }),
        ("Received", html! { (ui::time(receipt.received, false)) }),
    ];
    facts.extend(receipt.reference.fact());
    claim(&Claim {
        label: "Your claim ticket",
        from: &site.name,
        number: receipt.number,
        facts,
        stub: html! {
            @if let Some(id) = receipt.new_client {
                div {
                    p.cap { "Your customer ID" }
                    p.idno { b { (id) } (copy_button(id, "Copy your customer ID")) }
                }
            }
            div.stack-s {
                (qr(receipt.track_url, "QR code of your track link"))
                p.cap { "Scan to track it" }
            }
        },
    })
}

fn track_link(receipt: &Receipt<'_>) -> Markup {
    html! {
        div.field {
            label for="track" { "Your track link" }
            div.with-copy {
                input.in #track readonly value=(receipt.track_url) aria-describedby="track-h";
                (copy_button(receipt.track_url, "Copy your track link"))
            }
            p.hint #track-h {
                @if let Some(email) = receipt.email { "We are also sending it to " bdi { (email) } ". " }
                "Who holds the link can read the conversation, so keep it to yourself."
            }
        }
    }
}

fn next(receipt: &Receipt<'_>, site: &Site) -> Markup {
    html! {
        ol.next {
            li {
                (Icon::Eye)
                div {
                    b { "Someone reads it." }
                    @if let Some(answers) = &site.answers { " " span.muted { "We usually answer " (answers) "." } }
                }
            }
            li {
                (Icon::Letter)
                div {
                    @if receipt.email.is_some() {
                        b { "You get the answer by e-mail" } " " span.muted { "and on your ticket page." }
                    } @else {
                        b { "The answer appears on your ticket page." } " " span.muted { "Your track link leads there." }
                    }
                }
            }
            li {
                (Icon::Star)
                div { b { "You say when it’s solved." } " " span.muted { "If it comes back, so do we." } }
            }
        }
    }
}

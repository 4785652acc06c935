//! "We have it": the mail that confirms a ticket.

use frontdesk_domain::ports::{Mail, TicketReceived};
use maud::html;

use super::{Words, layout, title};
use crate::header::clean_header;
use crate::look::MailLook;

/// Why this mail exists and what its reader can do: the same sentences in both forms.
const NEXT: [(&str, &str); 3] = [
    ("Someone reads it.", "You need not do anything."),
    (
        "Its page shows how it stands.",
        "Open it with the link above whenever you like.",
    ),
    (
        "Something to add?",
        "Come back to the front desk with your phone number or customer ID, and add it there.",
    ),
];
const LINK_IS_KEY: &str = "Who holds the link can read the ticket, so pass it on with care.";

pub(super) fn words(mail: &Mail, received: &TicketReceived, look: &MailLook) -> Words {
    Words {
        text: text(mail, received, look),
        html: html(mail, received, look),
    }
}

fn text(mail: &Mail, received: &TicketReceived, look: &MailLook) -> String {
    let subject = title(&mail.subject);
    let mut lines = vec![
        format!("Got it. Your ticket is {}.", mail.ticket),
        String::new(),
        subject,
        String::new(),
        "Your track link:".to_owned(),
        received.track_url.clone(),
        LINK_IS_KEY.to_owned(),
    ];
    if let Some(number) = received.new_client {
        lines.push(String::new());
        lines.push(format!("Your customer ID: {number}"));
        lines.push("Type it instead of your phone number next time.".to_owned());
    }
    lines.push(String::new());
    lines.push("What happens next".to_owned());
    lines.extend(
        NEXT.iter()
            .zip(1..)
            .map(|((what, more), n)| format!("{n}. {what} {more}")),
    );
    layout::plain(lines, &look.organization)
}

fn html(mail: &Mail, received: &TicketReceived, look: &MailLook) -> String {
    let number = mail.ticket.to_string();
    let preheader = format!("Ticket {number}: the link in this mail brings you back to it.");
    let claim = layout::Claim {
        organization: &look.organization,
        number: mail.ticket.0,
        subject: &title(&mail.subject),
        name: &clean_header(mail.name.as_str()),
        client: received.new_client.map(|client| client.to_string()),
    };
    let body = html! {
        h1 style=(layout::HEADING) { "Got it. Here is your ticket." }
        (layout::claim(&claim))
        (layout::button("Follow this ticket", &received.track_url))
        p class="ink2" style=(layout::SMALL) { (LINK_IS_KEY) }
        @if received.new_client.is_some() {
            p class="ink2" style=(layout::SMALL) {
                "The customer ID is new. Type it instead of your phone number next time."
            }
        }
        h2 style=(layout::SUBHEADING) { "What happens next" }
        ol style="margin:0;padding:0 0 0 22px" {
            @for (what, more) in NEXT {
                li style="margin:0 0 8px" { b { (what) } " " span class="ink2" style=(layout::QUIET) { (more) } }
            }
        }
    };
    layout::page(&format!("Ticket {number}"), &preheader, &look.organization, &body)
}

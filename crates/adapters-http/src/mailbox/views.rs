//! The built-in mailbox: what would have been sent, to read instead of receiving it.

use frontdesk_domain::ports::{KeptMail, KeptMailLine};
use maud::{Markup, html};

use crate::{
    paths,
    site::Site,
    ui::{
        self,
        page::{Page, Width},
    },
};

/// How the mail's content is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// All of it: only this machine can see the page.
    Shown,
    /// Not at all: mails hold links that open tickets, and the page can be reached from elsewhere.
    Masked,
}

fn banner() -> Markup {
    html! { p.note { b { "Mail is not leaving this server." } " It is kept here instead, until " code { "mail.transport" } " is set to smtp." } }
}

/// `/dev/mail`.
pub(super) fn list(mails: &[KeptMailLine], content: Content, older: Option<&str>, site: &Site) -> Page {
    let markup = html! {
        h1 { "Mailbox" }
        (banner())
        @if mails.is_empty() { p.muted { "No mail yet. Send a ticket with an e-mail address, and its confirmation appears here." } }
        ul.list {
            @for mail in mails {
                li {
                    a href=(paths::mail(&mail.id.to_string())) { bdi { (mail.subject) } }
                    span.muted.small { "To " bdi { (recipient(&mail.to, content)) } ", " (ui::time(&site.moment(mail.at), true)) }
                }
            }
        }
        @if let Some(older) = older { div.actions { (ui::link_button(older, "Older", false)) } }
    };
    Page {
        title: "Mailbox".to_owned(),
        width: Width::Wide,
        content: markup,
    }
}

/// `/dev/mail/{id}`.
pub(super) fn mail(id: &str, mail: &KeptMail, content: Content, site: &Site) -> Page {
    let markup = html! {
        div.actions { (ui::link_button(paths::MAILBOX, "Mailbox", false)) }
        h1 { bdi { (mail.subject) } }
        (banner())
        p.muted { "To " bdi { (recipient(&mail.to, content)) } ", " (ui::time(&site.moment(mail.at), false)) }
        @match content {
            Content::Masked => p.note {
                "Its text is not shown, because this server can be reached from other machines and the mail holds a link "
                "that opens the ticket. Open this page on the machine itself with a server that listens on loopback."
            },
            Content::Shown => {
                section.stack-s { h2 { "Text" } div.box.body { (ui::text::paragraphs(&mail.text)) } }
                section.stack-s {
                    h2 { "HTML" }
                    iframe.mail src=(paths::mail_html(id)) title="The mail’s HTML part" sandbox="allow-popups allow-popups-to-escape-sandbox" {}
                }
                div.actions { (ui::link_button(&paths::mail_source(id), "Source", false)) }
            }
        }
    };
    Page {
        title: mail.subject.clone(),
        width: Width::Wide,
        content: markup,
    }
}

fn recipient(to: &str, content: Content) -> &str {
    match content {
        Content::Shown => to,
        Content::Masked => "somebody",
    }
}

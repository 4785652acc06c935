//! Mails, from what they say to the bytes that are sent.

mod layout;
mod letters;
mod notices;
mod quote;
mod ticket_received;

#[cfg(test)]
mod tests;

use std::time::{Duration, UNIX_EPOCH};

use frontdesk_domain::clients::{Email, Name};
use frontdesk_domain::ports::{Letter, Mail, MailContent, MailError, TicketMail};
use frontdesk_domain::tickets::Subject;
use frontdesk_domain::time::Timestamp;
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use url::Host;

use crate::header::clean_header;
use crate::look::MailLook;

/// A mail as it is sent.
pub(crate) struct Composed {
    pub(crate) message_id: String,
    pub(crate) to: Address,
    /// The To header, readable.
    pub(crate) to_header: String,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) source: Vec<u8>,
}

/// What a mail says, in both forms.
struct Words {
    text: String,
    html: String,
}

/// What a mail is, before it is written out.
struct Envelope {
    to: Mailbox,
    subject: String,
    /// What its ids begin with.
    stem: String,
    /// Where it stands in a thread, if it belongs to one.
    thread: Option<Thread>,
    /// What RFC 3834 calls it: an answer, or a notice nobody asked for with a mail.
    automatic: &'static str,
}

/// The mails about one ticket. All name the same id that no mail has, so that they are one thread whichever of
/// them arrived; and the first one's, whether it was ever sent or not.
struct Thread {
    /// What all ids of the thread begin with.
    root: String,
    /// The first mail's id, unless this is it.
    first: Option<String>,
}

/// The part of the first mail's Message-ID that tells it from the others of its thread.
const RECEIVED: &str = "received";

/// Composes a mail. The same mail has the same ids each time; its date is `at`, or now.
pub(crate) fn compose(mail: &Mail, look: &MailLook, at: Option<Timestamp>) -> Result<Composed, MailError> {
    let MailContent::TicketReceived(received) = &mail.content;
    let root = format!("t{}.{}", mail.ticket.0, mail.mark);
    let envelope = Envelope {
        to: recipient(Some(&mail.name), &mail.to)?,
        subject: format!("{} ({})", title(&mail.subject), mail.ticket),
        stem: format!("{root}.{RECEIVED}"),
        thread: Some(Thread { root, first: None }),
        automatic: "auto-replied",
    };
    assemble(envelope, ticket_received::words(mail, received, look), look, at)
}

/// Composes a later mail of a ticket's thread, as [`compose`] does the first one.
pub(crate) fn compose_notice(
    mail: &TicketMail,
    look: &MailLook,
    at: Option<Timestamp>,
) -> Result<Composed, MailError> {
    let root = format!("t{}.{}", mail.ticket.0, mail.thread);
    let envelope = Envelope {
        to: recipient(Some(&mail.name), &mail.to)?,
        subject: format!("Re: {} ({})", title(&mail.subject), mail.ticket),
        stem: format!("{root}.{}", mail.mark.to_text()),
        thread: Some(Thread {
            first: Some(format!("{root}.{RECEIVED}")),
            root,
        }),
        automatic: "auto-generated",
    };
    assemble(envelope, notices::words(mail, look), look, at)
}

/// Composes a letter, as [`compose`] does a mail.
pub(crate) fn compose_letter(
    letter: &Letter,
    look: &MailLook,
    at: Option<Timestamp>,
) -> Result<Composed, MailError> {
    let sheet = letters::sheet(&letter.content);
    // Anyone can write anything as a name beside an address that is not theirs: until the address is
    // proved, no word of it is mailed there.
    let name = letter
        .name
        .as_ref()
        .filter(|_| letters::is_known(&letter.content));
    let envelope = Envelope {
        to: recipient(name, &letter.to)?,
        subject: sheet.subject.to_owned(),
        stem: format!("l.{}", letter.mark.to_text()),
        thread: None,
        automatic: "auto-generated",
    };
    assemble(envelope, sheet.words(look), look, at)
}

fn assemble(
    envelope: Envelope,
    words: Words,
    look: &MailLook,
    at: Option<Timestamp>,
) -> Result<Composed, MailError> {
    let Envelope {
        to, subject, stem, ..
    } = envelope;
    let message_id = format!("<{stem}@{}>", look.host);
    let mut builder = Message::builder()
        .from(look.from.clone())
        .to(to.clone())
        .subject(subject.clone())
        .message_id(Some(message_id.clone()));
    if let Some(thread) = &envelope.thread {
        let id = |stem: &str| format!("<{stem}@{}>", look.host);
        let root = id(&thread.root);
        builder = match &thread.first {
            Some(first) => builder
                .in_reply_to(id(first))
                .references(format!("{root} {}", id(first))),
            None => builder.in_reply_to(root.clone()).references(root),
        };
    }
    if let Some(at) = at {
        let since = Duration::from_micros(u64::try_from(at.as_micros()).unwrap_or(0));
        builder = builder.date(UNIX_EPOCH + since);
    }
    // Other programs shall not answer it (RFC 3834, and what Exchange understands).
    for (name, value) in [
        (
            HeaderName::new_from_ascii_str("Auto-Submitted"),
            envelope.automatic,
        ),
        (HeaderName::new_from_ascii_str("X-Auto-Response-Suppress"), "All"),
        (
            HeaderName::new_from_ascii_str("X-Frontdesk-Instance"),
            look.instance.as_str(),
        ),
    ] {
        builder = builder.raw_header(HeaderValue::new(name, value.to_owned()));
    }
    let parts = MultiPart::alternative()
        .boundary(format!(
            "=_{}",
            envelope.thread.as_ref().map_or(&stem, |thread| &thread.root)
        ))
        .singlepart(SinglePart::plain(words.text.clone()))
        .singlepart(SinglePart::html(words.html.clone()));
    let message = builder
        .multipart(parts)
        .map_err(|error| MailError::Refused(format!("the mail could not be composed: {error}")))?;
    Ok(Composed {
        message_id,
        to_header: readable(&to),
        to: to.email,
        subject,
        text: words.text,
        html: words.html,
        source: message.formatted(),
    })
}

/// The ticket's title as it can be shown; some have nothing that can.
fn title(subject: &Subject) -> String {
    let title = clean_header(subject.as_str());
    if title.is_empty() {
        "Your ticket".to_owned()
    } else {
        title
    }
}

/// The recipient. A domain in other letters than ASCII becomes its ASCII form, which every server takes.
fn recipient(name: Option<&Name>, email: &Email) -> Result<Mailbox, MailError> {
    let unusable = || MailError::Refused("the address cannot be written in a mail".to_owned());
    let (local, domain) = email.as_str().rsplit_once('@').ok_or_else(unusable)?;
    let Ok(Host::Domain(ascii)) = Host::parse(domain) else {
        return Err(unusable());
    };
    let address = Address::new(local, ascii).map_err(|_| unusable())?;
    let name = name
        .map(|name| clean_header(name.as_str()))
        .filter(|name| !name.is_empty());
    Ok(Mailbox::new(name, address))
}

fn readable(to: &Mailbox) -> String {
    match &to.name {
        Some(name) => format!("{name} <{}>", to.email),
        None => to.email.to_string(),
    }
}

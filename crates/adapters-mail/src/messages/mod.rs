//! Mails, from what they say to the bytes that are sent.

mod layout;
mod ticket_received;

#[cfg(test)]
mod tests;

use std::time::{Duration, UNIX_EPOCH};

use frontdesk_domain::ports::{Mail, MailContent, MailError};
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
    /// The part of its Message-ID that tells it from the others of its thread.
    kind: &'static str,
}

/// Composes a mail. The same mail has the same ids each time; its date is `at`, or now.
pub(crate) fn compose(mail: &Mail, look: &MailLook, at: Option<Timestamp>) -> Result<Composed, MailError> {
    let to = recipient(mail)?;
    let subject = format!("{} ({})", title(mail), mail.ticket);
    let words = match &mail.content {
        MailContent::TicketReceived(received) => ticket_received::words(mail, received, look),
    };
    let thread = format!("t{}.{}", mail.ticket.0, mail.mark);
    let root = format!("<{thread}@{}>", look.host);
    let message_id = format!("<{thread}.{}@{}>", words.kind, look.host);
    let mut builder = Message::builder()
        .from(look.from.clone())
        .to(to.clone())
        .subject(subject.clone())
        .message_id(Some(message_id.clone()))
        .in_reply_to(root.clone())
        .references(root);
    if let Some(at) = at {
        let since = Duration::from_micros(u64::try_from(at.as_micros()).unwrap_or(0));
        builder = builder.date(UNIX_EPOCH + since);
    }
    // An acknowledgement: other programs shall not answer it (RFC 3834, and what Exchange understands).
    for (name, value) in [
        (HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-replied"),
        (HeaderName::new_from_ascii_str("X-Auto-Response-Suppress"), "All"),
        (
            HeaderName::new_from_ascii_str("X-Frontdesk-Instance"),
            look.instance.as_str(),
        ),
    ] {
        builder = builder.raw_header(HeaderValue::new(name, value.to_owned()));
    }
    let parts = MultiPart::alternative()
        .boundary(format!("=_{thread}"))
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
fn title(mail: &Mail) -> String {
    let title = clean_header(mail.subject.as_str());
    if title.is_empty() {
        "Your ticket".to_owned()
    } else {
        title
    }
}

/// The recipient. A domain in other letters than ASCII becomes its ASCII form, which every server takes.
fn recipient(mail: &Mail) -> Result<Mailbox, MailError> {
    let unusable = || MailError::Refused("the client's address cannot be written in a mail".to_owned());
    let (local, domain) = mail.to.as_str().rsplit_once('@').ok_or_else(unusable)?;
    let Ok(Host::Domain(ascii)) = Host::parse(domain) else {
        return Err(unusable());
    };
    let address = Address::new(local, ascii).map_err(|_| unusable())?;
    let name = clean_header(mail.name.as_str());
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

fn readable(to: &Mailbox) -> String {
    match &to.name {
        Some(name) => format!("{name} <{}>", to.email),
        None => to.email.to_string(),
    }
}

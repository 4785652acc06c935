//! Every URL this crate serves or links to. Views and handlers take them from here, so a renamed path is
//! one edit. Tokens, visits and mail ids are base64url or digits and need no escaping.

/// The front desk: one field.
pub const FRONT_DESK: &str = "/";
/// The ticket form; what it shows depends on the visit.
pub const TICKET: &str = "/ticket";
/// Adds a message to a ticket that is open already.
pub const TICKET_ADD: &str = "/ticket/add";
/// Says that the message was added.
pub const TICKET_ADDED: &str = "/ticket/added";
/// One ticket, for who holds the link.
pub const TRACK: &str = "/track/{token}";
/// What the person sees right after sending the ticket.
pub const TRACK_RECEIPT: &str = "/track/{token}/receipt";
/// Sends a reply through the link.
pub const TRACK_REPLY: &str = "/track/{token}/reply";
/// Live updates.
pub const EVENTS: &str = "/events";
/// Chooses light or dark.
pub const THEME: &str = "/theme";
/// Style sheets and scripts under fingerprinted names.
pub const ASSETS: &str = "/assets/{name}";
/// The built-in mailbox.
pub const MAILBOX: &str = "/dev/mail";
/// One mail in it.
pub const MAIL: &str = "/dev/mail/{id}";
/// The mail's HTML part alone, for the sandboxed frame.
pub const MAIL_HTML: &str = "/dev/mail/{id}/html";
/// The mail as it would go over the wire.
pub const MAIL_SOURCE: &str = "/dev/mail/{id}/source";
/// The process is alive.
pub const HEALTH: &str = "/healthz";
/// The process can do its work.
pub const READY: &str = "/readyz";
/// Figures for Prometheus.
pub const METRICS: &str = "/metrics";
/// What is running.
pub const VERSION: &str = "/version";

/// The ticket page of one visit.
pub fn ticket(visit: &str) -> String {
    format!("{TICKET}?visit={visit}")
}

/// The confirmation that a message was added.
pub fn ticket_added(visit: &str) -> String {
    format!("{TICKET_ADDED}?visit={visit}")
}

/// The ticket behind a track link.
pub fn track(token: &str) -> String {
    TRACK.replace("{token}", token)
}

/// The receipt behind a track link.
pub fn track_receipt(token: &str) -> String {
    TRACK_RECEIPT.replace("{token}", token)
}

/// Where the reply form of a track page posts to.
pub fn track_reply(token: &str) -> String {
    TRACK_REPLY.replace("{token}", token)
}

/// The live updates of the ticket behind a track link, for a page that shows this version of it.
pub fn track_events(token: &str, version: i32) -> String {
    format!("{EVENTS}?track={token}&seen={version}")
}

/// An embedded file by its fingerprinted name.
pub fn asset(name: &str) -> String {
    ASSETS.replace("{name}", name)
}

/// One mail of the built-in mailbox.
pub fn mail(id: &str) -> String {
    MAIL.replace("{id}", id)
}

/// The HTML part of one mail.
pub fn mail_html(id: &str) -> String {
    MAIL_HTML.replace("{id}", id)
}

/// The source of one mail.
pub fn mail_source(id: &str) -> String {
    MAIL_SOURCE.replace("{id}", id)
}

//! Every URL this crate serves or links to. Views and handlers take them from here, so a renamed path is
//! one edit. Tokens, visits and mail ids are base64url or digits and need no escaping.

use frontdesk_domain::tickets::TicketNumber;

/// The front desk: one field.
pub const FRONT_DESK: &str = "/";
/// The ticket form; what it shows depends on the visit.
pub const TICKET: &str = "/ticket";
/// Adds a message to a ticket that is open already.
pub const TICKET_ADD: &str = "/ticket/add";
/// Says that the message was added.
pub const TICKET_ADDED: &str = "/ticket/added";
/// At a verified desk: typing the mailed code.
pub const TICKET_CODE: &str = "/ticket/code";
/// Another mailed code.
pub const TICKET_CODE_AGAIN: &str = "/ticket/code/again";
/// At a verified desk: saying that one is new.
pub const TICKET_REGISTER: &str = "/ticket/register";
/// One ticket, for who holds the link.
pub const TRACK: &str = "/track/{token}";
/// What the person sees right after sending the ticket.
pub const TRACK_RECEIPT: &str = "/track/{token}/receipt";
/// Sends a reply through the link.
pub const TRACK_REPLY: &str = "/track/{token}/reply";
/// Gives one's own ticket another status, through the link.
pub const TRACK_STATUS: &str = "/track/{token}/status";
/// Withdraws one's own ticket through the link: asks first.
pub const TRACK_WITHDRAW: &str = "/track/{token}/withdraw";
/// Changes title, text and category of one's own ticket through the link.
pub const TRACK_EDIT: &str = "/track/{token}/edit";
/// Adds a task through the link.
pub const TRACK_TASKS: &str = "/track/{token}/tasks";
/// Changes one task through the link.
pub const TRACK_TASK: &str = "/track/{token}/tasks/{id}";
/// Rates a resolved ticket through the link.
pub const TRACK_RATE: &str = "/track/{token}/rate";
/// One's own tickets.
pub const MY_TICKETS: &str = "/my";
/// Opens another one.
pub const MY_TICKET_NEW: &str = "/my/tickets/new";
/// One of one's own tickets.
pub const MY_TICKET: &str = "/my/tickets/{number}";
/// Writes to the staff.
pub const MY_TICKET_REPLY: &str = "/my/tickets/{number}/reply";
/// Changes its title, text and category.
pub const MY_TICKET_EDIT: &str = "/my/tickets/{number}/edit";
/// Gives it another status.
pub const MY_TICKET_STATUS: &str = "/my/tickets/{number}/status";
/// Withdraws it: asks first.
pub const MY_TICKET_WITHDRAW: &str = "/my/tickets/{number}/withdraw";
/// Deletes it: asks first.
pub const MY_TICKET_DELETE: &str = "/my/tickets/{number}/delete";
/// Adds a task to it.
pub const MY_TICKET_TASKS: &str = "/my/tickets/{number}/tasks";
/// Changes one of its tasks.
pub const MY_TICKET_TASK: &str = "/my/tickets/{number}/tasks/{id}";
/// Rates it.
pub const MY_TICKET_RATE: &str = "/my/tickets/{number}/rate";
/// Which mails about tickets one wants.
pub const PROFILE_MAILS: &str = "/my/profile/mails";
/// The queue.
pub const DESK: &str = "/desk";
/// Takes the next ticket that is nobody's.
pub const DESK_NEXT: &str = "/desk/next";
/// Changes many tickets.
pub const DESK_BULK: &str = "/desk/bulk";
/// Makes them as they were.
pub const DESK_BULK_UNDO: &str = "/desk/bulk/{id}/undo";
/// The board.
pub const DESK_BOARD: &str = "/desk/board";
/// Opens a ticket for a client who calls.
pub const DESK_NEW: &str = "/desk/new";
/// The keys, and whether they are on.
pub const DESK_KEYS: &str = "/desk/keys";
/// Replies kept to be used again.
pub const SAVED_REPLIES: &str = "/desk/saved-replies";
/// One of them.
pub const SAVED_REPLY: &str = "/desk/saved-replies/{id}";
/// One ticket, for staff.
pub const DESK_TICKET: &str = "/desk/tickets/{number}";
/// Answers its client.
pub const DESK_TICKET_REPLY: &str = "/desk/tickets/{number}/reply";
/// Takes an answer back that was just sent.
pub const DESK_TICKET_TAKE_BACK: &str = "/desk/tickets/{number}/take-back";
/// Writes a note among staff.
pub const DESK_TICKET_NOTE: &str = "/desk/tickets/{number}/note";
/// Keeps what somebody began to write.
pub const DESK_TICKET_DRAFT: &str = "/desk/tickets/{number}/draft";
/// Sets status, priority, category or assignee.
pub const DESK_TICKET_SET: &str = "/desk/tickets/{number}/set";
/// Takes it.
pub const DESK_TICKET_TAKE: &str = "/desk/tickets/{number}/take";
/// Changes its title and text.
pub const DESK_TICKET_EDIT: &str = "/desk/tickets/{number}/edit";
/// Merges it into another one: asks first.
pub const DESK_TICKET_MERGE: &str = "/desk/tickets/{number}/merge";
/// Deletes it: asks first.
pub const DESK_TICKET_DELETE: &str = "/desk/tickets/{number}/delete";
/// Adds a task to it.
pub const DESK_TICKET_TASKS: &str = "/desk/tickets/{number}/tasks";
/// Changes one of its tasks.
pub const DESK_TICKET_TASK: &str = "/desk/tickets/{number}/tasks/{id}";
/// Says that somebody is looking at it, or writing.
pub const DESK_TICKET_PRESENCE: &str = "/desk/tickets/{number}/presence";
/// Categories, and what the settings say.
pub const SETTINGS: &str = "/admin/settings";
/// One category.
pub const CATEGORY: &str = "/admin/settings/categories/{id}";
/// One's own tickets as JSON.
pub const API_TICKETS: &str = "/api/v1/tickets";
/// Live updates.
pub const EVENTS: &str = "/events";
/// Chooses light or dark.
pub const THEME: &str = "/theme";
/// Signing in with a password.
pub const SIGN_IN: &str = "/sign-in";
/// Signing in: the code of the authenticator app, or a recovery code.
pub const SECOND_STEP: &str = "/sign-in/second-step";
/// Signing in with a customer ID and a mailed code: asking for it, and typing it.
pub const SIGN_IN_CODE: &str = "/sign-in/code";
/// Typing the mailed code.
pub const SIGN_IN_CODE_TYPE: &str = "/sign-in/code/type";
/// Another mailed code for the same customer ID.
pub const SIGN_IN_CODE_AGAIN: &str = "/sign-in/code/again";
/// Signing out.
pub const SIGN_OUT: &str = "/sign-out";
/// Making an account.
pub const REGISTER: &str = "/register";
/// Proving the e-mail of a new account.
pub const VERIFY: &str = "/verify";
/// Another code for a new account.
pub const VERIFY_AGAIN: &str = "/verify/again";
/// Asking for a link to choose a new password.
pub const FORGOT_PASSWORD: &str = "/forgot-password";
/// Choosing a new password.
pub const RESET_PASSWORD: &str = "/reset-password";
/// Making the first admin.
pub const SET_UP: &str = "/setup";
/// What one looks after about oneself.
pub const PROFILE: &str = "/my/profile";
/// Changing the password.
pub const PROFILE_PASSWORD: &str = "/my/profile/password";
/// Changing the e-mail.
pub const PROFILE_EMAIL: &str = "/my/profile/email";
/// Proving the new e-mail.
pub const PROFILE_EMAIL_CONFIRM: &str = "/my/profile/email/confirm";
/// Where one is signed in.
pub const SESSIONS: &str = "/my/profile/sessions";
/// Ends all of them.
pub const SESSIONS_END: &str = "/my/profile/sessions/end";
/// Ends one of them.
pub const SESSION_END: &str = "/my/profile/sessions/{id}/end";
/// The second step: whether it is on.
pub const SECOND_STEP_SET_UP: &str = "/my/profile/second-step";
/// Setting it up: the secret, and the first code.
pub const SECOND_STEP_CONFIRM: &str = "/my/profile/second-step/confirm";
/// Switching it off.
pub const SECOND_STEP_OFF: &str = "/my/profile/second-step/off";
/// New recovery codes.
pub const RECOVERY_CODES: &str = "/my/profile/second-step/codes";
/// Who waits to be let in.
pub const APPROVALS: &str = "/admin/approvals";
/// Everyone with an account.
pub const PEOPLE: &str = "/admin/people";
/// One of them.
pub const PERSON: &str = "/admin/people/{id}";
/// Their e-mail.
pub const PERSON_EMAIL: &str = "/admin/people/{id}/email";
/// Their role.
pub const PERSON_ROLE: &str = "/admin/people/{id}/role";
/// Closes their account.
pub const PERSON_DISABLE: &str = "/admin/people/{id}/disable";
/// Opens it again.
pub const PERSON_ENABLE: &str = "/admin/people/{id}/enable";
/// Deletes it.
pub const PERSON_DELETE: &str = "/admin/people/{id}/delete";
/// Mails them a link to choose a new password.
pub const PERSON_RESET: &str = "/admin/people/{id}/reset-password";
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

/// The page that takes the code of someone who waits for one. `done` is a word for what was done, or empty.
pub fn ticket_code(waiting: &str, done: &str) -> String {
    with(TICKET_CODE, &[("visit", waiting), (DONE, done)])
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

/// The query field of the sign-in pages that says where they lead.
pub const NEXT: &str = "next";
/// The query field by which a page that was redirected to says what was done.
pub const DONE: &str = "done";

/// `page`, saying what was done: a word for which it has a sentence.
pub fn done(page: &str, word: &str) -> String {
    format!("{page}?{DONE}={word}")
}

/// Says that an admin decides about an account, whose e-mail is proved.
pub fn waiting() -> String {
    done(VERIFY, "waiting")
}

/// The sign-in page, leading back to `place` afterwards.
pub fn sign_in_for(place: &str) -> String {
    let place = local(place).filter(|place| *place != FRONT_DESK);
    with(SIGN_IN, &[(NEXT, place.unwrap_or_default())])
}

/// `page` with these fields in its query; empty ones are left out.
pub fn with(page: &str, fields: &[(&str, &str)]) -> String {
    let fields = fields.iter().filter(|(_, value)| !value.is_empty());
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    match query.as_str() {
        "" => page.to_owned(),
        query => format!("{page}?{query}"),
    }
}

/// `pattern` with the key of what it is about.
pub fn of(pattern: &str, id: i64) -> String {
    pattern.replace("{id}", &id.to_string())
}

/// `pattern` with the number of the ticket it is about.
pub fn numbered(pattern: &str, number: TicketNumber) -> String {
    pattern.replace("{number}", &number.0.to_string())
}

/// Whether what people write at length is sent to this place: messages, notes and what becomes of them.
pub(crate) fn is_written_at_length(path: &str) -> bool {
    const PLACES: [&str; 4] = ["/desk/tickets/", "/my/tickets/", "/track/", SIGN_IN];
    PLACES.iter().any(|place| path.starts_with(place))
}

/// `place` if it is on this server and nowhere else, whatever a browser makes of slashes, backslashes and control
/// characters.
pub fn local(place: &str) -> Option<&str> {
    let is_path = place.starts_with('/') && !place.starts_with("//");
    let is_plain = place.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_path && is_plain).then_some(place)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_places_on_this_server_are_led_back_to() {
        assert!(local("/ticket?visit=abc").is_some() && local("/").is_some());
        for place in [
            "",
            "//evil",
            "https:evil",
            "https://evil",
            "/\\evil",
            "\\\\evil",
            "/\r\nX: y",
            "/a b",
            "/\u{2028}",
        ] {
            assert_eq!(local(place), None, "{place:?}");
        }
    }

    #[test]
    fn signing_in_leads_back() {
        assert_eq!(
            sign_in_for("/admin/people?role=agent&q=a b"),
            "/sign-in",
            "a space is no part of a place"
        );
        assert_eq!(
            sign_in_for("/admin/people?role=agent"),
            "/sign-in?next=%2Fadmin%2Fpeople%3Frole%3Dagent"
        );
        assert_eq!(sign_in_for("/"), "/sign-in");
    }
}

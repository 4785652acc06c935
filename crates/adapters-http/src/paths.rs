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

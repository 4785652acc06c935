//! What a mail server's answer, or its absence, means for the mail.

use frontdesk_domain::ports::MailError;
use lettre::transport::smtp::Error;

/// How far the conversation had come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Connection, greeting, TLS.
    Connecting,
    /// Our credential.
    SigningIn,
    /// Who sends: the same for every mail.
    Sender,
    /// To whom, and whether the text may come.
    Recipient,
    /// The text is on its way.
    Text,
}

/// What an error at this stage means. A refusal of us (credential, sender) is no refusal of the mail, and
/// only once the text is on its way can the server have taken it without our knowing.
pub(crate) fn meaning(stage: Stage, error: &Error, recipient: &str) -> MailError {
    let said = reason(error, recipient);
    let code = error.status().map(u16::from);
    match (stage, code) {
        (_, Some(400..=499)) => MailError::Deferred(said),
        (Stage::SigningIn | Stage::Sender, Some(_)) | (Stage::Recipient, Some(530 | 535)) => {
            MailError::Unauthorized(said)
        }
        (Stage::Recipient | Stage::Text, Some(_)) => MailError::Refused(said),
        (Stage::Text, None) => MailError::Unknown(said),
        (Stage::SigningIn, None) if error.is_client() => MailError::Unauthorized(
            "the mail server offers no way to sign in that we know (AUTH PLAIN or LOGIN)".to_owned(),
        ),
        _ => MailError::NotSent(said),
    }
}

/// What silence at this stage means.
pub(crate) fn silence(stage: Stage) -> MailError {
    let said = match stage {
        Stage::Connecting => "the mail server did not greet us in time",
        Stage::SigningIn => "the mail server did not answer our sign-in in time",
        Stage::Sender | Stage::Recipient => "the mail server did not answer in time",
        Stage::Text => "the mail server did not say in time whether it took the mail",
    };
    match stage {
        Stage::Text => MailError::Unknown(said.to_owned()),
        _ => MailError::NotSent(said.to_owned()),
    }
}

/// The error in one line of at most 300 characters, without any address or name of a mailbox: servers like
/// to repeat them.
fn reason(error: &Error, recipient: &str) -> String {
    let text = error.to_string();
    let local = recipient.split('@').next().unwrap_or_default().to_lowercase();
    let names_someone = |word: &str| {
        let word = word.to_lowercase();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.contains('@') || bare == local || (local.len() > 3 && word.contains(&local))
    };
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .map(|word| if names_someone(word) { "(address)" } else { word })
        .collect();
    let line: String = words.join(" ").chars().take(300).collect();
    line + hint(&text)
}

/// rustls names this error for certificates made with a bare `openssl req -x509`, and leaves people puzzled.
fn hint(text: &str) -> &'static str {
    if text.contains("CaUsedAsEndEntity") {
        "; the server's certificate is itself an authority (made with openssl req -x509?): give it a \
         certificate of its own, signed by that authority, with CA:FALSE and its name in subjectAltName"
    } else if text.contains("UnknownIssuer") {
        "; if the certificate is of an authority of your own, name it in mail.smtp_ca"
    } else {
        ""
    }
}

use lettre::message::Mailbox;

use crate::header::clean_header;

/// What every mail has in common: who sends it, on whose behalf, and what its ids end with.
#[derive(Clone, Debug)]
pub struct MailLook {
    pub(crate) from: Mailbox,
    pub(crate) organization: String,
    pub(crate) host: String,
    pub(crate) instance: String,
}

/// Why mail settings cannot work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailSettingsError {
    /// The sender is no address.
    #[error("mail.from must be an address like help@example.com or Help desk <help@example.com>")]
    From,
    /// The public address has no host that could stand in a Message-ID.
    #[error("http.public_url needs a host name, which becomes part of every Message-ID")]
    Host,
    /// The server's address is not understood.
    #[error("mail.smtp_url {0}")]
    Url(&'static str),
    /// The extra certificate cannot be read or used.
    #[error("mail.smtp_ca cannot be used: {0}")]
    Authority(String),
    /// The name we greet with is no host name.
    #[error("the name for EHLO must be a host name")]
    Hello,
}

impl MailLook {
    /// A look. `from` is an address, with or without a name; `host` is the public address' host;
    /// `instance` is `Store::installation`.
    ///
    /// # Errors
    /// [`MailSettingsError`] says which of them cannot be used.
    pub fn new(
        from: &str,
        organization: &str,
        host: &str,
        instance: [u8; 16],
    ) -> Result<Self, MailSettingsError> {
        let parsed: Mailbox = from.trim().parse().map_err(|_| MailSettingsError::From)?;
        let name = parsed.name.as_deref().map(clean_header);
        if !is_host(host) {
            return Err(MailSettingsError::Host);
        }
        Ok(Self {
            from: Mailbox::new(name.filter(|name| !name.is_empty()), parsed.email),
            organization: clean_header(organization),
            host: host.to_owned(),
            instance: instance.iter().map(|byte| format!("{byte:02x}")).collect(),
        })
    }
}

/// A host name, or an IP address (IPv6 in brackets): what may stand behind the `@` of a Message-ID and after
/// EHLO.
pub(crate) fn is_host(host: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    !host.is_empty() && host.len() <= 253 && host.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        let look = |from: &str| MailLook::new(from, "Alder & Finch", "help.example.com", [0; 16]);
        assert_eq!(
            look("help@example.com").unwrap().from.to_string(),
            "help@example.com"
        );
        assert_eq!(
            look(" Help desk <help@example.com>").unwrap().from.to_string(),
            "Help desk <help@example.com>"
        );
        for bad in ["", "help", "help@example.com, other@example.com"] {
            assert_eq!(look(bad).unwrap_err(), MailSettingsError::From, "{bad}");
        }
    }

    #[test]
    fn a_host_cannot_break_out_of_an_id() {
        for bad in ["", "a b", "a>\r\nX: y", "hé.example"] {
            let look = MailLook::new("help@example.com", "Desk", bad, [0; 16]);
            assert_eq!(look.unwrap_err(), MailSettingsError::Host, "{bad}");
        }
        assert!(is_host("127.0.0.1") && is_host("[::1]") && is_host("localhost"));
    }
}

use std::fmt;
use std::net::IpAddr;

use lettre::transport::smtp::authentication::Credentials;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

use crate::look::MailSettingsError;

/// Where mail leaves: `smtp://user:password@mail.example.com:587` (STARTTLS) or `smtps://…` (TLS from the
/// start). User and password are percent-encoded.
#[derive(Clone)]
pub struct SmtpUrl {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    pub(crate) credentials: Option<Credentials>,
}

/// How the connection is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Security {
    /// TLS after STARTTLS; a server without it is refused.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// None; to loopback only, and only where the settings say so.
    Bare,
}

impl SmtpUrl {
    /// Reads an address. The port is 587 for `smtp`, 465 for `smtps`, unless given.
    ///
    /// # Errors
    /// [`MailSettingsError::Url`] says what is wrong with it; it does not repeat it, for it may hold a
    /// password.
    pub fn parse(text: &str) -> Result<Self, MailSettingsError> {
        let wrong = MailSettingsError::Url;
        let url = Url::parse(text.trim())
            .map_err(|_| wrong("must look like smtp://user:password@mail.example.com:587"))?;
        let (mut security, usual) = match url.scheme() {
            "smtp" => (Security::StartTls, 587),
            "smtps" => (Security::Tls, 465),
            _ => return Err(wrong("must begin with smtp:// or smtps://")),
        };
        let host = url
            .host_str()
            .filter(|host| !host.is_empty())
            .ok_or(wrong("names no server"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        match url.query() {
            None => {}
            Some("tls=none") if security == Security::StartTls && is_loopback(&host) => {
                security = Security::Bare;
            }
            Some("tls=none") => {
                return Err(wrong(
                    "may do without TLS only on this machine (smtp:// to loopback)",
                ));
            }
            Some(_) => return Err(wrong("may have no other option than ?tls=none")),
        }
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(wrong("must end with the server's name or port"));
        }
        Ok(Self {
            port: url.port().unwrap_or(usual),
            credentials: credentials(&url)?,
            host,
            security,
        })
    }
}

/// Where, but not as whom.
impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpUrl")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

fn credentials(url: &Url) -> Result<Option<Credentials>, MailSettingsError> {
    let decoded = |text: &str| {
        let decoded = percent_decode_str(text).decode_utf8().ok()?;
        (!decoded.chars().any(char::is_control)).then(|| decoded.into_owned())
    };
    let wrong = || MailSettingsError::Url("has a user or password that is not percent-encoded UTF-8");
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        (user, Some(password)) if !user.is_empty() && !password.is_empty() => {
            let user = decoded(user).ok_or_else(wrong)?;
            let password = decoded(password).ok_or_else(wrong)?;
            Ok(Some(Credentials::new(user, password)))
        }
        _ => Err(MailSettingsError::Url(
            "needs both a user and a password, or neither",
        )),
    }
}

fn is_loopback(host: &str) -> bool {
    let ip = match Host::parse(host) {
        Ok(Host::Ipv4(ip)) => Some(IpAddr::V4(ip)),
        Ok(Host::Ipv6(ip)) => Some(IpAddr::V6(ip)),
        _ => host.parse().ok(),
    };
    host.eq_ignore_ascii_case("localhost") || ip.is_some_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("smtp://mail.example.com", "mail.example.com", 587, Security::StartTls)]
    #[case("smtp://mail.example.com:25/", "mail.example.com", 25, Security::StartTls)]
    #[case("smtps://mail.example.com", "mail.example.com", 465, Security::Tls)]
    #[case("smtp://localhost:2525?tls=none", "localhost", 2525, Security::Bare)]
    #[case("smtp://127.0.0.1:2525?tls=none", "127.0.0.1", 2525, Security::Bare)]
    #[case("smtp://[::1]:2525?tls=none", "::1", 2525, Security::Bare)]
    fn addresses_are_read(
        #[case] text: &str,
        #[case] host: &str,
        #[case] port: u16,
        #[case] security: Security,
    ) {
        let url = SmtpUrl::parse(text).unwrap();
        assert_eq!(
            (url.host.as_str(), url.port, url.security),
            (host, port, security)
        );
        assert!(url.credentials.is_none());
    }

    #[rstest]
    #[case("mail.example.com")]
    #[case("http://mail.example.com")]
    #[case("smtp://")]
    #[case("smtp://mail.example.com?tls=none")]
    #[case("smtp://127.0.0.1.example.com?tls=none")]
    #[case("smtps://localhost?tls=none")]
    #[case("smtp://localhost?tls=off")]
    #[case("smtp://user@mail.example.com")]
    #[case("smtp://:password@mail.example.com")]
    #[case("smtp://user:pass%0Aword@mail.example.com")]
    #[case("smtp://mail.example.com/path")]
    fn others_are_refused(#[case] text: &str) {
        assert!(
            matches!(SmtpUrl::parse(text), Err(MailSettingsError::Url(_))),
            "{text}"
        );
    }

    #[test]
    fn the_password_is_decoded_and_never_printed() {
        let url = SmtpUrl::parse("smtp://desk%40example.com:p%3A%20s@mail.example.com").unwrap();
        assert_eq!(
            url.credentials,
            Some(Credentials::new("desk@example.com".into(), "p: s".into()))
        );
        let printed = format!("{url:?} {:?}", SmtpUrl::parse("smtp://u:s3cret@h.example?x=1"));
        assert!(
            !printed.contains("p: s") && !printed.contains("desk") && !printed.contains("s3cret"),
            "{printed}"
        );
    }
}

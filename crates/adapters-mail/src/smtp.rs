use std::net::IpAddr;
use std::time::Duration;

use async_trait::async_trait;
use frontdesk_domain::ports::{Letter, Mail, MailError, Mailer, TicketMail};
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;

use crate::look::{MailLook, MailSettingsError, is_host};
use crate::messages::{Composed, compose, compose_letter, compose_notice};
use crate::session::Session;
use crate::smtp_url::{Security, SmtpUrl};

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// The server, and the credential.
    pub url: SmtpUrl,
    /// A certificate authority to trust beside the system's, as PEM.
    pub extra_ca_pem: Option<String>,
    /// The name we greet with: the public host's.
    pub hello_name: String,
    /// How long each step may take: connecting, signing in, each command, the answer to the text.
    pub timeout: Duration,
    /// What every mail has in common.
    pub look: MailLook,
}

impl SmtpSettings {
    /// How long a step may take unless said otherwise.
    pub const TIMEOUT: Duration = Duration::from_secs(20);
}

/// Sends mail through a mail server, a connection for each.
pub struct SmtpMailer {
    settings: SmtpSettings,
    hello: ClientId,
    tls: TlsParameters,
}

impl std::fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpMailer")
            .field("url", &self.settings.url)
            .finish_non_exhaustive()
    }
}

impl SmtpMailer {
    /// A mailer with these settings. Nothing is sent yet.
    ///
    /// # Errors
    /// [`MailSettingsError`] says which setting cannot work.
    pub fn new(settings: SmtpSettings) -> Result<Self, MailSettingsError> {
        if !is_host(&settings.hello_name) {
            return Err(MailSettingsError::Hello);
        }
        let unusable =
            |error: lettre::transport::smtp::Error| MailSettingsError::Authority(error.to_string());
        let mut tls = TlsParameters::builder(settings.url.host.clone());
        if let Some(pem) = &settings.extra_ca_pem {
            if !pem.contains("BEGIN CERTIFICATE") {
                return Err(MailSettingsError::Authority(
                    "no PEM certificate in it".to_owned(),
                ));
            }
            tls = tls.add_root_certificate(Certificate::from_pem(pem.as_bytes()).map_err(unusable)?);
        }
        Ok(Self {
            tls: tls.build().map_err(unusable)?,
            hello: hello(&settings.hello_name),
            settings,
        })
    }

    async fn hand_over(&self, message: Composed) -> Result<(), MailError> {
        let mut session = self.open().await?;
        let from = &self.settings.look.from.email;
        let sent = session.hand_over(from, &message.to, &message.source).await;
        session.close().await;
        sent
    }

    async fn open(&self) -> Result<Session, MailError> {
        let settings = &self.settings;
        Session::open(&settings.url, &self.tls, &self.hello, settings.timeout).await
    }
}

/// An IP address is greeted with as a literal, in brackets (RFC 5321, 4.1.3).
fn hello(name: &str) -> ClientId {
    match name.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(ip)) => ClientId::Ipv4(ip),
        Ok(IpAddr::V6(ip)) => ClientId::Ipv6(ip),
        Err(_) => ClientId::Domain(name.to_owned()),
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        self.hand_over(compose(mail, &self.settings.look, None)?).await
    }

    async fn send_letter(&self, letter: &Letter) -> Result<(), MailError> {
        self.hand_over(compose_letter(letter, &self.settings.look, None)?)
            .await
    }

    async fn send_ticket_mail(&self, mail: &TicketMail) -> Result<(), MailError> {
        self.hand_over(compose_notice(mail, &self.settings.look, None)?)
            .await
    }

    async fn check(&self) -> Result<String, MailError> {
        self.open().await?.close().await;
        let url = &self.settings.url;
        let how = match url.security {
            Security::StartTls => "STARTTLS",
            Security::Tls => "TLS",
            Security::Bare => "no encryption (loopback)",
        };
        let who = if url.credentials.is_some() {
            "signed in to"
        } else {
            "reached"
        };
        Ok(format!("{who} {}:{} with {how}", url.host, url.port))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn we_greet_with_a_name_or_a_literal() {
        assert_eq!(hello("help.example.com").to_string(), "help.example.com");
        assert_eq!(hello("127.0.0.1").to_string(), "[127.0.0.1]");
        assert_eq!(hello("[::1]").to_string(), "[IPv6:::1]");
    }
}

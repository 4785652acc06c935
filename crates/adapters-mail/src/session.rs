//! One conversation with a mail server, step by step, so that it is known how far it had come when it
//! failed. lettre's own transport does not tell a connection lost before the text from one lost after it.

use std::time::Duration;

use frontdesk_domain::ports::MailError;
use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use tokio::time::timeout;

use crate::failure::{Stage, meaning, silence};
use crate::smtp_url::{Security, SmtpUrl};

/// How long a farewell may take. The mail is taken by then.
const FAREWELL: Duration = Duration::from_secs(2);

pub(crate) struct Session {
    connection: AsyncSmtpConnection,
    patience: Duration,
}

impl Session {
    /// Connects, protects the connection, signs in. `patience` is for each of the two.
    pub(crate) async fn open(
        url: &SmtpUrl,
        tls: &TlsParameters,
        hello: &ClientId,
        patience: Duration,
    ) -> Result<Self, MailError> {
        let connection = timeout(patience, connect(url, tls, hello, patience))
            .await
            .map_err(|_| silence(Stage::Connecting))??;
        let mut session = Self { connection, patience };
        if let Some(credentials) = &url.credentials {
            let signing_in = session.connection.auth(DEFAULT_MECHANISMS, credentials);
            within(patience, Stage::SigningIn, "", signing_in).await?;
        }
        Ok(session)
    }

    /// Hands a mail over. `Ok` means that the server has taken it.
    pub(crate) async fn hand_over(
        &mut self,
        from: &Address,
        to: &Address,
        text: &[u8],
    ) -> Result<(), MailError> {
        let (patience, name) = (self.patience, to.as_ref());
        let sender = Mail::new(Some(from.clone()), self.parameters(from, to)?);
        within(patience, Stage::Sender, name, self.connection.command(sender)).await?;
        let recipient = Rcpt::new(to.clone(), Vec::new());
        within(
            patience,
            Stage::Recipient,
            name,
            self.connection.command(recipient),
        )
        .await?;
        within(patience, Stage::Recipient, name, self.connection.command(Data)).await?;
        within(patience, Stage::Text, name, self.connection.message(text)).await
    }

    /// Says goodbye; the server need not answer.
    pub(crate) async fn close(mut self) {
        let _ = timeout(FAREWELL, self.connection.quit()).await;
    }

    fn parameters(&self, from: &Address, to: &Address) -> Result<Vec<MailParameter>, MailError> {
        let ascii = AsRef::<str>::as_ref(from).is_ascii() && AsRef::<str>::as_ref(to).is_ascii();
        if ascii {
            return Ok(Vec::new());
        }
        if self
            .connection
            .server_info()
            .supports_feature(Extension::SmtpUtfEight)
        {
            return Ok(vec![MailParameter::SmtpUtfEight]);
        }
        let why = "the address has letters that this mail server does not take (no SMTPUTF8)";
        Err(MailError::Refused(why.to_owned()))
    }
}

async fn connect(
    url: &SmtpUrl,
    tls: &TlsParameters,
    hello: &ClientId,
    patience: Duration,
) -> Result<AsyncSmtpConnection, MailError> {
    let failed = |error: Error| meaning(Stage::Connecting, &error, "");
    let from_the_start = (url.security == Security::Tls).then(|| tls.clone());
    let server = (url.host.as_str(), url.port);
    let connecting = AsyncSmtpConnection::connect_tokio1(server, Some(patience), hello, from_the_start, None);
    let mut connection = connecting.await.map_err(failed)?;
    if url.security == Security::StartTls {
        if !connection.can_starttls() {
            let why = "the mail server does not offer STARTTLS, and nothing is sent without it";
            return Err(MailError::NotSent(why.to_owned()));
        }
        connection.starttls(tls.clone(), hello).await.map_err(failed)?;
    }
    Ok(connection)
}

async fn within<T>(
    patience: Duration,
    stage: Stage,
    recipient: &str,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<(), MailError> {
    match timeout(patience, step).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(meaning(stage, &error, recipient)),
        Err(_) => Err(silence(stage)),
    }
}

//! A small mail server that takes mail, or fails in the way a test wants. It speaks just enough SMTP:
//! STARTTLS with a certificate of a test authority, AUTH PLAIN, one mail for each connection or more.

mod certificates;
mod conversation;

use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

pub use certificates::Certificate;

/// The user the server knows.
pub const USER: &str = "frontdesk";
/// Their password, with letters that mean something in an address.
pub const PASSWORD: &str = "p@ss:w/rd";

/// How the server behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As it should.
    Good,
    /// Accepts the connection and says nothing.
    Silent,
    /// Greets one letter at a time, without end.
    SlowGreeting,
    /// Greets with this line.
    Greets(&'static str),
    /// Does not offer STARTTLS, as if somebody on the way had cut it out.
    NoStartTls,
    /// Does not offer AUTH.
    NoAuth,
    /// Answers the sender with this line.
    Sender(&'static str),
    /// Answers the recipient with this line. `{}` in it becomes the recipient.
    Recipient(&'static str),
    /// Takes the text, and answers with this line.
    Text(&'static str),
    /// Breaks the connection when the text shall come.
    DropBeforeText,
    /// Takes the text and keeps the mail, then breaks the connection without an answer.
    DropAfterText,
    /// Takes the text and keeps the mail, then says nothing.
    SilentAfterText,
}

/// What the server holds.
#[derive(Default)]
pub(crate) struct State {
    mails: Vec<String>,
    commands: BTreeSet<String>,
    manner: Option<Manner>,
}

/// The running server; it stops when this is dropped.
pub struct SmtpSink {
    port: u16,
    authority: String,
    state: Arc<Mutex<State>>,
    task: JoinHandle<()>,
}

impl SmtpSink {
    /// Starts a server on a free port of loopback, with this certificate.
    ///
    /// # Errors
    /// When there is no free port, or the certificate cannot be made.
    pub async fn start(certificate: Certificate) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let (authority, config) = certificate.make().map_err(io::Error::other)?;
        let state = Arc::new(Mutex::new(State::default()));
        let port = listener.local_addr()?.port();
        let shared = Arc::clone(&state);
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (state, acceptor) = (Arc::clone(&shared), acceptor.clone());
                // A conversation that breaks is what some tests are about.
                tokio::spawn(async move { conversation::hold(stream, &acceptor, &state).await.ok() });
            }
        });
        Ok(Self {
            port,
            authority,
            state,
            task,
        })
    }

    /// Its port on `localhost`.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The authority that vouches for its certificate, as PEM.
    #[must_use]
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Behaves so from now on.
    pub fn behave(&self, manner: Manner) {
        lock(&self.state).manner = Some(manner);
    }

    /// The mails it took, with their headers.
    #[must_use]
    pub fn mails(&self) -> Vec<String> {
        lock(&self.state).mails.clone()
    }

    /// Whether a command was ever sent to it; `AUTH before TLS` tells of a password sent in clear.
    #[must_use]
    pub fn was_told(&self, command: &str) -> bool {
        lock(&self.state).commands.contains(command)
    }
}

impl Drop for SmtpSink {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub(crate) fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

use std::future::pending;
use std::io;
use std::sync::Mutex;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use super::{Manner, PASSWORD, State, USER, lock};

/// How a part of a conversation ended.
enum Next {
    Tls,
    End,
}

/// Holds one conversation, in clear and then, if asked, under TLS.
pub(super) async fn hold(mut stream: TcpStream, tls: &TlsAcceptor, state: &Mutex<State>) -> io::Result<()> {
    let manner = lock(state).manner.unwrap_or(Manner::Good);
    match manner {
        Manner::Silent => pending().await,
        Manner::SlowGreeting => return greet_slowly(&mut stream).await,
        Manner::Greets(line) => say(&mut stream, line).await?,
        _ => say(&mut stream, "220 sink ESMTP").await?,
    }
    let mut clear = Conversation {
        state,
        manner,
        encrypted: false,
        signed_in: false,
    };
    let mut io = BufReader::new(&mut stream);
    if let Next::Tls = clear.go_on(&mut io).await? {
        let mut protected = Conversation {
            state,
            manner,
            encrypted: true,
            signed_in: false,
        };
        let mut io = BufReader::new(tls.accept(stream).await?);
        protected.go_on(&mut io).await?;
    }
    Ok(())
}

async fn greet_slowly(stream: &mut TcpStream) -> io::Result<()> {
    loop {
        stream.write_all(b"2").await?;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

struct Conversation<'a> {
    state: &'a Mutex<State>,
    manner: Manner,
    encrypted: bool,
    signed_in: bool,
}

impl Conversation<'_> {
    async fn go_on<S: AsyncRead + AsyncWrite + Unpin>(&mut self, io: &mut BufReader<S>) -> io::Result<Next> {
        let mut recipient = String::new();
        loop {
            let Some(line) = read_line(io).await? else {
                return Ok(Next::End);
            };
            let verb = line
                .split([' ', ':'])
                .next()
                .unwrap_or_default()
                .to_ascii_uppercase();
            self.remember(&verb);
            match verb.as_str() {
                "STARTTLS" if !self.encrypted => {
                    say(io, "220 go ahead").await?;
                    return Ok(Next::Tls);
                }
                "DATA" => match self.take_text(io).await? {
                    Some(answer) => say(io, answer).await?,
                    None => return Ok(Next::End),
                },
                "QUIT" => {
                    say(io, "221 bye").await?;
                    return Ok(Next::End);
                }
                "RCPT" => {
                    line.clone_into(&mut recipient);
                    say(io, &self.answer(&verb, &line, &recipient)).await?;
                }
                _ => say(io, &self.answer(&verb, &line, &recipient)).await?,
            }
        }
    }

    fn remember(&self, verb: &str) {
        let mut state = lock(self.state);
        state.commands.insert(verb.to_owned());
        if !self.encrypted {
            state.commands.insert(format!("{verb} before TLS"));
        }
    }

    fn answer(&mut self, verb: &str, line: &str, recipient: &str) -> String {
        match (verb, self.manner) {
            ("EHLO", _) => self.extensions(),
            ("AUTH", _) => {
                self.signed_in = line == format!("AUTH PLAIN {}", credential());
                let good = self.signed_in;
                if good {
                    "235 welcome"
                } else {
                    "535 5.7.8 who are you?"
                }
                .to_owned()
            }
            ("MAIL", _) if !self.signed_in => "530 5.7.0 sign in first".to_owned(),
            ("MAIL", Manner::Sender(answer)) => answer.to_owned(),
            ("RCPT", Manner::Recipient(answer)) => {
                let address = recipient.trim_start_matches("RCPT TO:<").trim_end_matches('>');
                answer.replace("{}", address)
            }
            ("MAIL" | "RCPT" | "NOOP" | "RSET", _) => "250 fine".to_owned(),
            _ => "502 what?".to_owned(),
        }
    }

    fn extensions(&self) -> String {
        let offer = match (self.encrypted, self.manner) {
            (false, Manner::NoStartTls) | (true, Manner::NoAuth) => "",
            (false, _) => "250-STARTTLS\r\n",
            (true, _) => "250-AUTH PLAIN LOGIN\r\n",
        };
        format!("250-sink\r\n{offer}250 8BITMIME")
    }

    /// Reads a text and keeps it; the answer, unless the connection ends here.
    async fn take_text<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        io: &mut BufReader<S>,
    ) -> io::Result<Option<&'static str>> {
        if self.manner == Manner::DropBeforeText {
            return Ok(None);
        }
        say(io, "354 go on").await?;
        let mut text = String::new();
        loop {
            match read_line(io).await? {
                None => return Ok(None),
                Some(line) if line == "." => break,
                Some(line) => {
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push('\n');
                }
            }
        }
        if let Manner::Text(answer) = self.manner {
            return Ok(Some(answer));
        }
        lock(self.state).mails.push(text);
        match self.manner {
            Manner::DropAfterText => Ok(None),
            Manner::SilentAfterText => pending().await,
            _ => Ok(Some("250 taken")),
        }
    }
}

async fn read_line<S: AsyncRead + Unpin>(io: &mut BufReader<S>) -> io::Result<Option<String>> {
    let mut line = String::new();
    let read = io.read_line(&mut line).await?;
    Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}

async fn say<S: AsyncWrite + Unpin>(io: &mut S, line: &str) -> io::Result<()> {
    io.write_all(format!("{line}\r\n").as_bytes()).await?;
    io.flush().await
}

/// What AUTH PLAIN sends for the user the server knows (RFC 4616).
fn credential() -> String {
    STANDARD.encode(format!("\0{USER}\0{PASSWORD}"))
}

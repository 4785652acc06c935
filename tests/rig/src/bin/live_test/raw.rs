//! A stream of live updates as bytes on a connection of its own.

use std::time::Duration;

use frontdesk_rig::Result;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

const LONGEST: Duration = Duration::from_secs(30);

pub(crate) struct Raw {
    connection: TcpStream,
    read: String,
}

impl Raw {
    /// Opens a stream and waits until it is answered. `desk` is `http://127.0.0.1:PORT`.
    pub(crate) async fn open(desk: &str, path: &str, cookie: &str) -> Result<Self> {
        let address = desk.trim_start_matches("http://");
        let mut connection = TcpStream::connect(address).await?;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/event-stream\r\nCookie: {cookie}\r\n\r\n"
        );
        connection.write_all(request.as_bytes()).await?;
        let mut raw = Self {
            connection,
            read: String::new(),
        };
        raw.until("\r\n\r\n").await?;
        if !raw.read.starts_with("HTTP/1.1 200") {
            return Err(format!("a stream was answered {}", raw.read.lines().next().unwrap_or("")).into());
        }
        raw.read.clear();
        Ok(raw)
    }

    /// Waits until these words were read.
    pub(crate) async fn until(&mut self, words: &str) -> Result<()> {
        let mut buffer = [0; 4_096];
        while !self.read.contains(words) {
            let read = timeout(LONGEST, self.connection.read(&mut buffer)).await??;
            if read == 0 {
                return Err(format!("the stream ended before it said {words}").into());
            }
            self.read.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
        Ok(())
    }

    /// Cuts the connection: with a reset, as when a machine is switched off, or in good order.
    pub(crate) fn cut(self, by_reset: bool) -> Result<()> {
        if by_reset {
            self.connection.set_zero_linger()?;
        }
        Ok(())
    }
}

//! One HTTP/1.1 connection that is kept open: as little client as will do, since it shares the machine.

use bytes::Bytes;
use frontdesk_rig::Result;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// A connection to a server.
pub(crate) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
}

/// An answer, read to its end.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    /// The first cookie that came, as it is sent back.
    pub(crate) cookie: Option<String>,
    pub(crate) body: Bytes,
}

impl Connection {
    /// Opens one to `http://host:port`.
    pub(crate) async fn open(url: &str) -> Result<Self> {
        let host = url.trim_start_matches("http://").to_owned();
        let stream = TcpStream::connect(&host).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // Ends when the sender is dropped or the server closes; either is seen at the next request.
        tokio::spawn(connection);
        Ok(Self { sender, host })
    }

    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer> {
        self.send(Request::builder().method(Method::GET).uri(path), Bytes::new())
            .await
    }

    /// The same, signed in.
    pub(crate) async fn get_as(&mut self, path: &str, cookie: &str) -> Result<Answer> {
        let request = Request::builder().method(Method::GET).uri(path);
        self.send(request.header(COOKIE, cookie), Bytes::new()).await
    }

    /// Sends a form.
    pub(crate) async fn post(&mut self, path: &str, form: Bytes) -> Result<Answer> {
        let request = Request::builder().method(Method::POST).uri(path);
        self.send(
            request.header(CONTENT_TYPE, "application/x-www-form-urlencoded"),
            form,
        )
        .await
    }

    async fn send(&mut self, request: hyper::http::request::Builder, body: Bytes) -> Result<Answer> {
        let request = request.header(HOST, &self.host).body(Full::new(body))?;
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        let status = answer.status().as_u16();
        let location = answer
            .headers()
            .get(LOCATION)
            .map(|to| to.to_str().map(str::to_owned))
            .transpose()?;
        let cookie = answer
            .headers()
            .get(SET_COOKIE)
            .and_then(|cookie| cookie.to_str().ok());
        let cookie = cookie.and_then(|cookie| Some(cookie.split(';').next()?.to_owned()));
        let body = answer.into_body().collect().await?.to_bytes();
        Ok(Answer {
            status,
            location,
            cookie,
            body,
        })
    }
}

impl Answer {
    /// Where a 303 leads.
    pub(crate) fn redirect(&self) -> Result<&str> {
        let to = self.location.as_deref().filter(|_| self.status == 303);
        to.ok_or_else(|| format!("a redirect was expected, not {}: {}", self.status, self.excerpt()).into())
    }

    /// The page of a 200.
    pub(crate) fn page(&self) -> Result<&str> {
        if self.status != 200 {
            return Err(format!("a page was expected, not {}: {}", self.status, self.excerpt()).into());
        }
        Ok(std::str::from_utf8(&self.body)?)
    }

    fn excerpt(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        text.split_once("<h1>")
            .map_or(&*text, |(_, rest)| rest)
            .chars()
            .take(120)
            .collect()
    }
}

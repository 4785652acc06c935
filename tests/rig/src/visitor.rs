//! A visitor without a browser: plain HTTP, no cookies, no JavaScript.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::header::LOCATION;
use reqwest::{Client, Response, redirect};

use crate::Result;
use crate::html::hidden;

/// Someone in front of the desk.
#[derive(Clone, Debug)]
pub struct Visitor {
    http: Client,
}

/// A ticket form as it was shown and filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The phone typed on the first page.
    pub who: String,
    /// The sealed visit.
    pub visit: String,
    /// The form's key, as text.
    pub key: String,
    /// What is wrong.
    pub what: String,
    /// An address for the confirmation, if one is given.
    pub email: Option<String>,
}

impl Form {
    /// The form's key, as stored.
    ///
    /// # Errors
    /// When the page held something else.
    pub fn key_bytes(&self) -> Result<[u8; 16]> {
        let bytes = URL_SAFE_NO_PAD.decode(&self.key)?;
        bytes
            .try_into()
            .map_err(|_| "the form's key is no submission key".into())
    }
}

/// What a submission was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// 303 to a receipt, whose path this is.
    Accepted(String),
    /// A page instead.
    Page {
        /// Its status.
        status: u16,
        /// Its HTML.
        text: String,
    },
}

impl Visitor {
    /// A visitor who keeps connections open, as a browser does.
    ///
    /// # Errors
    /// When no client can be built.
    pub fn new() -> Result<Self> {
        let http = Client::builder()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .timeout(Duration::from_secs(60))
            .build()?;
        Ok(Self { http })
    }

    /// Types who they are, follows to the ticket form, and fills it in.
    ///
    /// # Errors
    /// When the desk is away or shows something else.
    pub async fn form(&self, desk: &str, who: &str, what: &str) -> Result<Form> {
        let typed = self
            .http
            .post(format!("{desk}/"))
            .form(&[("who", who)])
            .send()
            .await?;
        let Some(path) = location(&typed) else {
            return Err(unexpected("the look-up", typed).await);
        };
        let shown = self.http.get(format!("{desk}{path}")).send().await?;
        if shown.status() != 200 {
            return Err(unexpected("the form", shown).await);
        }
        let page = shown.text().await?;
        let field = |name: &str| hidden(&page, name).ok_or_else(|| format!("the form has no {name}"));
        Ok(Form {
            who: who.to_owned(),
            visit: field("visit")?,
            key: field("key")?,
            what: what.to_owned(),
            email: None,
        })
    }

    /// Sends the form.
    ///
    /// # Errors
    /// When no whole answer came: nobody knows then what became of it.
    pub async fn submit(&self, desk: &str, form: &Form) -> Result<Answer> {
        let fields = [
            ("visit", form.visit.as_str()),
            ("key", &form.key),
            ("what", &form.what),
            ("stops", "no"),
            ("name", "Rig Visitor"),
            ("email", form.email.as_deref().unwrap_or_default()),
            ("address", ""),
        ];
        let answer = self
            .http
            .post(format!("{desk}/ticket"))
            .form(&fields)
            .send()
            .await?;
        match location(&answer).filter(|path| path.starts_with("/track/") && path.ends_with("/receipt")) {
            Some(path) => Ok(Answer::Accepted(path)),
            None => Ok(Answer::Page {
                status: answer.status().as_u16(),
                text: answer.text().await?,
            }),
        }
    }

    /// Reads a page of the desk.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn read(&self, desk: &str, path: &str) -> Result<(u16, String)> {
        let answer = self.http.get(format!("{desk}{path}")).send().await?;
        Ok((answer.status().as_u16(), answer.text().await?))
    }

    /// Opens the live updates of the ticket behind a receipt; they stay open while the response is held.
    ///
    /// # Errors
    /// When they are refused.
    pub async fn listen(&self, desk: &str, receipt: &str) -> Result<Response> {
        let token = receipt.trim_start_matches("/track/").trim_end_matches("/receipt");
        let answer = self
            .http
            .get(format!("{desk}/events?track={token}"))
            .send()
            .await?;
        if answer.status() != 200 {
            return Err(unexpected("the live updates", answer).await);
        }
        Ok(answer)
    }
}

/// Where a 303 leads, without the origin.
fn location(answer: &Response) -> Option<String> {
    let to = answer
        .headers()
        .get(LOCATION)
        .filter(|_| answer.status() == 303)?
        .to_str()
        .ok()?;
    let path = to
        .strip_prefix("http://")
        .and_then(|rest| rest.find('/').map(|at| &rest[at..]));
    Some(path.unwrap_or(to).to_owned())
}

async fn unexpected(what: &str, answer: Response) -> crate::Fault {
    let status = answer.status();
    let page = answer.text().await.unwrap_or_default();
    let title = page
        .split_once("<h1>")
        .map_or("", |(_, rest)| rest.split('<').next().unwrap_or(""));
    format!("{what} was answered {status} {title}").into()
}

//! A browser without JavaScript: it keeps cookies, says where its requests come from, and follows nothing by itself.

use std::collections::BTreeMap;
use std::time::Duration;

use reqwest::header::{COOKIE, HeaderMap, HeaderName, HeaderValue, LOCATION, SET_COOKIE};
use reqwest::{Client, redirect};

use crate::Result;
use crate::kept_logs::{Kind, saw};

/// What a proxy says about where a request comes from.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Someone at their browser.
#[derive(Clone, Debug)]
pub struct Browser {
    http: Client,
    desk: String,
    network: String,
    /// The cookies it holds, by name.
    pub cookies: BTreeMap<String, String>,
}

/// An answer, as it came.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: String,
}

impl Page {
    /// Where it leads, without the origin; nothing if it leads nowhere.
    #[must_use]
    pub fn leads(&self) -> &str {
        let to = self.headers.get(LOCATION);
        to.and_then(|to| to.to_str().ok()).unwrap_or_default()
    }

    /// The value of a field of its query.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        let query = self.leads().split_once('?')?.1;
        let mut fields = query.split('&').filter_map(|field| field.split_once('='));
        fields.find(|(field, _)| *field == name).map(|(_, value)| value)
    }
}

/// What several browsers share: connections, as the ones of one proxy.
///
/// # Errors
/// When no client can be built.
pub fn connections() -> Result<Client> {
    Ok(Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .timeout(Duration::from_secs(60))
        .build()?)
}

impl Browser {
    /// A browser that was never here before. `network` is the address that a trusted proxy says it comes from.
    #[must_use]
    pub fn new(http: &Client, desk: &str, network: &str) -> Self {
        Self {
            http: http.clone(),
            desk: desk.to_owned(),
            network: network.to_owned(),
            cookies: BTreeMap::new(),
        }
    }

    /// The same browser, with this cookie.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.cookies.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The same browser, elsewhere.
    #[must_use]
    pub fn from(mut self, network: &str) -> Self {
        network.clone_into(&mut self.network);
        self
    }

    /// Opens a page.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn get(&mut self, path: &str) -> Result<Page> {
        let request = self.http.get(format!("{}{path}", self.desk));
        self.send(request).await
    }

    /// Sends a form.
    ///
    /// # Errors
    /// When no whole answer came.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Page> {
        for (name, value) in fields {
            if let Some(kind) = kind_of(name) {
                saw(kind, value);
            }
        }
        let request = self.http.post(format!("{}{path}", self.desk)).form(fields);
        self.send(request).await
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Result<Page> {
        let cookies: Vec<_> = self.cookies.iter().map(|(k, v)| format!("{k}={v}")).collect();
        let mut request = request
            .header(FORWARDED_FOR, &self.network)
            .header(FETCH_SITE, "same-origin");
        if !cookies.is_empty() {
            request = request.header(COOKIE, HeaderValue::from_bytes(cookies.join("; ").as_bytes())?);
        }
        let answer = request.send().await?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        for cookie in headers.get_all(SET_COOKIE) {
            self.keep(cookie.to_str()?);
        }
        let body = answer.text().await?;
        Ok(Page {
            status,
            headers,
            body,
        })
    }

    fn keep(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        let Some((name, value)) = pair.split_once('=') else {
            return;
        };
        if value.is_empty() {
            self.cookies.remove(name);
        } else {
            saw(Kind::Cookie, value);
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }
}

/// What a form's field of that name holds.
fn kind_of(field: &str) -> Option<Kind> {
    match field {
        "password" | "again" => Some(Kind::Password),
        "code" => Some(Kind::Code),
        "token" | "visit" => Some(Kind::Token),
        "login" | "email" => Some(Kind::Email),
        _ => None,
    }
}

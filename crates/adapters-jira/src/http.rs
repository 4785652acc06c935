//! The calls themselves: one HTTP client without redirects and retries, with two timeouts and a cap on what
//! is read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::{Method, StatusCode};
use secrecy::ExposeSecret;
use serde_json::Value;
use url::Url;

use crate::messages::capped;
use crate::settings::{Flavor, JiraSettings, JiraSettingsError};

/// No answer we ask for is longer: fifty issues with four fields each, two hundred fields of a screen.
const LONGEST_ANSWER: usize = 4 * 1024 * 1024;

/// An answer, whatever it says.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// False if the connection broke within the body, or the body was longer than we read.
    pub(crate) whole: bool,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim)
    }
}

/// No answer came.
#[derive(Debug)]
pub(crate) enum Lost {
    /// The request never left.
    NotSent(String),
    /// It left, or may have.
    Unknown(String),
}

pub(crate) struct Http {
    client: reqwest::Client,
    /// `<base>/rest/api/<version>`.
    api: Url,
}

impl Http {
    pub(crate) fn new(settings: &JiraSettings) -> Result<Self, JiraSettingsError> {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, credential(&settings.flavor)?);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let client = reqwest::Client::builder()
            .user_agent(concat!("frontdesk/", env!("CARGO_PKG_VERSION")))
            .default_headers(headers)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(settings.timeouts.connect)
            .timeout(settings.timeouts.total)
            .build()
            .map_err(|error| JiraSettingsError::Client(chain(&error)))?;
        let version = match settings.flavor {
            Flavor::Cloud { .. } => "3",
            Flavor::DataCenter { .. } => "2",
        };
        let api = join(&settings.base_url, &["rest", "api", version]);
        Ok(Self { client, api })
    }

    pub(crate) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Answer, Lost> {
        let mut url = join(&self.api, path);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        self.send(self.client.request(Method::GET, url)).await
    }

    pub(crate) async fn post(&self, path: &[&str], body: &Value) -> Result<Answer, Lost> {
        let url = join(&self.api, path);
        self.send(self.client.request(Method::POST, url).json(body)).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<Answer, Lost> {
        let mut response = request.send().await.map_err(lost)?;
        let mut answer = Answer {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
            body: Vec::new(),
            whole: true,
        };
        loop {
            match response.chunk().await {
                Ok(None) => return Ok(answer),
                Ok(Some(chunk)) if answer.body.len() + chunk.len() <= LONGEST_ANSWER => {
                    answer.body.extend_from_slice(&chunk);
                }
                Ok(Some(_)) | Err(_) => {
                    answer.whole = false;
                    return Ok(answer);
                }
            }
        }
    }
}

/// `base` with these path segments after it, each percent-encoded.
pub(crate) fn join(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

fn credential(flavor: &Flavor) -> Result<HeaderValue, JiraSettingsError> {
    let text = match flavor {
        Flavor::Cloud { email, api_token } => {
            let token = api_token.expose_secret();
            if email.is_empty() || token.is_empty() || email.contains(':') {
                return Err(JiraSettingsError::Credential);
            }
            format!("Basic {}", STANDARD.encode(format!("{email}:{token}")))
        }
        Flavor::DataCenter { token } if token.expose_secret().is_empty() => {
            return Err(JiraSettingsError::Credential);
        }
        Flavor::DataCenter { token } => format!("Bearer {}", token.expose_secret()),
    };
    let mut value = HeaderValue::from_str(&text).map_err(|_| JiraSettingsError::Credential)?;
    value.set_sensitive(true);
    Ok(value)
}

/// Only an error while connecting proves that nothing was sent. (A request that cannot even be built is of
/// that kind too.)
fn lost(error: reqwest::Error) -> Lost {
    let never_left = error.is_connect() || error.is_builder();
    let words = chain(&error.without_url());
    if never_left {
        Lost::NotSent(words)
    } else {
        Lost::Unknown(words)
    }
}

/// The error with its causes, which say what the outermost hides ("connection refused").
fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let text = cause.to_string();
        if !words.contains(&text) {
            words = format!("{words}: {text}");
        }
        source = cause.source();
    }
    capped(&words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_below_a_prefix_and_encoded() {
        let joined = |base: &str| join(&Url::parse(base).unwrap(), &["rest", "a b/../c"]).to_string();
        assert_eq!(
            joined("https://j.example"),
            "https://j.example/rest/a%20b%2F..%2Fc"
        );
        assert_eq!(
            joined("https://j.example/jira/"),
            "https://j.example/jira/rest/a%20b%2F..%2Fc"
        );
        assert_eq!(
            joined("https://j.example/jira"),
            "https://j.example/jira/rest/a%20b%2F..%2Fc"
        );
    }
}

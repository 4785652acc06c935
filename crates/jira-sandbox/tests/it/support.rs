//! A small client and the documents the tests send.

use std::time::Duration;

use jira_sandbox::{Flavor, Sandbox, SandboxOptions};
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

/// A running sandbox and a client that is signed in to it.
pub(crate) struct Jira {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: reqwest::Client,
    flavor: Flavor,
}

/// What came back; `body` is null when it was not JSON.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The `id`, `key` or other string member of the body.
    pub(crate) fn text_of(&self, pointer: &str) -> &str {
        self.body
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_else(|| panic!("{pointer} in {}", self.text))
    }
}

impl Jira {
    pub(crate) async fn cloud() -> Self {
        Self::start(SandboxOptions::loopback(Flavor::Cloud)).await
    }

    pub(crate) async fn data_center() -> Self {
        Self::start(SandboxOptions::loopback(Flavor::DataCenter)).await
    }

    pub(crate) async fn start(options: SandboxOptions) -> Self {
        let flavor = options.flavor;
        let sandbox = Sandbox::start(options).await.expect("the sandbox starts");
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(10))
            .no_proxy()
            .build()
            .expect("the client is built");
        Self {
            sandbox,
            http,
            flavor,
        }
    }

    /// The address of a REST path such as `issue/SUP-1`.
    pub(crate) fn rest(&self, path: &str) -> String {
        format!(
            "{}/rest/api/{}/{path}",
            self.sandbox.base_url(),
            self.flavor.api_version()
        )
    }

    pub(crate) fn request(&self, method: Method, url: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, url);
        match self.flavor {
            Flavor::Cloud => request.basic_auth("frontdesk@example.com", Some("sandbox-token")),
            Flavor::DataCenter => request.bearer_auth("sandbox-token"),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        read(self.request(Method::GET, &self.rest(path))).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        read(self.request(Method::DELETE, &self.rest(path))).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        read(self.request(Method::POST, &self.rest(path)).json(body)).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        read(self.request(Method::PUT, &self.rest(path)).json(body)).await
    }

    /// Creates an issue with a label and returns its key.
    pub(crate) async fn create(&self, label: &str) -> String {
        let answer = self.post("issue", &self.new_issue(label)).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.text_of("/key").to_owned()
    }

    /// A create request that is accepted.
    pub(crate) fn new_issue(&self, label: &str) -> Value {
        let description = match self.flavor {
            Flavor::Cloud => document("It does not print."),
            Flavor::DataCenter => json!("It does not print."),
        };
        json!({
            "fields": {
                "project": {"key": "SUP"},
                "issuetype": {"name": "Task"},
                "summary": "The printer is broken",
                "description": description,
                "labels": [label],
            },
            "properties": [{"key": "frontdesk.ticket", "value": {"ticket": 1}}],
        })
    }

    /// Searches, asking for keys, and returns them in the order of the answer.
    pub(crate) async fn keys(&self, jql: &str) -> Vec<String> {
        let (path, body) = match self.flavor {
            Flavor::Cloud => ("search/jql", json!({"jql": jql, "fields": ["summary"]})),
            Flavor::DataCenter => ("search", json!({"jql": jql, "fields": ["summary"]})),
        };
        let answer = self.post(path, &body).await;
        assert_eq!(answer.status, 200, "{jql}: {}", answer.text);
        let issues = answer.body["issues"].as_array().expect("issues");
        issues
            .iter()
            .map(|issue| issue["key"].as_str().expect("a key").to_owned())
            .collect()
    }

    pub(crate) async fn page(&self, path: &str) -> Answer {
        read(self.http.get(format!("{}{path}", self.sandbox.base_url()))).await
    }
}

/// Sends the request and reads the whole answer.
pub(crate) async fn read(request: reqwest::RequestBuilder) -> Answer {
    try_read(request).await.expect("an answer")
}

pub(crate) async fn try_read(request: reqwest::RequestBuilder) -> Result<Answer, reqwest::Error> {
    let response = request.send().await?;
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await?;
    let body = serde_json::from_str(&text).unwrap_or(Value::Null);
    Ok(Answer {
        status,
        headers,
        body,
        text,
    })
}

/// A document of one paragraph.
pub(crate) fn document(text: &str) -> Value {
    json!({"type": "doc", "version": 1, "content": [
        {"type": "paragraph", "content": [{"type": "text", "text": text}]},
    ]})
}

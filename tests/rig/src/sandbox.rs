//! The Jira stand-in as a process, its faults and what it holds.

use std::collections::BTreeMap;
use std::path::Path;

use reqwest::Client;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::Result;
use crate::launch::{Launch, Running};
use crate::settings::binary;

/// The token both sides know.
pub const TOKEN: &str = "rig-token";
/// The account the token belongs to.
pub const EMAIL: &str = "rig@example.com";

/// A running stand-in.
#[derive(Debug)]
pub struct Sandbox {
    running: Running,
    http: Client,
}

/// One request as the stand-in saw it.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Request {
    /// 1 for the first.
    pub number: u64,
    /// Milliseconds since it started.
    pub at_ms: u64,
    /// What was asked, such as `create_issue`.
    pub operation: String,
    /// What it was answered.
    pub status: Option<u16>,
    /// The fault that hit it.
    pub fault: Option<String>,
}

/// What was asked and done since it started.
#[derive(Clone, Debug, Deserialize)]
pub struct Log {
    /// Issues ever created.
    pub creates: usize,
    /// The same by label.
    pub creates_per_label: BTreeMap<String, usize>,
    /// Faults that hit, by name.
    pub faults: BTreeMap<String, usize>,
    /// The newest requests.
    pub recent: Vec<Request>,
}

/// An issue it holds.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Issue {
    /// `SUP-1`.
    pub key: String,
}

#[derive(Deserialize)]
struct State {
    issues: Vec<Issue>,
}

impl Sandbox {
    /// Starts one; its log goes into `folder`.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(folder: &Path) -> Result<Self> {
        let arguments = [
            "--listen",
            "127.0.0.1:0",
            "--flavor",
            "cloud",
            "--token",
            TOKEN,
            "--email",
            EMAIL,
        ];
        let launch = Launch {
            program: binary("JIRA_SANDBOX_BIN", "jira-sandbox"),
            under: Vec::new(),
            arguments: arguments.map(str::to_owned).to_vec(),
            environment: Vec::new(),
            log: folder.join("jira-sandbox.log"),
        };
        let http = Client::builder().no_proxy().build()?;
        Ok(Self {
            running: launch.start().await?,
            http,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.running.url
    }

    /// Arms faults and, where given, replaces the modes. The words are those of the stand-in.
    ///
    /// # Errors
    /// When it does not understand them.
    pub async fn trouble(&self, faults: Value, modes: Option<Value>) -> Result<()> {
        let body = match modes {
            Some(modes) => json!({ "faults": faults, "modes": modes }),
            None => json!({ "faults": faults }),
        };
        let answer = self.http.post(self.at("faults")).json(&body).send().await?;
        if !answer.status().is_success() {
            return Err(format!("the sandbox refused its faults: {}", answer.text().await?).into());
        }
        Ok(())
    }

    /// Ends all faults and modes.
    ///
    /// # Errors
    /// When it is away.
    pub async fn calm(&self) -> Result<()> {
        self.http
            .delete(self.at("faults"))
            .send()
            .await?
            .error_for_status()?;
        Ok(())
    }

    /// What it was asked and did.
    ///
    /// # Errors
    /// When it is away.
    pub async fn log(&self) -> Result<Log> {
        Ok(self
            .http
            .get(self.at("log"))
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?)
    }

    /// The issues it holds.
    ///
    /// # Errors
    /// When it is away.
    pub async fn issues(&self) -> Result<Vec<Issue>> {
        let state: State = self
            .http
            .get(self.at("state"))
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        Ok(state.issues)
    }

    fn at(&self, what: &str) -> String {
        format!("{}/__sandbox/{what}", self.running.url)
    }
}

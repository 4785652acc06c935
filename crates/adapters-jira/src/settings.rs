use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use frontdesk_domain::tickets::TrackedStatus;
use secrecy::SecretString;
use url::Url;

/// Which Jira, and how we sign in to it.
#[derive(Clone)]
pub enum Flavor {
    /// Jira Cloud: REST v3, basic authentication with an API token.
    Cloud {
        /// The account's e-mail address.
        email: String,
        /// Its API token.
        api_token: SecretString,
    },
    /// Jira Data Center: REST v2, a personal access token.
    DataCenter {
        /// The token.
        token: SecretString,
    },
}

impl fmt::Debug for Flavor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cloud { .. } => "Cloud(…)",
            Self::DataCenter { .. } => "DataCenter(…)",
        })
    }
}

/// How long a call may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// To connect, TLS included.
    pub connect: Duration,
    /// From beginning to the last byte of the answer.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(20),
        }
    }
}

/// What the adapter needs to know.
#[derive(Clone, Debug)]
pub struct JiraSettings {
    /// Which Jira, and the credential.
    pub flavor: Flavor,
    /// Where it is, with a path prefix where it has one: `https://example.atlassian.net`.
    pub base_url: Url,
    /// The project's key: `SUP`.
    pub project: String,
    /// The issue type's name or id: `Task`.
    pub issue_type: String,
    /// What tells this installation from every other (`Store::installation`).
    pub installation: [u8; 16],
    /// What a status of Jira means here, by the status' id, where its category does not say it.
    pub status_overrides: BTreeMap<String, TrackedStatus>,
    /// Our own public address, for the link back from the issue.
    pub origin: Url,
    /// How long a call may take.
    pub timeouts: Timeouts,
}

/// Why the settings cannot work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JiraSettingsError {
    /// The address is not a plain http(s) address.
    #[error("jira.url must be an http or https address without a query, a fragment or a password in it")]
    Url,
    /// The project is no project key.
    #[error("jira.project must be a project's key: letters, digits and underscores, like SUP")]
    Project,
    /// No issue type.
    #[error("jira.issue_type must name an issue type, like Task")]
    IssueType,
    /// The credential is empty or holds characters that no credential has.
    #[error("jira.email and jira.token must not be empty or hold control characters")]
    Credential,
    /// The HTTP client could not be made.
    #[error("no HTTP client could be made: {0}")]
    Client(String),
}

impl JiraSettings {
    /// Whether these settings can work at all.
    pub(crate) fn validate(&self) -> Result<(), JiraSettingsError> {
        let url = &self.base_url;
        let plain = matches!(url.scheme(), "http" | "https")
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !plain {
            return Err(JiraSettingsError::Url);
        }
        let key = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if self.project.is_empty() || !self.project.chars().all(key) {
            return Err(JiraSettingsError::Project);
        }
        if self.issue_type.trim().is_empty() {
            return Err(JiraSettingsError::IssueType);
        }
        Ok(())
    }
}

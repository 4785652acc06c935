//! What a caller chooses before the sandbox starts.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

/// Which of the two Jira products the sandbox speaks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavor {
    /// REST v3: Basic `email:token`, ADF documents, `/search/jql` with page tokens.
    Cloud,
    /// REST v2: Bearer token, plain strings, `/search` with `startAt` and `total`.
    DataCenter,
}

impl Flavor {
    /// The version segment of the REST paths this product answers under.
    #[must_use]
    pub const fn api_version(self) -> &'static str {
        match self {
            Self::Cloud => "3",
            Self::DataCenter => "2",
        }
    }
}

/// How to start a [`Sandbox`](crate::Sandbox).
#[derive(Clone)]
pub struct SandboxOptions {
    /// Address to listen on; port 0 picks a free one.
    pub listen: SocketAddr,
    /// The product to stand in for.
    pub flavor: Flavor,
    /// The API token (Cloud) or personal access token (Data Center) that is accepted.
    pub token: String,
    /// The e-mail address that belongs to the token. Data Center ignores it.
    pub email: String,
    /// Key of the project that exists from the start.
    pub project_key: String,
    /// Name of that project.
    pub project_name: String,
    /// Origin used in every `self` link. `None`: `http://` and the address bound.
    pub public_url: Option<String>,
    /// Pause before each repeated webhook delivery. Real Jira waits 5 to 15 minutes.
    pub webhook_retry: Duration,
}

impl SandboxOptions {
    /// A sandbox on a free loopback port with project `SUP`, for tests and the demo.
    #[must_use]
    pub fn loopback(flavor: Flavor) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            flavor,
            token: "sandbox-token".to_owned(),
            email: "frontdesk@example.com".to_owned(),
            project_key: "SUP".to_owned(),
            project_name: "Support".to_owned(),
            public_url: None,
            webhook_retry: Duration::from_secs(1),
        }
    }
}

impl fmt::Debug for SandboxOptions {
    /// Leaves the token and the address of the account out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxOptions")
            .field("listen", &self.listen)
            .field("flavor", &self.flavor)
            .field("project_key", &self.project_key)
            .finish_non_exhaustive()
    }
}

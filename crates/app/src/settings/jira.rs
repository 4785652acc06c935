use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Secret, SettingsError};

/// The Jira that also holds the tickets.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Jira {
    pub(crate) url: String,
    pub(crate) flavor: Flavor,
    pub(crate) email: String,
    pub(crate) token: Secret,
    pub(crate) project: String,
    pub(crate) issue_type: String,
    pub(crate) follow_seconds: u32,
    pub(crate) statuses: BTreeMap<String, StatusWord>,
}

/// Which Jira.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Flavor {
    #[default]
    Cloud,
    DataCenter,
}

/// A status that a Jira status may mean.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StatusWord {
    Open,
    InProgress,
    OnHold,
    Resolved,
}

impl Default for Jira {
    fn default() -> Self {
        Self {
            url: String::new(),
            flavor: Flavor::Cloud,
            email: String::new(),
            token: Secret::default(),
            project: String::new(),
            issue_type: "Task".into(),
            follow_seconds: 30,
            statuses: BTreeMap::new(),
        }
    }
}

impl Jira {
    /// Whether tickets go to a Jira at all.
    pub(crate) fn is_set(&self) -> bool {
        !self.url.is_empty()
    }

    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        if !self.is_set() {
            return Ok(());
        }
        let needed = |key, missing: bool, what: &str| {
            if missing {
                Err(SettingsError::invalid(key, what))
            } else {
                Ok(())
            }
        };
        let cloud = self.flavor == Flavor::Cloud;
        needed(
            "jira.email",
            cloud && self.email.is_empty(),
            "is needed with the API token of Jira Cloud",
        )?;
        needed(
            "jira.token",
            !self.token.is_set(),
            "is needed: an API token (Cloud) or access token (Data Center)",
        )?;
        needed(
            "jira.follow_seconds",
            self.follow_seconds == 0,
            "must be at least 1",
        )?;
        needed(
            "jira.project",
            self.project.is_empty(),
            "is needed: the key of the project, like SUP",
        )
    }
}

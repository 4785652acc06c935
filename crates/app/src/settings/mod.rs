//! The settings: one file per section, each saying what its values mean and whether they make sense.
//!
//! Flags win over the environment (`FRONTDESK__SECTION__KEY`, `…_FILE` for a file that holds the value,
//! `DATABASE_URL`), which wins over `frontdesk.toml`, which wins over the defaults. Unknown keys are
//! errors. Secrets are never printed.

mod accounts;
mod database;
mod deliveries;
mod describe;
mod front_desk;
mod http;
mod jira;
mod load;
mod log;
mod mail;
mod organization;
mod secret;
mod secret_key;
mod tickets;

use std::collections::BTreeMap;
use std::path::PathBuf;

use frontdesk_http::site::Origin;

use serde::{Deserialize, Serialize};

pub(crate) use accounts::Accounts;
pub(crate) use database::Database;
pub(crate) use deliveries::Deliveries;
pub(crate) use describe::{commented_file, described_values, in_force};
pub(crate) use front_desk::FrontDesk;
pub(crate) use http::Http;
pub(crate) use jira::{Flavor, Jira, StatusWord};
pub(crate) use load::{Flags, load};
pub(crate) use log::{Log, LogFormat};
pub(crate) use mail::{Mail, Transport};
pub(crate) use organization::Organization;
pub(crate) use secret::Secret;
pub(crate) use secret_key::SecretKey;
pub(crate) use tickets::Tickets;

/// What is wrong with the settings, and where.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SettingsError {
    /// A file, a variable or a key that cannot be read as what it should be.
    #[error("{0}")]
    Unreadable(String),
    /// A value that makes no sense.
    #[error("{key}: {what}")]
    Invalid {
        /// The setting, as in the file: `http.listen`.
        key: &'static str,
        /// What is wrong and what to do.
        what: String,
    },
}

impl SettingsError {
    pub(crate) fn invalid(key: &'static str, what: impl Into<String>) -> Self {
        Self::Invalid {
            key,
            what: what.into(),
        }
    }
}

/// Where settings were set that were set anywhere.
pub(crate) type Origins = BTreeMap<String, Origin>;

/// All settings.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) data_dir: PathBuf,
    pub(crate) secret_key: Secret,
    pub(crate) organization: Organization,
    pub(crate) http: Http,
    pub(crate) database: Database,
    pub(crate) front_desk: FrontDesk,
    pub(crate) tickets: Tickets,
    pub(crate) accounts: Accounts,
    pub(crate) mail: Mail,
    pub(crate) jira: Jira,
    pub(crate) deliveries: Deliveries,
    pub(crate) log: Log,
    #[serde(skip)]
    pub(crate) origins: Origins,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            data_dir: PathBuf::from("data"),
            secret_key: Secret::default(),
            organization: Organization::default(),
            http: Http::default(),
            database: Database::default(),
            front_desk: FrontDesk::default(),
            tickets: Tickets::default(),
            accounts: Accounts::default(),
            mail: Mail::default(),
            jira: Jira::default(),
            deliveries: Deliveries::default(),
            log: Log::default(),
            origins: Origins::new(),
        }
    }
}

impl Settings {
    /// Looks at every section, and at what only holds between them.
    pub(crate) fn validate(&self) -> Result<(), SettingsError> {
        self.organization.validate()?;
        self.http.validate()?;
        self.database.validate()?;
        self.front_desk.validate()?;
        self.accounts.validate()?;
        self.mail.validate()?;
        self.jira.validate()?;
        self.deliveries.validate()
    }
}

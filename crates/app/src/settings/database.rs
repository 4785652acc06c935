use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Secret, SettingsError};

/// Where everything is kept.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Database {
    pub(crate) url: Secret,
    pub(crate) max_connections: u32,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: Secret::default(),
            max_connections: 20,
        }
    }
}

impl Database {
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        let url = self.url.expose();
        let known = [
            "sqlite:",
            "postgres://",
            "postgresql://",
            "mysql://",
            "mariadb://",
        ];
        if !url.is_empty() && !known.iter().any(|scheme| url.starts_with(scheme)) {
            let what = "must begin with sqlite:, postgres:// or mysql://";
            return Err(SettingsError::invalid("database.url", what));
        }
        if self.max_connections < 2 {
            return Err(SettingsError::invalid(
                "database.max_connections",
                "must be at least 2",
            ));
        }
        Ok(())
    }

    /// The address of the database: as set, or a file in the data directory.
    pub(crate) fn address(&self, data_dir: &Path) -> String {
        if self.url.is_set() {
            return self.url.expose().to_owned();
        }
        format!("sqlite:{}", data_dir.join("frontdesk.db").display())
    }
}

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::SettingsError;

/// Whose desk this is.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Organization {
    pub(crate) name: String,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) hours: String,
    pub(crate) answers: String,
    pub(crate) time_zone: String,
}

impl Default for Organization {
    fn default() -> Self {
        Self {
            name: "Frontdesk".into(),
            phone: String::new(),
            email: String::new(),
            hours: String::new(),
            answers: String::new(),
            time_zone: "UTC".into(),
        }
    }
}

impl Organization {
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        if self.name.trim().is_empty() {
            return Err(SettingsError::invalid(
                "organization.name",
                "must not be empty: it is on every page",
            ));
        }
        self.zone().map(|_| ())
    }

    /// The zone in which times are printed.
    pub(crate) fn zone(&self) -> Result<TimeZone, SettingsError> {
        TimeZone::get(&self.time_zone).map_err(|_| {
            let what = format!(
                "`{}` is no time zone; write one like Europe/Berlin",
                self.time_zone
            );
            SettingsError::invalid("organization.time_zone", what)
        })
    }
}

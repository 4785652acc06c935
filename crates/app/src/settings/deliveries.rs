use frontdesk_domain::deliveries::DeliveryPolicy;
use serde::{Deserialize, Serialize};

use super::SettingsError;

/// How deliveries are spread over time.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Deliveries {
    pub(crate) speed: u32,
}

impl Default for Deliveries {
    fn default() -> Self {
        Self { speed: 1 }
    }
}

impl Deliveries {
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        if self.speed == 0 {
            return Err(SettingsError::invalid("deliveries.speed", "must be at least 1"));
        }
        Ok(())
    }

    pub(crate) fn policy(&self) -> DeliveryPolicy {
        DeliveryPolicy::default().hastened(self.speed)
    }
}

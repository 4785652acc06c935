use frontdesk_application::LookUpLimits;
use frontdesk_domain::access::DeskIdentity;
use frontdesk_domain::clients::Region;
use serde::{Deserialize, Serialize};

use super::SettingsError;

/// How the front desk recognises people.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FrontDesk {
    pub(crate) identity: Identity,
    pub(crate) region: String,
    pub(crate) lookups_per_address: u32,
    pub(crate) lookups_per_identifier: u32,
}

/// What it takes to be answered.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Identity {
    /// A phone number or a customer ID.
    #[default]
    Open,
    /// A code mailed to the address on the client's record.
    Verified,
}

impl Default for FrontDesk {
    fn default() -> Self {
        let LookUpLimits {
            per_address,
            per_identifier,
        } = LookUpLimits::default();
        Self {
            identity: Identity::Open,
            region: "IR".into(),
            lookups_per_address: per_address,
            lookups_per_identifier: per_identifier,
        }
    }
}

impl FrontDesk {
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        if self.lookups_per_address == 0 || self.lookups_per_identifier == 0 {
            let what = "must be at least 1, or nobody is helped";
            return Err(SettingsError::invalid("front_desk.lookups_per_address", what));
        }
        self.home().map(|_| ())
    }

    /// The country whose phone numbers may be typed without a country code.
    pub(crate) fn home(&self) -> Result<Region, SettingsError> {
        let what = || format!("`{}` is no country code; write two letters like DE", self.region);
        Region::parse(&self.region).ok_or_else(|| SettingsError::invalid("front_desk.region", what()))
    }

    /// What it takes to be answered, as the use cases know it.
    pub(crate) fn identity(&self) -> DeskIdentity {
        match self.identity {
            Identity::Open => DeskIdentity::Open,
            Identity::Verified => DeskIdentity::Verified,
        }
    }

    /// How often someone may look up.
    pub(crate) fn limits(&self) -> LookUpLimits {
        LookUpLimits {
            per_address: self.lookups_per_address,
            per_identifier: self.lookups_per_identifier,
        }
    }
}

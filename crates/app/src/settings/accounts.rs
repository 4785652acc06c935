use frontdesk_application::AccountRules;
use frontdesk_domain::accounts::ApprovalRule;
use frontdesk_domain::auth::{CodeRules, PasswordPolicy};
use serde::{Deserialize, Serialize};

use super::SettingsError;

/// Who gets an account, and how it is kept.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Accounts {
    pub(crate) approval: Approval,
    pub(crate) password_min_length: usize,
    pub(crate) staff_second_step: bool,
    pub(crate) hash_memory_mib: u32,
}

/// Whether an admin lets people in.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Approval {
    #[default]
    Required,
    Off,
}

impl Default for Accounts {
    fn default() -> Self {
        Self {
            approval: Approval::Required,
            password_min_length: PasswordPolicy::default().min_chars,
            staff_second_step: false,
            hash_memory_mib: 19,
        }
    }
}

impl Accounts {
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        if !(12..=64).contains(&self.password_min_length) {
            let what = "must be from 12 to 64: shorter ones are guessed, longer ones nobody chooses";
            return Err(SettingsError::invalid("accounts.password_min_length", what));
        }
        if !(19..=1024).contains(&self.hash_memory_mib) {
            let what = "must be from 19, below which a stolen hash is guessed too fast, to 1024";
            return Err(SettingsError::invalid("accounts.hash_memory_mib", what));
        }
        Ok(())
    }

    /// Who gets in, and how, at the desk of that name.
    pub(crate) fn rules(&self, desk_name: &str) -> AccountRules {
        AccountRules {
            approval: match self.approval {
                Approval::Required => ApprovalRule::Required,
                Approval::Off => ApprovalRule::Off,
            },
            passwords: PasswordPolicy {
                min_chars: self.password_min_length,
            },
            codes: CodeRules::default(),
            staff_second_step: self.staff_second_step,
            desk_name: desk_name.trim().to_owned(),
        }
    }
}

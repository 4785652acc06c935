use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{Secret, SettingsError};

/// How mail leaves, or does not.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Mail {
    pub(crate) transport: Transport,
    pub(crate) smtp_url: Secret,
    pub(crate) smtp_ca: PathBuf,
    pub(crate) from: String,
}

/// Where mail goes.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Transport {
    /// It is kept on this server and read at `/dev/mail`.
    #[default]
    Mailbox,
    /// To a mail server.
    Smtp,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            transport: Transport::Mailbox,
            smtp_url: Secret::default(),
            smtp_ca: PathBuf::new(),
            from: "Frontdesk <frontdesk@localhost.localdomain>".into(),
        }
    }
}

impl Mail {
    pub(super) fn validate(&self) -> Result<(), SettingsError> {
        if self.transport == Transport::Smtp && !self.smtp_url.is_set() {
            let what = "is needed: smtp://user:password@mail.example.com:587 (STARTTLS) or smtps://…:465";
            return Err(SettingsError::invalid("mail.smtp_url", what));
        }
        Ok(())
    }
}

use frontdesk_domain::tickets::{OneOpenRule, ReopenWindow};
use serde::{Deserialize, Serialize};

/// Rules of tickets.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Tickets {
    pub(crate) one_open_per_client: OneOpen,
    pub(crate) reopen_days: u16,
}

impl Default for Tickets {
    fn default() -> Self {
        Self {
            one_open_per_client: OneOpen::default(),
            reopen_days: 14,
        }
    }
}

/// For which tickets "one open ticket per client" holds.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OneOpen {
    #[default]
    Desk,
    Everywhere,
    Off,
}

impl Tickets {
    pub(crate) fn reopen(&self) -> ReopenWindow {
        ReopenWindow::days(self.reopen_days)
    }

    pub(crate) fn one_open(&self) -> OneOpenRule {
        match self.one_open_per_client {
            OneOpen::Desk => OneOpenRule::Desk,
            OneOpen::Everywhere => OneOpenRule::Everywhere,
            OneOpen::Off => OneOpenRule::Off,
        }
    }
}

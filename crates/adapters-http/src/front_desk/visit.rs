//! Who was looked up, sealed into the address of the next page: no phone number in a URL, no row, no cookie.

use std::time::Duration;

use frontdesk_domain::clients::Identifier;

use crate::{problem::Problem, state::Desk};

/// How long a looked-up visitor may take to write.
pub(super) const LIFE: Duration = Duration::from_secs(30 * 60);
const PURPOSE: &str = "front desk visit";

/// A visit whose look-up was counted.
#[derive(Clone, Debug)]
pub(super) struct Visit {
    pub(super) identifier: Identifier,
    /// What they typed; shown back to them.
    pub(super) typed: String,
    /// The visit as it stands in URLs and forms.
    pub(super) sealed: String,
}

impl Visit {
    /// Seals what was typed by someone who was just looked up.
    pub(super) fn seal(desk: &Desk, typed: &str) -> Result<String, Problem> {
        desk.seal.close(PURPOSE, typed, LIFE).ok_or(Problem::Internal)
    }

    /// The visit, if it is one of ours and not over.
    pub(super) fn open(desk: &Desk, sealed: &str) -> Option<Self> {
        let typed = desk.seal.open(PURPOSE, sealed)?;
        let identifier = Identifier::parse(&typed, desk.app.rules().region).ok()?;
        Some(Self {
            identifier,
            typed: typed.trim().to_owned(),
            sealed: sealed.to_owned(),
        })
    }
}

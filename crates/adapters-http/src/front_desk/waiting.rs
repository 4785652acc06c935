//! Who waits for a code at a verified desk: somebody who was looked up, or somebody new with what they told about
//! themselves. Nothing of it is stored before the code was right, so it is sealed into the address too.

use frontdesk_domain::clients::{Email, Identifier, Name};

use super::visit::{LIFE, Visit};
use crate::{problem::Problem, state::Desk};

const PURPOSE: &str = "front desk newcomer";

/// Somebody who waits for a code.
pub(super) struct Waiting {
    pub(super) identifier: Identifier,
    /// What somebody new told about themselves; of others nothing is known.
    pub(super) newcomer: Option<Newcomer>,
    /// All of it as it stands in URLs and forms.
    pub(super) sealed: String,
}

/// Somebody new.
pub(super) struct Newcomer {
    pub(super) name: Name,
    /// Where they said their code goes. What is proved is where it went.
    pub(super) email: Email,
    /// What they typed at first.
    typed: String,
}

impl Waiting {
    /// Who waits, if the seal is one of ours and not over.
    pub(super) fn open(desk: &Desk, sealed: &str) -> Option<Self> {
        if let Some(visit) = Visit::open(desk, sealed) {
            return Some(Self::of(visit));
        }
        let newcomer = Newcomer::open(desk, sealed)?;
        Some(Self {
            identifier: Identifier::parse(&newcomer.typed, desk.app.rules().region).ok()?,
            newcomer: Some(newcomer),
            sealed: sealed.to_owned(),
        })
    }

    /// Somebody who was looked up.
    pub(super) fn of(visit: Visit) -> Self {
        Self {
            identifier: visit.identifier,
            newcomer: None,
            sealed: visit.sealed,
        }
    }
}

impl Newcomer {
    pub(super) fn new(name: Name, email: Email, visit: &Visit) -> Self {
        let typed = visit.typed.clone();
        Self { name, email, typed }
    }

    /// Seals it. Neither a name nor an e-mail holds a line break.
    pub(super) fn seal(&self, desk: &Desk) -> Result<String, Problem> {
        let lines = [self.email.as_str(), self.name.as_str(), &self.typed].join("\n");
        desk.seal.close(PURPOSE, &lines, LIFE).ok_or(Problem::Internal)
    }

    fn open(desk: &Desk, sealed: &str) -> Option<Self> {
        let lines = desk.seal.open(PURPOSE, sealed)?;
        let mut lines = lines.splitn(3, '\n');
        Some(Self {
            email: Email::parse(lines.next()?).ok()?,
            name: Name::parse(lines.next()?).ok()?,
            typed: lines.next()?.to_owned(),
        })
    }
}

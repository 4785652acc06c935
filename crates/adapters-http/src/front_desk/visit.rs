//! Who was looked up, sealed into the address of the next page: no phone number in a URL, no row, no cookie.

use std::time::Duration;

use frontdesk_domain::clients::{ClientNumber, Identifier, Region};

use crate::{problem::Problem, seal::Seal, state::Desk};

/// How long a looked-up visitor may take to write.
pub(super) const LIFE: Duration = Duration::from_secs(30 * 60);
const PURPOSE: &str = "front desk visit";
const PURPOSE_CLIENT: &str = "front desk client";

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

    /// Seals the customer ID of someone who proved to be that client. It is read as nothing else, though in
    /// some countries its digits may be somebody's phone number too.
    pub(super) fn seal_client(desk: &Desk, number: ClientNumber) -> Result<String, Problem> {
        let sealed = desk.seal.close(PURPOSE_CLIENT, &number.to_string(), LIFE);
        sealed.ok_or(Problem::Internal)
    }

    /// The visit, if it is one of ours and not over.
    pub(super) fn open(desk: &Desk, sealed: &str) -> Option<Self> {
        let (identifier, typed) = read(&desk.seal, desk.app.rules().region, sealed)?;
        Some(Self {
            identifier,
            typed: typed.trim().to_owned(),
            sealed: sealed.to_owned(),
        })
    }
}

/// Whom a seal means, and how it was typed.
fn read(seal: &Seal, region: Region, sealed: &str) -> Option<(Identifier, String)> {
    if let Some(typed) = seal.open(PURPOSE, sealed) {
        return Some((Identifier::parse(&typed, region).ok()?, typed));
    }
    let typed = seal.open(PURPOSE_CLIENT, sealed)?;
    Some((Identifier::Number(ClientNumber::parse(&typed).ok()?), typed))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use frontdesk_application::testing::{SeededEntropy, TestClock};

    use super::*;

    #[test]
    fn a_proved_customer_id_is_not_read_as_somebodys_phone_number() {
        let (clock, entropy) = (Arc::new(TestClock::default()), Arc::new(SeededEntropy::new(3)));
        let seal = Seal::new(&[5; 32], clock, entropy).unwrap();
        let denmark = Region::parse("DK").unwrap();
        let is_both = |number: &ClientNumber| {
            let read = Identifier::parse(&number.to_string(), denmark);
            matches!(read, Ok(Identifier::Either(..)))
        };
        let mut numbers = (0..10_000).map(|n| ClientNumber::draw(n * 911));
        let number = numbers.find(is_both).unwrap();
        let whom = |purpose| {
            let sealed = seal.close(purpose, &number.to_string(), LIFE).unwrap();
            read(&seal, denmark, &sealed).unwrap().0
        };
        assert!(matches!(whom(PURPOSE), Identifier::Either(..)));
        assert_eq!(whom(PURPOSE_CLIENT), Identifier::Number(number));
    }
}

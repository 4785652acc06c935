use crate::clients::ClientId;
use crate::ports::LookUp;

/// What it takes to be answered at the front desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeskIdentity {
    /// A phone number or a customer ID. Anyone can type one, so little is told.
    #[default]
    Open,
    /// Having proved to be that very client. Everyone else is answered the same, whether the number is known,
    /// shared or unknown.
    Verified,
}

impl DeskIdentity {
    /// Whether what a look-up found may be told to, and done for, someone who proved to be `proved`.
    #[must_use]
    pub fn admits(self, found: &LookUp, proved: Option<ClientId>) -> bool {
        match (self, found) {
            (Self::Open, _) => true,
            (Self::Verified, LookUp::Known { client, .. }) => proved == Some(*client),
            (Self::Verified, LookUp::Unknown | LookUp::Shared) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SARA: Option<ClientId> = Some(ClientId(1));

    fn known(client: i64) -> LookUp {
        let client = ClientId(client);
        LookUp::Known { client, open: None }
    }

    #[test]
    fn an_open_desk_answers_everyone() {
        for found in [LookUp::Unknown, LookUp::Shared, known(1)] {
            assert!(DeskIdentity::Open.admits(&found, None));
        }
    }

    #[test]
    fn a_verified_desk_answers_the_very_client_only() {
        let admits = |found, proved| DeskIdentity::Verified.admits(&found, proved);
        assert!(admits(known(1), SARA));
        assert!(!admits(known(1), None));
        assert!(!admits(known(2), SARA));
        assert!(!admits(LookUp::Shared, SARA));
        assert!(!admits(LookUp::Unknown, SARA));
    }
}

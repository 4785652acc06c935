use std::fmt;

use crate::time::Timestamp;

/// A second step's secret as stored: sealed under the installation's key, so that a copy of the database
/// opens no account.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedSecret(pub Vec<u8>);

impl fmt::Debug for SealedSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedSecret(…)")
    }
}

/// Whether signing in asks for a code of an authenticator app after the password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecondStep {
    /// It does not.
    Off,
    /// A secret was shown; the first code from it switches it on.
    Offered {
        /// The secret.
        secret: SealedSecret,
    },
    /// It does.
    On {
        /// The secret.
        secret: SealedSecret,
        /// The thirty seconds whose code was used last. Only codes of later ones are taken.
        last: i64,
        /// Since when.
        since: Timestamp,
    },
}

impl SecondStep {
    /// Whether signing in asks for it.
    #[must_use]
    pub fn is_on(&self) -> bool {
        matches!(self, Self::On { .. })
    }
}

use std::fmt;

/// A password as typed: kept exactly so, never trimmed, folded or shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// More bytes than a password may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("longer than 1,024 bytes")]
pub struct PasswordTooLong;

impl Password {
    /// The most bytes that are ever hashed: enough for any phrase, too few to keep a processor busy.
    pub const MAX_BYTES: usize = 1024;

    /// Takes what was typed.
    ///
    /// # Errors
    /// [`PasswordTooLong`].
    pub fn take(raw: String) -> Result<Self, PasswordTooLong> {
        (raw.len() <= Self::MAX_BYTES)
            .then_some(Self(raw))
            .ok_or(PasswordTooLong)
    }

    /// What was typed, for hashing.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A password or a one-time code, hashed to be stored: a PHC string (argon2id).
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// The hash that a hasher made or a row holds.
    #[must_use]
    pub fn from_stored(phc: String) -> Self {
        Self(phc)
    }

    /// The PHC string.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

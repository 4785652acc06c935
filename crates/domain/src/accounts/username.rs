use std::fmt;

/// A name to sign in by, for who prefers one to their e-mail: 3 to 32 Latin letters, digits, `.`, `_` and
/// `-`, beginning and ending with a letter or digit, kept in lower case.
///
/// Names of people may be of any script; this is no name but a key. One spelling on every engine and no
/// look-alikes of other scripts is worth more here. Without `@` it is never taken for an e-mail.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Username(String);

/// Why a text is no username.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UsernameError {
    /// Fewer than 3 or more than 32 characters.
    #[error("has 3 to 32 characters")]
    Length,
    /// Characters that a username has not.
    #[error(
        "has Latin letters, digits, dots, dashes and underscores, and begins and ends with a letter or digit"
    )]
    Shape,
}

impl Username {
    /// The shortest, in characters.
    pub const MIN: usize = 3;
    /// The longest, in characters.
    pub const MAX: usize = 32;

    /// Reads a username; surrounding white space goes, capitals become small letters.
    ///
    /// # Errors
    /// [`UsernameError`] says what is wrong with it.
    pub fn parse(raw: &str) -> Result<Self, UsernameError> {
        let typed = raw.trim().to_ascii_lowercase();
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        let ends = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = typed.as_bytes();
        if !(Self::MIN..=Self::MAX).contains(&typed.chars().count()) {
            return Err(UsernameError::Length);
        }
        let shaped = bytes.iter().copied().all(plain) && ends(bytes.first()) && ends(bytes.last());
        shaped.then_some(Self(typed)).ok_or(UsernameError::Shape)
    }

    /// The username.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Username {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Username(…)")
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Sara.Ahmadi", Ok("sara.ahmadi"))]
    #[case("  ops-2 ", Ok("ops-2"))]
    #[case("ab", Err(UsernameError::Length))]
    #[case(&"a".repeat(33), Err(UsernameError::Length))]
    #[case("sara@example.com", Err(UsernameError::Shape))]
    #[case(".sara", Err(UsernameError::Shape))]
    #[case("sara ahmadi", Err(UsernameError::Shape))]
    #[case("sаra", Err(UsernameError::Shape))]
    fn one_spelling_and_no_look_alikes(#[case] raw: &str, #[case] expected: Result<&str, UsernameError>) {
        let parsed = Username::parse(raw);
        assert_eq!(parsed.as_ref().map(Username::as_str).map_err(|e| *e), expected);
    }
}

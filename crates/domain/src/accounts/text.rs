use crate::text::{TextError, many_lines, one_line};

/// Why someone was declined, in the words of who decided: 1 to 400 characters. Mailed to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

impl Reason {
    /// The longest reason, in characters.
    pub const MAX: usize = 400;

    /// Reads a reason.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        many_lines(raw, Self::MAX).map(Self)
    }

    /// The reason.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// "I work here": what someone who asks for a staff role says about it, one line of 1 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish(String);

impl Wish {
    /// The longest wish, in characters.
    pub const MAX: usize = 200;

    /// Reads a wish.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        one_line(raw, Self::MAX).map(Self)
    }

    /// The wish.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

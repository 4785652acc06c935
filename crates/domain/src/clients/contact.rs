//! A client's name, e-mail and postal address.

use std::fmt;

use crate::text::{TextError, many_lines, one_line};

/// A person's name: any script, one line, 1 to 120 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// The longest name, in characters.
    pub const MAX: usize = 120;

    /// Reads a name.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        one_line(raw, Self::MAX).map(Self)
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A postal address: a few lines, 1 to 400 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct PostalAddress(String);

impl PostalAddress {
    /// The longest address, in characters.
    pub const MAX: usize = 400;

    /// Reads an address.
    ///
    /// # Errors
    /// [`TextError`] when it is empty, too long or holds control characters.
    pub fn parse(raw: &str) -> Result<Self, TextError> {
        many_lines(raw, Self::MAX).map(Self)
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address of at most 254 characters (RFC 5321). Proved only by a code sent to it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// Why a text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Not of the form `name@example.com`.
    #[error("not of the form name@example.com")]
    Shape,
    /// More than 254 characters.
    #[error("longer than 254 characters")]
    TooLong,
}

impl Email {
    const MAX: usize = 254;

    /// Reads an address; the domain part is kept in lower case.
    ///
    /// # Errors
    /// [`EmailError`] says what is wrong with it.
    pub fn parse(raw: &str) -> Result<Self, EmailError> {
        let typed = raw.trim();
        if typed.len() > Self::MAX {
            return Err(EmailError::TooLong);
        }
        let options = email_address::Options::default()
            .without_display_text()
            .without_domain_literal()
            .with_required_tld();
        let plain = typed
            .chars()
            .all(|c| !c.is_control() && !c.is_whitespace() && c != '"');
        let parsed = email_address::EmailAddress::parse_with_options(typed, options);
        match parsed {
            Ok(address) if plain => Ok(Self(format!(
                "{}@{}",
                address.local_part(),
                address.domain().to_lowercase()
            ))),
            _ => Err(EmailError::Shape),
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address in lower case: what accounts are told apart by. Mail servers may tell `Sara@` from
    /// `sara@`, but none that people use does.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

macro_rules! hidden_debug {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}
hidden_debug!(Email, PostalAddress);

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("sara@Example.COM", "sara@example.com")]
    #[case(" o'brien+help@mail.example.org ", "o'brien+help@mail.example.org")]
    fn addresses_people_have_are_taken(#[case] raw: &str, #[case] kept: &str) {
        assert_eq!(Email::parse(raw).unwrap().as_str(), kept);
    }

    #[rstest]
    #[case("")]
    #[case("sara")]
    #[case("sara@")]
    #[case("sara@localhost")]
    #[case("a@b.example\r\nBcc: c@d.example")]
    #[case("Sara <sara@example.com>")]
    #[case("\"a b\"@example.com")]
    fn others_are_refused(#[case] raw: &str) {
        assert_eq!(Email::parse(raw), Err(EmailError::Shape));
    }

    #[test]
    fn names_of_every_script_are_taken() {
        for name in ["رضا کریمی", "Nguyễn Thị Bảo Châu", "O’Brien", "李"] {
            assert_eq!(Name::parse(name).unwrap().as_str(), name);
        }
    }

    #[test]
    fn debug_hides_contact_data() {
        assert_eq!(format!("{:?}", Email::parse("a@b.example").unwrap()), "Email(…)");
    }
}

//! Phone numbers, kept as E.164.

use std::fmt;

use crate::text::ascii_digits;

/// A phone number in E.164: `+989123456789`. Several clients may share one (a family, a shop).
///
/// `Debug` hides all but the last two digits: a phone number never reaches a log.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(String);

/// Why a text is no phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Not a number that exists in the numbering plan of its country.
    #[error("this is not a phone number we can recognise")]
    NotANumber,
}

/// The country whose numbers may be typed without a country code, as ISO 3166-1: `IR`, `DE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region(phonenumber::country::Id);

impl Region {
    /// Reads a two-letter country code.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        raw.trim().to_ascii_uppercase().parse().ok().map(Self)
    }

    /// The two letters.
    #[must_use]
    pub fn code(&self) -> &str {
        self.0.as_ref()
    }
}

impl Phone {
    const MAX_TYPED: usize = 40;

    /// Reads a number as people type it: `0912 345 6789`, `+98…`, `0098…`, with spaces, dashes, dots and
    /// brackets, in Latin, Persian or Arabic digits. Without a country code it belongs to `region`.
    ///
    /// # Errors
    /// [`PhoneError::NotANumber`] when the numbering plan does not know such a number.
    pub fn parse(raw: &str, region: Region) -> Result<Self, PhoneError> {
        let typed = international(&ascii_digits(raw))?;
        let number = phonenumber::parse(Some(region.0), typed).map_err(|_| PhoneError::NotANumber)?;
        if !phonenumber::is_valid(&number) {
            return Err(PhoneError::NotANumber);
        }
        Ok(Self(number.format().mode(phonenumber::Mode::E164).to_string()))
    }

    /// The number as stored, which `parse` once made. For reading from a database.
    #[must_use]
    pub fn from_stored(e164: String) -> Option<Self> {
        let digits = e164.strip_prefix('+')?;
        let valid = (4..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        valid.then_some(Self(e164))
    }

    /// `+989123456789`.
    #[must_use]
    pub fn as_e164(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{})", &self.0[self.0.len() - 2..])
    }
}

/// Only what a keypad offers, with a leading `00` read as `+` (it is the international prefix nearly
/// everywhere, and people type it wherever they are). Anything else is no phone number: the parser behind
/// this would pick one out of a sentence.
fn international(typed: &str) -> Result<String, PhoneError> {
    if typed.chars().count() > Phone::MAX_TYPED {
        return Err(PhoneError::NotANumber);
    }
    let mut kept = String::new();
    for c in typed.trim().chars() {
        match c {
            '0'..='9' => kept.push(c),
            '+' | '\u{FF0B}' if kept.is_empty() => kept.push('+'),
            '(' | ')' | '-' | '.' | '/' | '\u{2010}'..='\u{2015}' | '\u{200E}' | '\u{200F}' => {}
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_whitespace() => {}
            _ => return Err(PhoneError::NotANumber),
        }
    }
    match kept.strip_prefix("00") {
        Some(rest) => Ok(format!("+{rest}")),
        None => Ok(kept),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn iran() -> Region {
        Region::parse("IR").unwrap()
    }

    #[rstest]
    #[case("0912 345 6789")]
    #[case("+98 912 345 6789")]
    #[case("0098-912-345-6789")]
    #[case("۰۹۱۲ ۳۴۵ ۶۷۸۹")]
    #[case("٠٩١٢٣٤٥٦٧٨٩")]
    #[case("(0912) 345.67.89")]
    #[case("\u{200E}+98 912 345 6789")]
    fn one_number_however_it_is_typed(#[case] typed: &str) {
        assert_eq!(Phone::parse(typed, iran()).unwrap().as_e164(), "+989123456789");
    }

    #[rstest]
    #[case("")]
    #[case("12")]
    #[case("+")]
    #[case("call me on 0912 345 6789")]
    #[case("0912 345 67890123")]
    #[case("0912+3456789")]
    #[case("+999 123 456 789")]
    fn what_is_no_number_is_refused(#[case] typed: &str) {
        assert_eq!(Phone::parse(typed, iran()), Err(PhoneError::NotANumber));
    }

    #[test]
    fn a_number_of_another_country_keeps_its_country() {
        assert_eq!(
            Phone::parse("+44 20 7946 0142", iran()).unwrap().as_e164(),
            "+442079460142"
        );
    }

    #[test]
    fn debug_hides_it() {
        assert_eq!(
            format!("{:?}", Phone::parse("09123456789", iran()).unwrap()),
            "Phone(…89)"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(raw in ".*") {
            let _ = Phone::parse(&raw, iran());
        }

        #[test]
        fn what_was_parsed_can_be_stored(raw in "[0-9+() -]{4,16}") {
            if let Ok(phone) = Phone::parse(&raw, iran()) {
                prop_assert_eq!(Phone::from_stored(phone.as_e164().to_owned()), Some(phone));
            }
        }
    }
}

//! Customer IDs: digits only, so that one box with the telephone keypad takes a phone or an ID.

use std::fmt;

use crate::text::ascii_digits;

/// A customer ID: eight digits, the first not zero, the last a Damm check digit. Printed `1042 7731`.
///
/// The check digit catches every single wrong digit and every swap of two neighbours
/// (H. M. Damm, *Total anti-symmetrische Quasigruppen*, 2004), so a slip of the finger is never another
/// client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientNumber(u32);

/// Why a text is no customer ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientNumberError {
    /// Not eight digits, or the first is zero.
    #[error("a customer ID has eight digits")]
    Shape,
    /// Eight digits that do not belong together.
    #[error("a digit of this customer ID is wrong")]
    CheckDigit,
}

impl ClientNumber {
    const DIGITS: usize = 8;
    const PAYLOADS: u64 = 9_000_000;

    /// The ID drawn by `random`: any of nine million, evenly enough (the bias is below 10⁻¹²).
    #[must_use]
    pub fn draw(random: u64) -> Self {
        let payload = u32::try_from(random % Self::PAYLOADS).unwrap_or(0) + 1_000_000;
        Self(payload * 10 + damm(payload))
    }

    /// Reads an ID as typed: spaces and dashes are ignored, digits may be of any script.
    ///
    /// # Errors
    /// [`ClientNumberError`] says what is wrong with it.
    pub fn parse(raw: &str) -> Result<Self, ClientNumberError> {
        let digits: String = ascii_digits(raw).chars().filter(|c| !is_separator(*c)).collect();
        let shaped = digits.len() == Self::DIGITS
            && !digits.starts_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit());
        if !shaped {
            return Err(ClientNumberError::Shape);
        }
        let value: u32 = digits.parse().map_err(|_| ClientNumberError::Shape)?;
        Self::from_value(value).ok_or(ClientNumberError::CheckDigit)
    }

    /// The ID with this value, if its check digit is right. For reading from a database.
    #[must_use]
    pub fn from_value(value: u32) -> Option<Self> {
        let in_range = (10_000_000..100_000_000).contains(&value);
        (in_range && damm(value / 10) == value % 10).then_some(Self(value))
    }

    /// The eight digits as a number.
    #[must_use]
    pub const fn value(self) -> u32 {
        self.0
    }
}

/// Printed in two groups: `1042 7731`.
impl fmt::Display for ClientNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04} {:04}", self.0 / 10_000, self.0 % 10_000)
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '\u{2010}'..='\u{2015}')
}

/// The Damm check digit of `number`'s decimal digits.
fn damm(number: u32) -> u32 {
    const TABLE: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    let step = |interim: u8, digit: u8| TABLE[usize::from(interim)][usize::from(digit - b'0')];
    u32::from(number.to_string().bytes().fold(0, step))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn damm_matches_the_published_example() {
        assert_eq!(damm(572), 4);
    }

    #[test]
    fn it_is_read_as_it_is_printed() {
        let number = ClientNumber::draw(42_773);
        assert_eq!(ClientNumber::parse(&number.to_string()), Ok(number));
        assert_eq!(ClientNumber::parse("123"), Err(ClientNumberError::Shape));
        assert_eq!(ClientNumber::parse("0123 4567"), Err(ClientNumberError::Shape));
        assert_eq!(ClientNumber::parse("12 34 56 7x"), Err(ClientNumberError::Shape));
    }

    proptest! {
        #[test]
        fn every_single_slip_is_caught(random: u64, place in 0usize..8, by in 1u8..10) {
            let printed = ClientNumber::draw(random).to_string().replace(' ', "");
            let mut digits = printed.clone().into_bytes();
            digits[place] = b'0' + (digits[place] - b'0' + by) % 10;
            let slipped = String::from_utf8(digits).unwrap();
            prop_assert!(ClientNumber::parse(&slipped).is_err());
        }

        #[test]
        fn every_swap_of_neighbours_is_caught(random: u64, place in 0usize..7) {
            let mut digits = ClientNumber::draw(random).to_string().replace(' ', "").into_bytes();
            prop_assume!(digits[place] != digits[place + 1]);
            digits.swap(place, place + 1);
            prop_assert!(ClientNumber::parse(&String::from_utf8(digits).unwrap()).is_err());
        }

        #[test]
        fn no_text_makes_it_panic(raw in ".*") {
            let _ = ClientNumber::parse(&raw);
        }
    }
}

use std::fmt;

/// A code that stands in for the authenticator app once, when the phone is lost: 24 characters of
/// Crockford's base 32, in groups of four.
///
/// 120 bits: enough for a plain hash to be stored (ASVS 6.5.2 asks for a slow one below 112).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RecoveryCode([u8; 15]);

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl RecoveryCode {
    /// How many are given at once.
    pub const COUNT: usize = 10;
    const CHARS: usize = 24;

    /// The code made of these random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 15]) -> Self {
        Self(bytes)
    }

    /// Its bytes, for hashing.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 15] {
        &self.0
    }

    /// Reads a code as typed: spaces and dashes are ignored, `O` is `0`, `I` and `L` are `1`.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        if raw.len() > 3 * Self::CHARS {
            return None;
        }
        let mut bits: u128 = 0;
        let mut count = 0;
        for c in raw.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let c = match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            };
            let value = ALPHABET.iter().position(|known| char::from(*known) == c)?;
            bits = bits << 5 | u128::try_from(value).ok()?;
            count += 1;
            if count > Self::CHARS {
                return None;
            }
        }
        let bytes: [u8; 15] = bits.to_be_bytes()[1..].try_into().ok()?;
        (count == Self::CHARS).then_some(Self(bytes))
    }

    /// The code to be written down: `k3vq-…`.
    #[must_use]
    pub fn reveal(&self) -> String {
        let mut wide = [0; 16];
        wide[1..].copy_from_slice(&self.0);
        let bits = u128::from_be_bytes(wide);
        let mut text = String::with_capacity(Self::CHARS + 5);
        for place in (0..Self::CHARS).rev() {
            let value = usize::try_from((bits >> (place * 5)) & 31).unwrap_or(0);
            text.push(char::from(ALPHABET[value]));
            if place > 0 && place % 4 == 0 {
                text.push('-');
            }
        }
        text
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_down_is_read_back(bytes: [u8; 15]) {
            let code = RecoveryCode::from_bytes(bytes);
            let shown = code.reveal();
            prop_assert_eq!(shown.len(), 29);
            prop_assert_eq!(RecoveryCode::parse(&shown), Some(code));
            prop_assert_eq!(RecoveryCode::parse(&shown.to_uppercase().replace('-', " ")), Some(code));
            prop_assert_eq!(RecoveryCode::parse(&shown[1..]), None);
        }

        #[test]
        fn no_text_makes_it_panic(raw in ".*") {
            let _ = RecoveryCode::parse(&raw);
        }
    }
}

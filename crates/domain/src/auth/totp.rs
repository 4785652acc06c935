//! Codes of an authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds, which is what every app
//! reads. The HMAC itself comes through the `Vault` port, so that the tree has one provider of cryptography.

use std::fmt;

use crate::text::ascii_digits;
use crate::time::Timestamp;

/// What the app and the desk share: 160 bits, as RFC 4226 recommends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TotpSecret([u8; 20]);

impl TotpSecret {
    /// The secret made of these random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// Its bytes, for sealing and for the HMAC.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 20] {
        &self.0
    }

    /// The secret to be typed into an app: 32 characters of base 32 (RFC 4648).
    #[must_use]
    pub fn reveal(&self) -> String {
        const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let groups = self.0.chunks(5).flat_map(|five| {
            let bits = five.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
            (0..8)
                .rev()
                .map(move |place| usize::try_from((bits >> (place * 5)) & 31).unwrap_or(0))
        });
        groups.map(|value| char::from(ALPHABET[value])).collect()
    }

    /// The address behind the QR code that apps scan.
    #[must_use]
    pub fn uri(&self, issuer: &str, account: &str) -> String {
        let (issuer, account, secret) = (percent(issuer), percent(account), self.reveal());
        format!(
            "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        )
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

/// Six digits from an app.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TotpCode(u32);

impl TotpCode {
    /// The seconds that one code stands for.
    const PERIOD: i64 = 30;

    /// Reads a code as typed: spaces are ignored, digits may be of any script.
    #[must_use]
    pub fn parse(raw: &str) -> Option<Self> {
        super::OneTimeCode::parse(&ascii_digits(raw)).and_then(|code| code.reveal().parse().ok().map(Self))
    }

    /// The code that this HMAC gives (RFC 4226, 5.3: dynamic truncation).
    #[must_use]
    pub fn of_hmac(hmac: &[u8; 20]) -> Self {
        let at = usize::from(hmac[19] & 0x0f);
        let four = [hmac[at] & 0x7f, hmac[at + 1], hmac[at + 2], hmac[at + 3]];
        Self(u32::from_be_bytes(four) % 1_000_000)
    }

    /// The six digits.
    #[must_use]
    pub fn reveal(self) -> String {
        format!("{:06}", self.0)
    }

    /// Which thirty seconds `now` is in.
    #[must_use]
    pub fn step_at(now: Timestamp) -> i64 {
        now.as_micros().div_euclid(1_000_000 * Self::PERIOD)
    }

    /// What the HMAC is computed over.
    #[must_use]
    pub fn message(step: i64) -> [u8; 8] {
        step.to_be_bytes()
    }

    /// The step whose code this is: the present one, or a neighbour where clocks differ. `None`: it is
    /// wrong. Whether that step was used before, the account knows.
    pub fn step_of(self, now: Timestamp, code_at: impl Fn(i64) -> Self) -> Option<i64> {
        let present = Self::step_at(now);
        [present, present - 1, present + 1]
            .into_iter()
            .find(|step| code_at(*step) == self)
    }
}

impl fmt::Debug for TotpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpCode(…)")
    }
}

/// Percent-encodes all but the unreserved characters (RFC 3986, 2.3).
fn percent(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(encode).collect()
}

#[cfg(test)]
mod tests {
    use hmac::{Hmac, KeyInit, Mac};
    use rstest::rstest;
    use sha1::Sha1;

    use super::*;

    const SECRET: TotpSecret = TotpSecret::from_bytes(*b"12345678901234567890");

    fn code_at(step: i64) -> TotpCode {
        let mut mac = Hmac::<Sha1>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(&TotpCode::message(step));
        TotpCode::of_hmac(&mac.finalize().into_bytes().into())
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    // RFC 6238, appendix B, the SHA-1 rows: the last six of eight digits.
    #[rstest]
    #[case(59, "287082")]
    #[case(1_111_111_109, "081804")]
    #[case(1_111_111_111, "050471")]
    #[case(1_234_567_890, "005924")]
    #[case(2_000_000_000, "279037")]
    #[case(20_000_000_000, "353130")]
    fn the_published_codes_are_right(#[case] seconds: i64, #[case] digits: &str) {
        let code = TotpCode::parse(digits).unwrap();
        assert_eq!(code.step_of(at(seconds), code_at), Some(seconds / 30));
    }

    #[test]
    fn a_neighbour_is_taken_and_nothing_further() {
        let code = code_at(100);
        assert_eq!(code.step_of(at(100 * 30 + 59), code_at), Some(100));
        assert_eq!(code.step_of(at(100 * 30 - 1), code_at), Some(100));
        assert_eq!(code.step_of(at(100 * 30 + 60), code_at), None);
    }

    #[test]
    fn apps_read_the_secret() {
        assert_eq!(SECRET.reveal(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let uri = SECRET.uri("Blue Harbour", "sara@example.com");
        assert!(
            uri.starts_with("otpauth://totp/Blue%20Harbour:sara%40example.com?secret=GEZD"),
            "{uri}"
        );
    }
}

//! Codes of an authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds, which is what every app
//! reads. The HMAC itself comes through the `Vault` port. A library for the rest (`totp-rs`) would save forty
//! lines and bring a second provider of cryptography.

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
    use super::*;

    const SECRET: TotpSecret = TotpSecret::from_bytes(*b"12345678901234567890");

    // RFC 4226, appendix D: the HMAC of each count under that secret, and the code it gives. RFC 6238 counts
    // steps of thirty seconds instead; its own example at 59 s is count 1.
    const PUBLISHED: [(u128, u32, &str); 10] = [
        (0xcc93_cf18_508d_9493_4c64_b65d_8ba7_667f, 0xb7cd_e4b0, "755224"),
        (0x75a4_8a19_d4cb_e100_644e_8ac1_397e_ea74, 0x7a2d_33ab, "287082"),
        (0x0bac_b7fa_082f_ef30_7822_1193_8bc1_c5e7, 0x0416_ff44, "359152"),
        (0x66c2_8227_d03a_2d55_2926_2ff0_16a1_e6ef, 0x7655_7ece, "969429"),
        (0xa904_c900_a64b_3590_9874_b33e_61c5_938a, 0x8e15_ed1c, "338314"),
        (0xa37e_783d_7b72_33c0_83d4_f629_26c7_a25f, 0x238d_0316, "254676"),
        (0xbc9c_d285_6104_2c83_f219_324d_3c60_7256, 0xc032_72ae, "287922"),
        (0xa4fb_960c_0bc0_6e1e_abb8_04e5_b397_cdc4, 0xb455_96fa, "162583"),
        (0x1b3c_89f6_5e6c_9e88_3012_0528_2344_3f04, 0x8b43_32db, "399871"),
        (0x1637_4098_09a6_79dc_6982_0731_0c8c_7fc0, 0x7290_d9e5, "520489"),
    ];

    fn code_at(step: i64) -> TotpCode {
        let published = usize::try_from(step).ok().and_then(|step| PUBLISHED.get(step));
        let (head, tail, _) = published.copied().unwrap_or_default();
        let mut hmac = [0; 20];
        hmac[..16].copy_from_slice(&head.to_be_bytes());
        hmac[16..].copy_from_slice(&tail.to_be_bytes());
        TotpCode::of_hmac(&hmac)
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_micros(seconds * 1_000_000)
    }

    #[test]
    fn the_published_codes_are_right() {
        for (step, (_, _, digits)) in PUBLISHED.iter().enumerate() {
            let step = i64::try_from(step).unwrap();
            let code = TotpCode::parse(digits).unwrap();
            assert_eq!(code.step_of(at(step * 30 + 29), code_at), Some(step));
        }
    }

    #[test]
    fn a_neighbour_is_taken_and_nothing_further() {
        let code = code_at(5);
        assert_eq!(code.step_of(at(5 * 30 + 59), code_at), Some(5));
        assert_eq!(code.step_of(at(5 * 30 - 1), code_at), Some(5));
        assert_eq!(code.step_of(at(5 * 30 + 60), code_at), None);
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

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use frontdesk_domain::ports::TokenSigner;
use frontdesk_domain::secrets::{Fingerprint, SubmissionDigest, SubmissionKey, TokenHash, TrackToken};

/// HMAC-SHA-256 under keys derived from the installation's secret key, one per use, and plain SHA-256.
pub(crate) struct KeyedSigner {
    track: Key,
    fingerprint: Key,
    /// What the keys of other uses are expanded from.
    extracted: Key,
}

/// Tells this derivation from others that the same secret may be used in (RFC 5869, 3.1).
const SALT: &[u8] = b"frontdesk";

impl KeyedSigner {
    pub(crate) fn new(secret_key: &[u8]) -> Self {
        let secret = Key::new(HMAC_SHA256, secret_key);
        let [track, fingerprint] = ["track link", "fingerprint"]
            .map(|word| Key::new(HMAC_SHA256, &mac(&secret, &[word.as_bytes()])));
        Self {
            track,
            fingerprint,
            extracted: extract(SALT, secret_key),
        }
    }

    /// A key of its own for a use elsewhere in the program: HKDF-SHA-256.
    pub(crate) fn derive(&self, purpose: &str) -> [u8; 32] {
        expand(&self.extracted, purpose.as_bytes())
    }
}

/// The first step of HKDF (RFC 5869, 2.2).
fn extract(salt: &[u8], secret: &[u8]) -> Key {
    let extracted = sign(&Key::new(HMAC_SHA256, salt), secret);
    Key::new(HMAC_SHA256, extracted.as_ref())
}

/// The second step (2.3), for the length of one hash, which is all we ever need and cannot fail.
fn expand(extracted: &Key, info: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(sign(extracted, &[info, &[1]].concat()).as_ref());
    out
}

/// Each part with its length before it, so that parts cannot run into each other.
fn framed(parts: &[&[u8]]) -> Vec<u8> {
    let mut message = Vec::new();
    for part in parts {
        message.extend_from_slice(&(part.len() as u64).to_be_bytes());
        message.extend_from_slice(part);
    }
    message
}

fn mac(key: &Key, parts: &[&[u8]]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(sign(key, &framed(parts)).as_ref());
    out
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    out.copy_from_slice(digest(&SHA256, bytes).as_ref());
    out
}

impl TokenSigner for KeyedSigner {
    fn track_token(&self, submission: &SubmissionKey) -> TrackToken {
        TrackToken::from_bytes(mac(&self.track, &[submission.as_bytes()]))
    }

    fn hash(&self, token: &TrackToken) -> TokenHash {
        TokenHash::from_bytes(sha256(token.as_bytes()))
    }

    fn hash_secret(&self, purpose: &'static str, secret: &[u8]) -> TokenHash {
        TokenHash::from_bytes(sha256(&framed(&[purpose.as_bytes(), secret])))
    }

    fn fingerprint(&self, purpose: &'static str, value: &str) -> Fingerprint {
        Fingerprint::from_bytes(mac(&self.fingerprint, &[purpose.as_bytes(), value.as_bytes()]))
    }

    fn digest(&self, parts: &[&str]) -> SubmissionDigest {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        SubmissionDigest::from_bytes(sha256(&framed(&parts)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_depend_on_key_and_form_and_on_nothing_else() {
        let form = SubmissionKey::from_bytes([1; 16]);
        let (one, two) = (KeyedSigner::new(&[1; 32]), KeyedSigner::new(&[2; 32]));
        assert!(one.track_token(&form) == KeyedSigner::new(&[1; 32]).track_token(&form));
        assert!(one.track_token(&form) != two.track_token(&form));
        assert!(one.track_token(&form) != one.track_token(&SubmissionKey::from_bytes([2; 16])));
    }

    #[test]
    fn parts_and_purposes_are_kept_apart() {
        let signer = KeyedSigner::new(&[1; 32]);
        assert!(signer.digest(&["ab", "c"]) != signer.digest(&["a", "bc"]));
        assert!(signer.fingerprint("a", "x") != signer.fingerprint("b", "x"));
        assert!(signer.derive("a") != signer.derive("b"));
        assert!(signer.hash_secret("a", b"bc") != signer.hash_secret("ab", b"c"));
        assert!(signer.hash_secret("a", b"x") == KeyedSigner::new(&[2; 32]).hash_secret("a", b"x"));
    }

    /// RFC 5869, A.1 and A.3: the first 32 bytes of the output.
    #[test]
    fn keys_are_derived_as_hkdf_says() {
        let hex = |bytes: [u8; 32]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
        let salt: Vec<u8> = (0..=0x0c).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        assert_eq!(
            hex(expand(&extract(&salt, &[0x0b; 22]), &info)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
        );
        assert_eq!(
            hex(expand(&extract(&[], &[0x0b; 22]), &[])),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
        );
    }

    #[test]
    fn a_token_is_stored_as_its_sha_256() {
        let signer = KeyedSigner::new(&[1; 32]);
        let hash = signer.hash(&TrackToken::from_bytes([0; 32]));
        let hex: String = hash.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        // `head -c 32 /dev/zero | sha256sum`
        assert_eq!(
            hex,
            "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925"
        );
    }
}

use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use aws_lc_rs::hmac;
use frontdesk_domain::accounts::{AccountId, SealedSecret};
use frontdesk_domain::auth::TotpSecret;
use frontdesk_domain::ports::{Entropy, Vault};

/// AES-256-GCM under a key of its own. The account is authenticated with the secret, so a sealed secret
/// copied into another account's row opens nothing there. The nonce is random: at 96 bits, one key is good
/// for billions of seals.
///
/// Stored is the nonce, then the sealed bytes with their tag.
pub(crate) struct SealedVault {
    key: LessSafeKey,
    entropy: Arc<dyn Entropy>,
}

impl SealedVault {
    /// A vault under this key. `None` if the cryptographic library refuses it.
    pub(crate) fn new(key: &[u8; 32], entropy: Arc<dyn Entropy>) -> Option<Self> {
        let key = UnboundKey::new(&AES_256_GCM, key).ok()?;
        Some(Self {
            key: LessSafeKey::new(key),
            entropy,
        })
    }
}

fn bound_to(account: AccountId) -> Aad<[u8; 8]> {
    Aad::from(account.0.to_be_bytes())
}

impl Vault for SealedVault {
    fn seal(&self, account: AccountId, secret: &TotpSecret) -> SealedSecret {
        let nonce: [u8; NONCE_LEN] = self.entropy.bytes();
        let mut sealed = secret.as_bytes().to_vec();
        let unique = Nonce::assume_unique_for_key(nonce);
        let done = self
            .key
            .seal_in_place_append_tag(unique, bound_to(account), &mut sealed);
        // The library fails for texts of gigabytes only. Were it to fail here, nothing is kept that could
        // be read: an empty seal opens for nobody, so the second step is never switched on.
        SealedSecret(done.map_or_else(|_| Vec::new(), |()| [&nonce, sealed.as_slice()].concat()))
    }

    fn open(&self, account: AccountId, sealed: &SealedSecret) -> Option<TotpSecret> {
        let (nonce, sealed) = sealed.0.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let opened = self
            .key
            .open_in_place(nonce, bound_to(account), &mut sealed)
            .ok()?;
        Some(TotpSecret::from_bytes((&*opened).try_into().ok()?))
    }

    fn hmac_sha1(&self, key: &[u8], message: &[u8]) -> [u8; 20] {
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, key);
        let mut out = [0; 20];
        out.copy_from_slice(hmac::sign(&key, message).as_ref());
        out
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::auth::TotpCode;
    use frontdesk_domain::time::Timestamp;

    use super::*;
    use crate::local::OsEntropy;

    const ALICE: AccountId = AccountId(7);
    const SECRET: TotpSecret = TotpSecret::from_bytes([0x5a; 20]);

    fn vault(key: u8) -> SealedVault {
        SealedVault::new(&[key; 32], Arc::new(OsEntropy)).unwrap()
    }

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn what_is_sealed_for_someone_opens_for_them() {
        let sealed = vault(1).seal(ALICE, &SECRET);
        assert!(vault(1).open(ALICE, &sealed) == Some(SECRET));
        let shown = sealed.0.windows(4).any(|four| four == [0x5a; 4]);
        assert!(!shown, "the secret is readable");
        assert!(vault(1).seal(ALICE, &SECRET) != sealed, "a nonce is used twice");
    }

    #[test]
    fn it_opens_for_nobody_else_under_no_other_key_and_only_whole() {
        let sealed = vault(1).seal(ALICE, &SECRET);
        assert!(vault(1).open(AccountId(8), &sealed).is_none());
        assert!(vault(2).open(ALICE, &sealed).is_none());
        for length in 0..sealed.0.len() {
            let cut = SealedSecret(sealed.0[..length].to_vec());
            assert!(vault(1).open(ALICE, &cut).is_none(), "{length} bytes");
        }
        for at in 0..sealed.0.len() {
            let mut changed = sealed.clone();
            changed.0[at] ^= 1;
            assert!(vault(1).open(ALICE, &changed).is_none(), "byte {at}");
        }
        let longer = SealedSecret([sealed.0.as_slice(), &[0]].concat());
        assert!(vault(1).open(ALICE, &longer).is_none());
    }

    /// RFC 2202, section 3.
    #[test]
    fn hmac_sha_1_is_that_of_the_standard() {
        let long = "Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data";
        let counted: Vec<u8> = (1..=0x19).collect();
        let cases: [(&[u8], &[u8], &str); 7] = [
            (
                &[0x0b; 20],
                b"Hi There",
                "b617318655057264e28bc0b6fb378c8ef146be00",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "125d7342b9ac11cd91a39af48aa17b4f63f175d3",
            ),
            (&counted, &[0xcd; 50], "4c9007f4026250c6bc8414f9bf50c86c2d7235da"),
            (
                &[0x0c; 20],
                b"Test With Truncation",
                "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04",
            ),
            (
                &[0xaa; 80],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "aa4ae5e15272d00e95705637ce8a3b55ed402112",
            ),
            (
                &[0xaa; 80],
                long.as_bytes(),
                "e8e99d0f45237d786d6bbaa7965c7808bbff1a91",
            ),
        ];
        for (key, message, expected) in cases {
            assert_eq!(hex(&vault(1).hmac_sha1(key, message)), expected);
        }
    }

    /// RFC 6238, appendix B: eight digits there, of which an app shows the last six.
    #[test]
    fn codes_are_those_of_authenticator_apps() {
        let cases = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        let secret = TotpSecret::from_bytes(*b"12345678901234567890");
        for (seconds, expected) in cases {
            let step = TotpCode::step_at(Timestamp::from_micros(seconds * 1_000_000));
            let hmac = vault(1).hmac_sha1(secret.as_bytes(), &TotpCode::message(step));
            assert_eq!(TotpCode::of_hmac(&hmac).reveal(), expected, "at {seconds}");
        }
    }
}

//! Small secrets handed to the browser and taken back: encrypted, authenticated, and with an end.

use std::{sync::Arc, time::Duration};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use frontdesk_domain::{
    ports::{Clock, Entropy},
    time::Timestamp,
};

const EXPIRY_LEN: usize = size_of::<i64>();

/// Seals text with AES-256-GCM under one key. The nonce is random: at 96 bits, and with seals that end, a key may
/// be used for billions of them.
#[derive(Clone)]
pub struct Seal {
    key: Arc<LessSafeKey>,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Seal {
    /// A seal under this key, which every process of the installation has to share. `None` if the
    /// cryptographic library refuses the key.
    pub fn new(key: &[u8; 32], clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Option<Self> {
        let key = UnboundKey::new(&AES_256_GCM, key).ok()?;
        Some(Self {
            key: Arc::new(LessSafeKey::new(key)),
            clock,
            entropy,
        })
    }

    /// `text`, readable by nobody else and acceptable for `life`. URL-safe. `purpose` keeps one use's seals from
    /// being taken for another's. `None` only if the library fails.
    pub fn close(&self, purpose: &str, text: &str, life: Duration) -> Option<String> {
        let nonce: [u8; NONCE_LEN] = self.entropy.bytes();
        let mut sealed = self.clock.now().after(life).as_micros().to_be_bytes().to_vec();
        sealed.extend_from_slice(text.as_bytes());
        let unique = Nonce::assume_unique_for_key(nonce);
        self.key
            .seal_in_place_append_tag(unique, Aad::from(purpose), &mut sealed)
            .ok()?;
        Some(URL_SAFE_NO_PAD.encode([&nonce, sealed.as_slice()].concat()))
    }

    /// What [`Seal::close`] was given for the same purpose, if it is whole and its time has not passed.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, mut sealed) = bytes
            .split_at_checked(NONCE_LEN)
            .map(|(nonce, rest)| (nonce, rest.to_vec()))?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let opened = self
            .key
            .open_in_place(nonce, Aad::from(purpose), &mut sealed)
            .ok()?;
        let (expiry, text) = opened.split_at_checked(EXPIRY_LEN)?;
        let expiry = Timestamp::from_micros(i64::from_be_bytes(expiry.try_into().ok()?));
        (self.clock.now() < expiry).then(|| String::from_utf8(text.to_vec()).ok())?
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_application::testing::{SeededEntropy, TestClock};

    use super::*;

    const LIFE: Duration = Duration::from_secs(60);

    fn seal(key: u8) -> (Seal, Arc<TestClock>) {
        let clock = Arc::new(TestClock::default());
        (
            Seal::new(&[key; 32], clock.clone(), Arc::new(SeededEntropy::new(3))).unwrap(),
            clock,
        )
    }

    #[test]
    fn what_is_sealed_is_read_back_until_its_end() {
        let (seal, clock) = seal(1);
        let sealed = seal.close("visit", "0912 345 6789", LIFE).unwrap();
        assert_eq!(seal.open("visit", &sealed).as_deref(), Some("0912 345 6789"));
        clock.advance(LIFE);
        assert_eq!(seal.open("visit", &sealed), None);
    }

    #[test]
    fn nothing_else_is_taken() {
        let (seal_one, _clock) = seal(1);
        let sealed = seal_one.close("visit", "0912 345 6789", LIFE).unwrap();
        assert_eq!(seal_one.open("other", &sealed), None, "another purpose");
        assert_eq!(seal(2).0.open("visit", &sealed), None, "another key");
        for place in 0..sealed.len() {
            let mut forged = sealed.clone().into_bytes();
            forged[place] = if forged[place] == b'A' { b'B' } else { b'A' };
            assert_eq!(
                seal_one.open("visit", &String::from_utf8(forged).unwrap()),
                None,
                "changed at {place}"
            );
        }
        for forged in [
            "",
            "A",
            "!!",
            &sealed[..20],
            &format!("{sealed} "),
            &format!("{sealed}="),
        ] {
            assert_eq!(seal_one.open("visit", forged), None, "{forged}");
        }
    }

    #[test]
    fn one_text_is_never_sealed_alike() {
        let (seal, _clock) = seal(1);
        assert_ne!(seal.close("visit", "x", LIFE), seal.close("visit", "x", LIFE));
    }
}

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use frontdesk_domain::ports::{Clock, Entropy, TokenSigner};
use frontdesk_domain::secrets::{Fingerprint, SubmissionDigest, SubmissionKey, TokenHash, TrackToken};
use frontdesk_domain::time::Timestamp;

/// A clock that moves only when told to.
#[derive(Debug)]
pub struct TestClock(AtomicI64);

impl Default for TestClock {
    /// 18 November 2026, 9:12 UTC.
    fn default() -> Self {
        Self(AtomicI64::new(1_795_079_520_000_000))
    }
}

impl TestClock {
    /// Moves it on.
    pub fn advance(&self, span: Duration) {
        self.0.fetch_add(
            i64::try_from(span.as_micros()).unwrap_or(i64::MAX),
            Ordering::SeqCst,
        );
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// Numbers that are the same in every run (SplitMix64, Steele et al. 2014). Not random at all.
#[derive(Debug)]
pub struct SeededEntropy(AtomicU64);

impl SeededEntropy {
    /// The sequence of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            let mut z = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            let bytes = (z ^ (z >> 31)).to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

/// Hashes that tell values apart and protect nothing.
#[derive(Debug, Default)]
pub struct TestSigner;

impl TestSigner {
    fn mix(word: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut out = [0; 32];
        for (turn, chunk) in out.chunks_mut(8).enumerate() {
            let mut hasher = DefaultHasher::new();
            (turn, word, parts).hash(&mut hasher);
            chunk.copy_from_slice(&hasher.finish().to_le_bytes());
        }
        out
    }
}

impl TokenSigner for TestSigner {
    fn track_token(&self, submission: &SubmissionKey) -> TrackToken {
        TrackToken::from_bytes(Self::mix("track", &[submission.as_bytes()]))
    }

    fn hash(&self, token: &TrackToken) -> TokenHash {
        TokenHash::from_bytes(Self::mix("hash", &[token.as_bytes()]))
    }

    fn hash_secret(&self, purpose: &'static str, secret: &[u8]) -> TokenHash {
        TokenHash::from_bytes(Self::mix(purpose, &[secret]))
    }

    fn fingerprint(&self, purpose: &'static str, value: &str) -> Fingerprint {
        Fingerprint::from_bytes(Self::mix(purpose, &[value.as_bytes()]))
    }

    fn digest(&self, parts: &[&str]) -> SubmissionDigest {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        SubmissionDigest::from_bytes(Self::mix("digest", &parts))
    }
}

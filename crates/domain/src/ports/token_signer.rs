use crate::secrets::{Fingerprint, SubmissionDigest, SubmissionKey, TokenHash, TrackToken};

/// Keyed and plain hashes, under the installation's secret key.
pub trait TokenSigner: Send + Sync {
    /// The track token of the ticket that this form made: unguessable without the secret key, and the same
    /// whenever asked, so that a form sent again after a restart gets the same answer and a mail can carry
    /// the link though only its hash is stored.
    fn track_token(&self, submission: &SubmissionKey) -> TrackToken;

    /// How a token is stored.
    fn hash(&self, token: &TrackToken) -> TokenHash;

    /// How any other random secret of at least 120 bits is stored (a session's, a device's, a link's, a
    /// recovery code), under a word that keeps uses apart: SHA-256.
    fn hash_secret(&self, purpose: &'static str, secret: &[u8]) -> TokenHash;

    /// A keyed hash of a phone, a customer ID or an address prefix, under a word that keeps uses apart.
    fn fingerprint(&self, purpose: &'static str, value: &str) -> Fingerprint;

    /// What a form said, as one hash; the parts are kept apart, so `("ab","c")` is not `("a","bc")`.
    fn digest(&self, parts: &[&str]) -> SubmissionDigest;
}

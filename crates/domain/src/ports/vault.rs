use crate::accounts::{AccountId, SealedSecret};
use crate::auth::TotpSecret;

/// Keeps the secrets of second steps: sealed in the store, and used through the same provider of
/// cryptography as everything else.
pub trait Vault: Send + Sync {
    /// The secret, encrypted and authenticated under the installation's key, for this account only.
    fn seal(&self, account: AccountId, secret: &TotpSecret) -> SealedSecret;

    /// The secret that was sealed for this account. `None` under another key, or for another account.
    fn open(&self, account: AccountId, sealed: &SealedSecret) -> Option<TotpSecret>;

    /// HMAC-SHA-1 (RFC 2104), which is what authenticator apps compute.
    fn hmac_sha1(&self, key: &[u8], message: &[u8]) -> [u8; 20];
}

//! Stand-ins for hashing, signing and sealing: quick, and they protect nothing.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use frontdesk_domain::accounts::{AccountId, SealedSecret};
use frontdesk_domain::auth::{
    CodePurpose, LinkClaims, LinkPurpose, LinkToken, OneTimeCode, Password, PasswordHash, TotpSecret,
};
use frontdesk_domain::ports::{HashError, LinkSigner, PasswordHasher, Queue, Vault, Verdict};
use frontdesk_domain::secrets::RequestId;
use frontdesk_domain::time::Timestamp;

/// "Hashes" by writing the password down, and counts what it was asked to compare.
#[derive(Debug, Default)]
pub struct PaperHasher {
    passwords: AtomicUsize,
    codes: AtomicUsize,
}

impl PaperHasher {
    /// How many passwords were compared, against a hash or none.
    pub fn passwords_compared(&self) -> usize {
        self.passwords.load(Ordering::SeqCst)
    }

    /// How many codes were compared with one that could be right.
    pub fn codes_compared(&self) -> usize {
        self.codes.load(Ordering::SeqCst)
    }
}

fn bound(purpose: CodePurpose, request: &RequestId, code: OneTimeCode) -> PasswordHash {
    let (purpose, request, code) = (purpose.key(), request.to_text(), code.reveal());
    PasswordHash::from_stored(format!("paper:{purpose}:{request}:{code}"))
}

#[async_trait]
impl PasswordHasher for PaperHasher {
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashError> {
        Ok(PasswordHash::from_stored(format!("paper:{}", password.reveal())))
    }

    async fn verify(
        &self,
        password: &Password,
        hash: Option<&PasswordHash>,
        _: Queue,
    ) -> Result<Verdict, HashError> {
        self.passwords.fetch_add(1, Ordering::SeqCst);
        let typed = self.hash(password).await?;
        Ok(if hash == Some(&typed) {
            Verdict::Right
        } else {
            Verdict::Wrong
        })
    }

    async fn hash_code(
        &self,
        purpose: CodePurpose,
        request: &RequestId,
        code: OneTimeCode,
    ) -> Result<PasswordHash, HashError> {
        Ok(bound(purpose, request, code))
    }

    async fn verify_code(
        &self,
        purpose: CodePurpose,
        request: &RequestId,
        code: OneTimeCode,
        hash: Option<&PasswordHash>,
    ) -> Result<bool, HashError> {
        self.codes
            .fetch_add(usize::from(hash.is_some()), Ordering::SeqCst);
        Ok(hash == Some(&bound(purpose, request, code)))
    }
}

/// "Signs" by remembering what it gave out.
#[derive(Debug, Default)]
pub struct PaperLinks {
    given: Mutex<HashMap<String, LinkClaims>>,
}

impl LinkSigner for PaperLinks {
    fn sign(&self, claims: &LinkClaims) -> LinkToken {
        let token = format!("{}.{}", claims.purpose.key(), claims.id.to_text());
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.insert(token.clone(), claims.clone());
        LinkToken(token)
    }

    fn read(&self, token: &LinkToken, purpose: LinkPurpose, now: Timestamp) -> Option<LinkClaims> {
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        let claims = given.get(&token.0).cloned();
        claims.filter(|claims| claims.purpose == purpose && claims.expires_at > now)
    }
}

/// "Seals" by writing the account beside the secret.
#[derive(Debug, Default)]
pub struct PaperVault;

impl Vault for PaperVault {
    fn seal(&self, account: AccountId, secret: &TotpSecret) -> SealedSecret {
        SealedSecret([account.0.to_be_bytes().as_slice(), secret.as_bytes()].concat())
    }

    fn open(&self, account: AccountId, sealed: &SealedSecret) -> Option<TotpSecret> {
        let (owner, secret) = sealed.0.split_first_chunk()?;
        let secret = TotpSecret::from_bytes(secret.try_into().ok()?);
        (i64::from_be_bytes(*owner) == account.0).then_some(secret)
    }

    /// Depends on all of key and message, and is no HMAC.
    fn hmac_sha1(&self, key: &[u8], message: &[u8]) -> [u8; 20] {
        let mut mixed = [0x5a_u8; 20];
        for (turn, byte) in key.iter().chain(message).enumerate() {
            let at = turn % mixed.len();
            let before = mixed[(at + 19) % mixed.len()];
            mixed[at] = mixed[at].rotate_left(3) ^ before.wrapping_mul(31).wrapping_add(*byte);
        }
        mixed
    }
}

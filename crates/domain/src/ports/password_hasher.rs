use std::time::Duration;

use async_trait::async_trait;

use crate::auth::{CodePurpose, OneTimeCode, Password, PasswordHash};
use crate::secrets::RequestId;

/// Hashes passwords and one-time codes, slowly on purpose (argon2id).
///
/// Implementations MUST NOT hash on the threads that serve requests; MUST bound how many run and how many
/// wait, and answer `Busy` beyond that; MUST keep room for codes that passwords cannot take, and for the known that
/// strangers cannot; MUST do the same work for no hash as for a hash.
#[async_trait]
pub trait PasswordHasher: Send + Sync {
    /// The password, hashed with today's parameters and a salt of its own.
    ///
    /// # Errors
    /// [`HashError`].
    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashError>;

    /// Whether this is the password of that hash. Against no hash it takes as long and is wrong.
    ///
    /// # Errors
    /// [`HashError`].
    async fn verify(
        &self,
        password: &Password,
        hash: Option<&PasswordHash>,
        queue: Queue,
    ) -> Result<Verdict, HashError>;

    /// A code, bound to what it is for and to the browser that asked, under the installation's key: a copied
    /// database alone does not tell it.
    ///
    /// # Errors
    /// [`HashError`].
    async fn hash_code(
        &self,
        purpose: CodePurpose,
        request: &RequestId,
        code: OneTimeCode,
    ) -> Result<PasswordHash, HashError>;

    /// Whether this is the code of that hash, bound so. Against no hash it takes as long and is wrong.
    ///
    /// # Errors
    /// [`HashError`].
    async fn verify_code(
        &self,
        purpose: CodePurpose,
        request: &RequestId,
        code: OneTimeCode,
        hash: Option<&PasswordHash>,
    ) -> Result<bool, HashError>;
}

/// Where a password waits to be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// With everybody else. A flood fills it.
    Strangers,
    /// With those who are signed in, or signed in on this browser before.
    Known,
}

/// What became of comparing a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is another one.
    Wrong,
    /// It is this one.
    Right,
    /// It is this one, hashed with parameters of former days: hash it anew.
    RightButOld,
}

/// Why nothing was hashed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HashError {
    /// Too many wait already.
    #[error("too many people are signing in at this moment")]
    Busy {
        /// When to try again, from now.
        retry_after: Duration,
    },
    /// The hash in the store is none, or the memory for hashing could not be had.
    #[error("a password could not be hashed or compared: {0}")]
    Failed(String),
}

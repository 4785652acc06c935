use async_trait::async_trait;

use super::StoreError;
use crate::auth::{Code, CodeId, CodePurpose, Holder, NewCode, PasswordHash};
use crate::secrets::RequestId;
use crate::time::Timestamp;

/// One-time codes, inside a unit of work.
#[async_trait]
pub trait OneTimeCodes: Send + Sync {
    /// Keeps a new code, which ends at `expires_at`. Older codes of the same holder and purpose, and of the
    /// same browser and purpose, are void from then on. So are nobody's codes to the same address and for the
    /// same purpose, if the new one is nobody's: what ends the code of an unknown address ends that of a known
    /// one, and nothing tells the two apart.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn insert(&self, code: &NewCode, expires_at: Timestamp) -> Result<CodeId, StoreError>;

    /// The code of that key, if it is neither used nor void.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn get(&self, id: CodeId) -> Result<Option<Code>, StoreError>;

    /// The code that this browser asked for, if it is neither used nor void.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn asked(&self, request: &RequestId, purpose: CodePurpose) -> Result<Option<Code>, StoreError>;

    /// Gives a code its digits, hashed; those it had are void. `false` if it is used or void.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn arm(&self, id: CodeId, hash: &PasswordHash, expires_at: Timestamp) -> Result<bool, StoreError>;

    /// Counts a try and gives the code, if it may still be tried: not used, not void, not over at `now`, and
    /// fewer than `tries` before. MUST be one conditional update: of many at once, only `tries` get it.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn take_try(
        &self,
        request: &RequestId,
        purpose: CodePurpose,
        tries: i32,
        now: Timestamp,
    ) -> Result<Option<Code>, StoreError>;

    /// Uses a code up. MUST be one conditional update: of two at once, one gets `true`. Its hash is
    /// forgotten.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn use_up(&self, id: CodeId, now: Timestamp) -> Result<bool, StoreError>;

    /// All codes of a holder are void from then on, for whatever they are.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn void_all(&self, holder: Holder) -> Result<(), StoreError>;

    /// Forgets codes that ended before `now`, at most a few thousand. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError>;
}

use async_trait::async_trait;

use super::StoreError;
use crate::auth::{CodeId, LinkClaims, LinkPurpose, LinkToken, NewLink};
use crate::secrets::TokenHash;
use crate::time::Timestamp;

/// Mailed links, inside a unit of work: what makes each work once.
#[async_trait]
pub trait Links: Send + Sync {
    /// Keeps a new link. Older ones of the same account and purpose are void from then on.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn issue(&self, link: &NewLink) -> Result<(), StoreError>;

    /// Whether a link is neither used nor void nor over; the code that was in the same mail. Changes
    /// nothing: looking at a link is no use of it.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn good(
        &self,
        hash: &TokenHash,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<Option<Option<CodeId>>, StoreError>;

    /// Uses a link up. MUST be one conditional update: of two at once, one gets `true`.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn use_up(
        &self,
        hash: &TokenHash,
        purpose: LinkPurpose,
        now: Timestamp,
    ) -> Result<bool, StoreError>;

    /// Forgets links that ended before `now`, at most a few thousand. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError>;
}

/// Signs what mailed links say, and reads it back.
///
/// Implementations MUST sign each purpose with a key of its own, MUST name this installation as issuer and
/// audience, and MUST refuse what is not exactly a token they made for that purpose: another algorithm, key,
/// installation or spelling, or one that is over at `now`.
pub trait LinkSigner: Send + Sync {
    /// The token that says this.
    fn sign(&self, claims: &LinkClaims) -> LinkToken;

    /// What a token of that purpose says, if it is one.
    fn read(&self, token: &LinkToken, purpose: LinkPurpose, now: Timestamp) -> Option<LinkClaims>;
}

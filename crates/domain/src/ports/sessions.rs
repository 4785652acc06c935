use async_trait::async_trait;

use super::StoreError;
use crate::accounts::{AccountState, Role, Theme};
use crate::auth::{Holder, NewSession, Session, SessionId};
use crate::clients::{ClientId, Name};
use crate::secrets::TokenHash;
use crate::time::Timestamp;

/// The sessions, inside a unit of work.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// Keeps a new session; it was last seen and proved when it began.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn insert(&self, session: &NewSession) -> Result<SessionId, StoreError>;

    /// Notes that it was used.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn note_use(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError>;

    /// Notes that its owner typed their password.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn note_proof(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError>;

    /// Carries one session over to a new session version of its account: the others are over.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn keep(&self, id: SessionId, session_version: i32) -> Result<(), StoreError>;

    /// The same, and it counts as opened with a second step from now on: the code was typed in it.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn keep_at_two_steps(&self, id: SessionId, session_version: i32) -> Result<(), StoreError>;

    /// Ends one session of its holder. `false` if they have no such session.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn end(&self, holder: Holder, id: SessionId) -> Result<bool, StoreError>;

    /// Ends all sessions of a holder.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn end_all(&self, holder: Holder) -> Result<(), StoreError>;

    /// Forgets sessions that ended before `now`, at most a few thousand. How many.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn sweep(&self, now: Timestamp) -> Result<u64, StoreError>;
}

/// A session and what is so now about who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldSession {
    /// The session.
    pub session: Session,
    /// Who holds it.
    pub person: HeldBy,
}

/// Who holds a session, as far as a request needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldBy {
    /// What they are called.
    pub name: Name,
    /// What they are here for. A client without an account is a customer.
    pub role: Role,
    /// Where the account stands: of a client's session, that of the client's account, if they have one.
    pub state: Option<AccountState>,
    /// The account's session version; zero for a client's session.
    pub session_version: i32,
    /// Their client record.
    pub client: Option<ClientId>,
    /// How they want the pages to look.
    pub theme: Theme,
    /// Whether they set up a second step.
    pub has_second_step: bool,
}

/// What is asked about sessions outside units of work.
#[async_trait]
pub trait SessionQueries: Send + Sync {
    /// The session of that hash with who holds it, in one round trip. Asked for every request: MUST answer
    /// by what is committed, so that a session ended in any process is over in every other at once. An
    /// implementation that keeps answers must prove each by a version stamp.
    ///
    /// # Errors
    /// [`StoreError`]: then nobody is signed in.
    async fn held(&self, hash: &TokenHash) -> Result<Option<HeldSession>, StoreError>;

    /// Those of these sessions that there are, with who holds each, in as few round trips as may be. Asked for all
    /// open live streams together. The same MUST hold as for [`held`](Self::held).
    ///
    /// # Errors
    /// [`StoreError`].
    async fn held_of(&self, sessions: &[SessionId]) -> Result<Vec<HeldSession>, StoreError>;

    /// All sessions of a holder, the last used first.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn of(&self, holder: Holder) -> Result<Vec<Session>, StoreError>;
}

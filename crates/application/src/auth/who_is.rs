use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::AccountState;
use frontdesk_domain::auth::{Holder, Level, Session, SessionId};
use frontdesk_domain::ports::{HeldBy, HeldSession};
use frontdesk_domain::secrets::SessionToken;
use frontdesk_domain::time::Timestamp;

use crate::{AppError, Application};

impl Application {
    /// Who holds this session, as is true now: asked for every request, by nobody but this. What ended in
    /// any process is over here at once.
    ///
    /// An answer may be kept behind [`SessionQueries`](frontdesk_domain::ports::SessionQueries), never here
    /// and never in a page.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when the store cannot be asked: then nobody is signed in.
    pub async fn who_is(&self, token: &SessionToken) -> Result<Option<SignedIn>, AppError> {
        let Some(held) = self.held(token).await? else {
            return Ok(None);
        };
        if held.session.level == Level::HalfWay {
            return Ok(None);
        }
        let now = self.ports.clock.now();
        if held.session.is_to_be_noted(now) {
            self.note_use(&held.session, now).await;
        }
        Ok(Some(self.signed_in(held)))
    }

    /// Who holds these sessions, as is true now: those that are over are not among them. Asked again and again
    /// for pages that stay open, so it does not count as a use of them.
    ///
    /// # Errors
    /// [`AppError::Unavailable`].
    pub async fn who_are(&self, sessions: &[SessionId]) -> Result<Vec<SignedIn>, AppError> {
        let held = self.ports.sessions.held_of(sessions).await?;
        let now = self.ports.clock.now();
        let whole = held
            .into_iter()
            .filter(|held| held.session.level != Level::HalfWay && holds(held, now));
        Ok(whole.map(|held| self.signed_in(held)).collect())
    }

    /// The session with who holds it, if it holds: also one half way.
    pub(super) async fn held(&self, token: &SessionToken) -> Result<Option<HeldSession>, AppError> {
        let hash = self.ports.signer.hash_secret("session", token.as_bytes());
        let held = self.ports.sessions.held(&hash).await?;
        let now = self.ports.clock.now();
        Ok(held.filter(|held| holds(held, now)))
    }

    fn signed_in(&self, held: HeldSession) -> SignedIn {
        let HeldSession { session, person } = held;
        let must = self.rules.accounts.staff_second_step && person.role.is_staff();
        SignedIn {
            session: session.id,
            holder: session.holder,
            role: person.role,
            client: person.client,
            name: person.name,
            theme: person.theme,
            proved_at: session.proved_at,
            owes_second_step: must && !(person.has_second_step && session.level == Level::TwoSteps),
        }
    }

    /// If it cannot be noted, the session ends a minute too early: no reason to refuse a page.
    async fn note_use(&self, session: &Session, now: Timestamp) {
        let noted = async {
            let unit = self.ports.store.begin().await?;
            unit.sessions().note_use(session.id, now).await?;
            unit.commit().await
        };
        if let Err(error) = noted.await {
            tracing::warn!(%error, "the use of a session was not noted");
        }
    }
}

fn holds(held: &HeldSession, now: Timestamp) -> bool {
    let (session, person) = (&held.session, &held.person);
    may_be_in(session.holder, person) && session.holds(person.role, person.session_version, now).is_ok()
}

/// Whether someone in that state may be signed in. A client's own session is refused where their account
/// was closed or declined; an account still on its way in takes nothing from it.
fn may_be_in(holder: Holder, person: &HeldBy) -> bool {
    match (holder, &person.state) {
        (Holder::Account(_), state) => *state == Some(AccountState::Active),
        (Holder::Client(_), Some(AccountState::Disabled { .. } | AccountState::Declined { .. })) => false,
        (Holder::Client(_), _) => true,
    }
}

use std::time::Duration;

use frontdesk_domain::accounts::{Account, Role};
use frontdesk_domain::auth::{Holder, Level, NewSession, SessionSpan};
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::secrets::{DeviceToken, SessionToken};
use frontdesk_domain::time::Timestamp;

use crate::Application;

/// How long a browser stays known.
const KNOWN_FOR: Duration = Duration::from_secs(180 * 24 * 3600);

/// What every session begins with.
pub(super) struct Opening<'a> {
    pub(super) remembered: bool,
    pub(super) browser: &'a str,
    pub(super) now: Timestamp,
}

impl Application {
    /// A new session, always with an id of its own.
    pub(super) async fn open_session(
        &self,
        unit: &dyn UnitOfWork,
        account: &Account,
        level: Level,
        opening: &Opening<'_>,
    ) -> Result<SessionToken, StoreError> {
        let (holder, version) = (Holder::Account(account.id), account.session_version);
        self.open_session_of(unit, holder, version, account.role, level, opening)
            .await
    }

    /// A new session of a client who proved their e-mail. They are the client, and nobody's account: a code
    /// by mail stands in for neither a password nor a second step.
    pub(crate) async fn open_client_session(
        &self,
        unit: &dyn UnitOfWork,
        client: ClientId,
        browser: &str,
    ) -> Result<SessionToken, StoreError> {
        let opening = Opening {
            remembered: false,
            browser,
            now: self.ports.clock.now(),
        };
        let holder = Holder::Client(client);
        self.open_session_of(unit, holder, 0, Role::Customer, Level::Code, &opening)
            .await
    }

    async fn open_session_of(
        &self,
        unit: &dyn UnitOfWork,
        holder: Holder,
        session_version: i32,
        role: Role,
        level: Level,
        opening: &Opening<'_>,
    ) -> Result<SessionToken, StoreError> {
        let token = SessionToken::from_bytes(self.ports.entropy.bytes());
        let span = SessionSpan::of(role, level, opening.remembered);
        let session = NewSession {
            hash: self.ports.signer.hash_secret("session", token.as_bytes()),
            holder,
            session_version,
            level,
            remembered: opening.remembered,
            device: opening.browser.chars().take(120).collect(),
            created_at: opening.now,
            ends_at: opening.now.after(span.absolute),
        };
        unit.sessions().insert(&session).await?;
        Ok(token)
    }

    pub(super) async fn remember_device(
        &self,
        unit: &dyn UnitOfWork,
        account: &Account,
        before: Option<DeviceToken>,
        now: Timestamp,
    ) -> Result<DeviceToken, StoreError> {
        let device = before.unwrap_or_else(|| DeviceToken::from_bytes(self.ports.entropy.bytes()));
        let hash = self.ports.signer.hash_secret("device", device.as_bytes());
        unit.devices()
            .remember(account.id, &hash, now.after(KNOWN_FOR))
            .await?;
        Ok(device)
    }
}

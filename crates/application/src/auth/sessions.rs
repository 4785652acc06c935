use std::cmp::Reverse;

use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::Role;
use frontdesk_domain::auth::{Holder, Session, SessionId};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::secrets::SessionToken;

use super::client_access::shut_out_client;
use crate::unit::{save, tried_again};
use crate::{AppError, Application};

impl Application {
    /// Ends the session that a browser holds, whatever it is worth.
    ///
    /// # Errors
    /// [`AppError`] when the store cannot be asked; the session may still hold.
    pub async fn sign_out(&self, token: &SessionToken) -> Result<(), AppError> {
        let hash = self.ports.signer.hash_secret("session", token.as_bytes());
        let Some(held) = self.ports.sessions.held(&hash).await? else {
            return Ok(());
        };
        let unit = self.ports.store.begin().await?;
        unit.sessions().end(held.session.holder, held.session.id).await?;
        unit.commit().await?;
        Ok(())
    }

    /// The sessions of someone signed in that still hold, the last used first: with an account also those
    /// that a mailed code opened as its client.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn my_sessions(&self, person: &SignedIn) -> Result<Vec<Session>, AppError> {
        let now = self.ports.clock.now();
        let all = self.ports.sessions.of(person.holder).await?;
        let version = all
            .iter()
            .find(|session| session.id == person.session)
            .map_or(0, |session| session.session_version);
        let holds = |session: &Session| session.holds(person.role, version, now).is_ok();
        let mut held: Vec<Session> = all.into_iter().filter(holds).collect();
        if let Some(client) = as_client(person) {
            let by_code = self.ports.sessions.of(client).await?;
            let holds = |session: &Session| session.holds(Role::Customer, 0, now).is_ok();
            held.extend(by_code.into_iter().filter(holds));
            held.sort_by_key(|session| Reverse((session.last_seen_at, session.id)));
        }
        Ok(held)
    }

    /// Ends one of their sessions.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when they have no such session: nobody ends another's.
    pub async fn end_session(&self, person: &SignedIn, id: SessionId) -> Result<(), AppError> {
        let unit = self.ports.store.begin().await?;
        let mut ended = unit.sessions().end(person.holder, id).await?;
        if let Some(client) = as_client(person).filter(|_| !ended) {
            ended = unit.sessions().end(client, id).await?;
        }
        if !ended {
            return Err(AppError::NotFound);
        }
        unit.commit().await?;
        Ok(())
    }

    /// Ends all their sessions, this one too, and voids links under way.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn end_all_sessions(&self, person: &SignedIn) -> Result<(), AppError> {
        Ok(tried_again(&*self.ports.entropy, || self.end_all(person.holder)).await?)
    }

    async fn end_all(&self, holder: Holder) -> Result<(), StoreError> {
        let unit = self.ports.store.begin().await?;
        if let Holder::Account(id) = holder
            && let Some(account) = unit.accounts().get(id).await?
        {
            let read = account.version;
            let account = account.signed_out_everywhere(self.ports.clock.now());
            save(&*unit, &account, read).await?;
            shut_out_client(&*unit, account.client).await?;
        }
        unit.sessions().end_all(holder).await?;
        unit.commit().await
    }
}

/// Who else they may be in as: the client of their account, by a mailed code. Never the other way round: a
/// code opens no account.
fn as_client(person: &SignedIn) -> Option<Holder> {
    person.account().and(person.client).map(Holder::Client)
}

#[cfg(test)]
mod tests;

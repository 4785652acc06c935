use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::auth::{Password, PasswordHash, PasswordWeakness};
use frontdesk_domain::letters::LetterKind;

use crate::auth::shut_out_client;
use crate::unit::{Ended, save, tried_again};
use crate::{AppError, Application};

/// What changing a password came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordChanged {
    /// It is changed; every other session is over.
    Done,
    /// The new one is not taken.
    Weak(PasswordWeakness),
}

impl Application {
    /// Changes the password of someone signed in who types the present one.
    ///
    /// # Errors
    /// [`AppError::WrongPassword`]; [`AppError::Throttled`] for too many of these; [`AppError::Forbidden`]
    /// without an account.
    pub async fn change_password(
        &self,
        person: &SignedIn,
        present: &Password,
        new: &Password,
    ) -> Result<PasswordChanged, AppError> {
        let id = person.account().ok_or(AppError::Forbidden)?;
        let account = self.check_password(id, present).await?;
        if let Err(weakness) = self.judge(new, &account) {
            return Ok(PasswordChanged::Weak(weakness));
        }
        let hash = self.ports.hasher.hash(new).await?;
        let seen = account.session_version;
        let entropy = &*self.ports.entropy;
        tried_again(entropy, || self.keep_password(person, id, seen, &hash)).await??;
        self.deliveries_were_asked_for();
        Ok(PasswordChanged::Done)
    }

    async fn keep_password(
        &self,
        person: &SignedIn,
        id: AccountId,
        seen: i32,
        hash: &PasswordHash,
    ) -> Ended<()> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let account = unit.accounts().get(id).await?;
        // Reset or closed while this was compared: what was typed proves nothing any more.
        let Some(account) = account.filter(|account| account.session_version == seen) else {
            return Ok(Err(AppError::WrongPassword));
        };
        let read = account.version;
        let account = account.with_password(hash.clone(), now);
        save(&*unit, &account, read).await?;
        unit.sessions()
            .keep(person.session, account.session_version)
            .await?;
        unit.sessions().note_proof(person.session, now).await?;
        shut_out_client(&*unit, account.client).await?;
        self.post(&*unit, LetterKind::PasswordChanged(id), now).await?;
        unit.commit().await?;
        Ok(Ok(()))
    }
}

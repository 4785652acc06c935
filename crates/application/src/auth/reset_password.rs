use frontdesk_domain::accounts::{Account, AccountId, AccountState};
use frontdesk_domain::auth::{
    Holder, LinkClaims, LinkPurpose, LinkToken, Password, PasswordHash, PasswordWeakness,
};
use frontdesk_domain::letters::LetterKind;
use frontdesk_domain::ports::StoreError;

use super::client_access::shut_out_client;
use super::sign_in::by_login;
use crate::unit::{save, tried_again};
use crate::{AppError, Application};

/// What choosing a new password came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordReset {
    /// It is changed; every session is over. They sign in with it, second step and all.
    Done,
    /// The link is used, too old, or not ours: ask for another.
    LinkOver,
    /// The password is not taken. The link still works.
    Weak(PasswordWeakness),
}

impl Application {
    /// Mails a link to choose a new password to the account of that e-mail or username. Known or not, one
    /// letter is posted and the answer is the same; for nobody the letter goes nowhere.
    ///
    /// # Errors
    /// [`AppError::Throttled`] for too many, known or not.
    pub async fn forgot_password(&self, login: &str, network: &str) -> Result<(), AppError> {
        let whose = format!("reset {}", login.trim().to_lowercase());
        self.refuse_too_many_codes(&whose, network).await?;
        tried_again(&*self.ports.entropy, || self.post_reset(login)).await?;
        self.deliveries_were_asked_for();
        Ok(())
    }

    async fn post_reset(&self, login: &str) -> Result<(), StoreError> {
        let unit = self.ports.store.begin().await?;
        let account = by_login(&*unit, login).await?.filter(may_reset);
        let kind = LetterKind::Reset(account.map(|account| account.id));
        self.post(&*unit, kind, self.ports.clock.now()).await?;
        unit.commit().await
    }

    /// Whether a link still works, without using it: what a form is shown for.
    ///
    /// # Errors
    /// [`AppError`].
    pub async fn link_works(&self, token: &LinkToken, purpose: LinkPurpose) -> Result<bool, AppError> {
        let now = self.ports.clock.now();
        let Some(claims) = self.ports.links.read(token, purpose, now) else {
            return Ok(false);
        };
        let hash = self.ports.signer.hash_secret("link", claims.id.as_bytes());
        let unit = self.ports.store.begin().await?;
        Ok(unit.links().good(&hash, purpose, now).await?.is_some())
    }

    /// Changes the password of whoever holds the mailed link, once.
    ///
    /// # Errors
    /// [`AppError::Busy`] when too many passwords are hashed at this moment; the link still works.
    pub async fn reset_password(
        &self,
        token: &LinkToken,
        password: &Password,
    ) -> Result<PasswordReset, AppError> {
        let now = self.ports.clock.now();
        if !self.link_works(token, LinkPurpose::ResetPassword).await? {
            return Ok(PasswordReset::LinkOver);
        }
        let claims = self.ports.links.read(token, LinkPurpose::ResetPassword, now);
        let Some((claims, id)) = claims.and_then(|claims| claims.account.map(|id| (claims, id))) else {
            return Ok(PasswordReset::LinkOver);
        };
        let unit = self.ports.store.begin().await?;
        let account = unit.accounts().get(id).await?;
        drop(unit);
        let Some(account) = account else {
            return Ok(PasswordReset::LinkOver);
        };
        if let Err(weakness) = self.judge(password, &account) {
            return Ok(PasswordReset::Weak(weakness));
        }
        let hash = self.ports.hasher.hash(password).await?;
        let entropy = &*self.ports.entropy;
        let reset = tried_again(entropy, || self.reset(&claims, id, &hash)).await?;
        self.deliveries_were_asked_for();
        Ok(reset)
    }

    async fn reset(
        &self,
        claims: &LinkClaims,
        id: AccountId,
        hash: &PasswordHash,
    ) -> Result<PasswordReset, StoreError> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let link = self.ports.signer.hash_secret("link", claims.id.as_bytes());
        let was_good = unit
            .links()
            .use_up(&link, LinkPurpose::ResetPassword, now)
            .await?;
        let account = unit.accounts().get(id).await?.filter(may_reset);
        let same = |account: &Account| account.session_version == claims.session_version;
        let Some(account) = account.filter(same).filter(|_| was_good) else {
            return Ok(PasswordReset::LinkOver);
        };
        let read = account.version;
        let account = account.with_password(hash.clone(), now);
        save(&*unit, &account, read).await?;
        unit.sessions().end_all(Holder::Account(id)).await?;
        shut_out_client(&*unit, account.client).await?;
        self.post(&*unit, LetterKind::PasswordChanged(id), now).await?;
        unit.commit().await?;
        tracing::info!(account = id.0, "a password was reset");
        Ok(PasswordReset::Done)
    }
}

/// Accounts that are closed get no link: it would open nothing.
pub(crate) fn may_reset(account: &Account) -> bool {
    matches!(
        account.state,
        AccountState::Active | AccountState::AwaitingApproval { .. }
    )
}

#[cfg(test)]
mod tests;

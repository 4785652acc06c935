use frontdesk_domain::accounts::{Account, AccountId, SecondStep};
use frontdesk_domain::auth::{Holder, Level, Pace, RecoveryCode, TotpCode};
use frontdesk_domain::ports::{HeldSession, StoreError};
use frontdesk_domain::secrets::{DeviceToken, SessionToken};
use frontdesk_domain::time::Timestamp;

use super::open_session::Opening;
use crate::unit::{save, tried_again};
use crate::{AppError, Application};

/// What is typed after the password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondProof {
    /// A code of the authenticator app.
    App(TotpCode),
    /// A recovery code.
    Recovery(RecoveryCode),
}

/// What the second step came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecondStepTaken {
    /// They are in.
    In {
        /// What their browser holds from now on, instead of what it held half way.
        session: SessionToken,
        /// What makes their browser known.
        device: DeviceToken,
        /// Whether they asked to be remembered when they typed their password.
        remembered: bool,
    },
    /// Another code, or one that was used.
    Wrong,
    /// The first step is too long ago, or was taken back: begin again.
    BeginAgain,
}

impl Application {
    /// Takes the second step of signing in.
    ///
    /// # Errors
    /// [`AppError::Throttled`] when codes are tried too fast.
    pub async fn second_step(
        &self,
        half_way: &SessionToken,
        proof: SecondProof,
        device: Option<DeviceToken>,
    ) -> Result<SecondStepTaken, AppError> {
        let held = self.held(half_way).await?;
        let Some(held) = held.filter(|held| held.session.level == Level::HalfWay) else {
            return Ok(SecondStepTaken::BeginAgain);
        };
        let Holder::Account(id) = held.session.holder else {
            return Ok(SecondStepTaken::BeginAgain);
        };
        let key = self
            .ports
            .signer
            .fingerprint("second steps of", &id.0.to_string());
        self.pace(&key, &Pace::PROOF).await?;
        let entropy = &*self.ports.entropy;
        let taken = tried_again(entropy, || self.take_second_step(&held, id, proof, device)).await?;
        if matches!(taken, SecondStepTaken::In { .. }) {
            tried_again(entropy, || self.forget_attempts(&key)).await?;
        }
        Ok(taken)
    }

    async fn take_second_step(
        &self,
        held: &HeldSession,
        id: AccountId,
        proof: SecondProof,
        device: Option<DeviceToken>,
    ) -> Result<SecondStepTaken, StoreError> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let version = held.session.session_version;
        let account = unit.accounts().get(id).await?;
        let Some(account) = account.filter(|a| a.is_active() && a.session_version == version) else {
            return Ok(SecondStepTaken::BeginAgain);
        };
        let right = match proof {
            SecondProof::App(code) => match self.second_step_right(account.clone(), code, now) {
                Some(used) => {
                    save(&*unit, &used, account.version).await?;
                    true
                }
                None => false,
            },
            SecondProof::Recovery(code) => {
                let hash = self.ports.signer.hash_secret("recovery", code.as_bytes());
                unit.recovery_codes().use_up(id, &hash).await?
            }
        };
        if !right {
            return Ok(SecondStepTaken::Wrong);
        }
        // Of two forms sent at once one ends the half-way session; the other begins again.
        if !unit.sessions().end(held.session.holder, held.session.id).await? {
            return Ok(SecondStepTaken::BeginAgain);
        }
        let (remembered, browser) = (held.session.remembered, held.session.device.as_str());
        let opening = Opening {
            remembered,
            browser,
            now,
        };
        let session = self
            .open_session(&*unit, &account, Level::TwoSteps, &opening)
            .await?;
        let device = self.remember_device(&*unit, &account, device, now).await?;
        unit.commit().await?;
        tracing::info!(account = id.0, "signed in with a second step");
        Ok(SecondStepTaken::In {
            session,
            device,
            remembered,
        })
    }

    /// The account with this code used up, if it is right and newer than any before.
    pub(super) fn second_step_right(
        &self,
        account: Account,
        code: TotpCode,
        now: Timestamp,
    ) -> Option<Account> {
        let sealed = match &account.second_step {
            SecondStep::On { secret, .. } | SecondStep::Offered { secret } => secret,
            SecondStep::Off => return None,
        };
        let secret = self.ports.vault.open(account.id, sealed)?;
        let code_at = |step| {
            let message = TotpCode::message(step);
            TotpCode::of_hmac(&self.ports.vault.hmac_sha1(secret.as_bytes(), &message))
        };
        let step = code.step_of(now, code_at)?;
        account.second_step_used(step, now)
    }
}

#[cfg(test)]
mod tests;

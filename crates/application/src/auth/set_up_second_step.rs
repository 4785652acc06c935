use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::{Account, AccountId, SecondStep};
use frontdesk_domain::auth::{Pace, RecoveryCode, TotpCode, TotpSecret};
use frontdesk_domain::ports::{StoreError, UnitOfWork};

use super::client_access::shut_out_client;
use crate::unit::{Ended, save, tried_again};
use crate::{AppError, Application};

/// What an authenticator app is given, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondStepOffer {
    /// The secret.
    pub secret: TotpSecret,
    /// The address for the QR code.
    pub uri: String,
}

impl Application {
    /// Offers a second step: a secret for an authenticator app. It is on when the first code from it is
    /// typed.
    ///
    /// # Errors
    /// [`AppError::ProofNeeded`] unless their password was typed lately; [`AppError::Stale`] while one is on.
    pub async fn offer_second_step(&self, person: &SignedIn) -> Result<SecondStepOffer, AppError> {
        let id = self.own_account_proved(person)?;
        let secret = TotpSecret::from_bytes(self.ports.entropy.bytes());
        let email = tried_again(&*self.ports.entropy, || self.keep_offer(id, &secret)).await??;
        let uri = secret.uri(&self.rules.accounts.desk_name, &email);
        Ok(SecondStepOffer { secret, uri })
    }

    async fn keep_offer(&self, id: AccountId, secret: &TotpSecret) -> Ended<String> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let Some(account) = unit.accounts().get(id).await? else {
            return Ok(Err(AppError::NotFound));
        };
        let read = account.version;
        let sealed = self.ports.vault.seal(id, secret);
        let Some(account) = account.offered_second_step(sealed, now) else {
            return Ok(Err(AppError::Stale));
        };
        save(&*unit, &account, read).await?;
        unit.commit().await?;
        Ok(Ok(account.email.as_str().to_owned()))
    }

    /// The secret that was offered and not yet confirmed, to be shown again.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when none is offered; [`AppError::ProofNeeded`] as for the offer.
    pub async fn offered_second_step(&self, person: &SignedIn) -> Result<SecondStepOffer, AppError> {
        let id = self.own_account_proved(person)?;
        let unit = self.ports.store.begin().await?;
        let account = unit.accounts().get(id).await?.ok_or(AppError::NotFound)?;
        let SecondStep::Offered { secret } = &account.second_step else {
            return Err(AppError::NotFound);
        };
        let secret = self.ports.vault.open(id, secret).ok_or(AppError::NotFound)?;
        let uri = secret.uri(&self.rules.accounts.desk_name, account.email.as_str());
        Ok(SecondStepOffer { secret, uri })
    }

    /// Switches the second step on with the first code from the app; every other session ends. The recovery
    /// codes, shown this once. `None`: the code is wrong.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when none is offered; [`AppError::Throttled`] when codes are tried too fast.
    pub async fn confirm_second_step(
        &self,
        person: &SignedIn,
        code: TotpCode,
    ) -> Result<Option<Vec<RecoveryCode>>, AppError> {
        let id = self.own_account_proved(person)?;
        let key = self
            .ports
            .signer
            .fingerprint("second steps of", &id.0.to_string());
        self.pace(&key, &Pace::PROOF).await?;
        let entropy = &*self.ports.entropy;
        let codes = tried_again(entropy, || self.switch_on(person, id, code)).await??;
        if codes.is_some() {
            tried_again(entropy, || self.forget_attempts(&key)).await?;
        }
        Ok(codes)
    }

    async fn switch_on(
        &self,
        person: &SignedIn,
        id: AccountId,
        code: TotpCode,
    ) -> Ended<Option<Vec<RecoveryCode>>> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let account = unit.accounts().get(id).await?;
        let offered = |account: &Account| matches!(account.second_step, SecondStep::Offered { .. });
        let Some(account) = account.filter(offered) else {
            return Ok(Err(AppError::NotFound));
        };
        let read = account.version;
        let Some(account) = self.second_step_right(account, code, now) else {
            return Ok(Ok(None));
        };
        save(&*unit, &account, read).await?;
        let codes = self.new_recovery_codes_of(&*unit, id).await?;
        unit.sessions()
            .keep_at_two_steps(person.session, account.session_version)
            .await?;
        shut_out_client(&*unit, account.client).await?;
        unit.commit().await?;
        Ok(Ok(Some(codes)))
    }

    /// Switches the second step off; every other session ends.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] where this desk asks staff for one; [`AppError::ProofNeeded`] unless their
    /// password was typed lately.
    pub async fn switch_off_second_step(&self, person: &SignedIn) -> Result<(), AppError> {
        let id = self.own_account_proved(person)?;
        if self.rules.accounts.staff_second_step && person.role.is_staff() {
            return Err(AppError::Forbidden);
        }
        Ok(tried_again(&*self.ports.entropy, || self.switch_off(person, id)).await?)
    }

    async fn switch_off(&self, person: &SignedIn, id: AccountId) -> Result<(), StoreError> {
        let unit = self.ports.store.begin().await?;
        let Some(account) = unit.accounts().get(id).await? else {
            return Ok(());
        };
        let read = account.version;
        let account = account.without_second_step(self.ports.clock.now());
        save(&*unit, &account, read).await?;
        unit.recovery_codes().replace(id, &[]).await?;
        unit.sessions()
            .keep(person.session, account.session_version)
            .await?;
        shut_out_client(&*unit, account.client).await?;
        unit.commit().await
    }

    /// Whose account they may change the security of: their own, with a password typed lately.
    pub(super) fn own_account_proved(&self, person: &SignedIn) -> Result<AccountId, AppError> {
        let id = person.account().ok_or(AppError::Forbidden)?;
        let lately = person.proved_lately(self.ports.clock.now());
        lately.then_some(id).ok_or(AppError::ProofNeeded)
    }

    pub(super) async fn new_recovery_codes_of(
        &self,
        unit: &dyn UnitOfWork,
        id: AccountId,
    ) -> Result<Vec<RecoveryCode>, StoreError> {
        let draw = || RecoveryCode::from_bytes(self.ports.entropy.bytes());
        let codes: Vec<RecoveryCode> = (0..RecoveryCode::COUNT).map(|_| draw()).collect();
        let hash = |code: &RecoveryCode| self.ports.signer.hash_secret("recovery", code.as_bytes());
        let hashes: Vec<_> = codes.iter().map(hash).collect();
        unit.recovery_codes().replace(id, &hashes).await?;
        Ok(codes)
    }
}

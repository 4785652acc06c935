use frontdesk_domain::access::SignedIn;
use frontdesk_domain::accounts::{Account, AccountId};
use frontdesk_domain::auth::{Pace, Password, Tally};
use frontdesk_domain::ports::{Queue, StoreError, Verdict};
use frontdesk_domain::secrets::Fingerprint;
use frontdesk_domain::time::Timestamp;

use crate::unit::tried_again;
use crate::{AppError, Application};

impl Application {
    /// Someone signed in types their password again, which counts for a while. Who they are from now on.
    ///
    /// # Errors
    /// [`AppError::WrongPassword`], and [`AppError::Throttled`] for too many of these.
    pub async fn prove(&self, person: &SignedIn, password: &Password) -> Result<SignedIn, AppError> {
        let account = person.account().ok_or(AppError::Forbidden)?;
        self.check_password(account, password).await?;
        let proved_at = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        unit.sessions().note_proof(person.session, proved_at).await?;
        unit.commit().await?;
        Ok(SignedIn {
            proved_at,
            ..person.clone()
        })
    }

    /// The account, if this is its password.
    pub(crate) async fn check_password(
        &self,
        id: AccountId,
        password: &Password,
    ) -> Result<Account, AppError> {
        let key = self.ports.signer.fingerprint("proofs of", &id.0.to_string());
        self.pace(&key, &Pace::PROOF).await?;
        let unit = self.ports.store.begin().await?;
        let account = unit.accounts().get(id).await?;
        drop(unit);
        let hash = account.as_ref().map(|account| &account.password);
        let verdict = self.ports.hasher.verify(password, hash, Queue::Known).await?;
        match account {
            Some(account) if verdict != Verdict::Wrong => {
                tried_again(&*self.ports.entropy, || self.forget_attempts(&key)).await?;
                Ok(account)
            }
            _ => Err(AppError::WrongPassword),
        }
    }

    /// Counts an attempt before it is made; refuses it if it comes too early.
    pub(crate) async fn pace(&self, key: &Fingerprint, pace: &Pace) -> Result<(), AppError> {
        let now = self.ports.clock.now();
        let attempt = tried_again(&*self.ports.entropy, || self.attempt(key, pace, now)).await?;
        attempt.map_err(|not_before| AppError::Throttled {
            retry_after: not_before.since(now),
        })
    }

    async fn attempt(
        &self,
        key: &Fingerprint,
        pace: &Pace,
        now: Timestamp,
    ) -> Result<Result<(), Timestamp>, StoreError> {
        let unit = self.ports.store.begin().await?;
        let before = unit.attempts().lock(key).await?;
        match Tally::attempt(before, pace, now) {
            Ok(tally) => {
                unit.attempts().keep(key, &tally).await?;
                unit.commit().await?;
                Ok(Ok(()))
            }
            Err(not_before) => Ok(Err(not_before)),
        }
    }

    pub(crate) async fn forget_attempts(&self, key: &Fingerprint) -> Result<(), StoreError> {
        let unit = self.ports.store.begin().await?;
        unit.attempts().forget(key).await?;
        unit.commit().await
    }
}

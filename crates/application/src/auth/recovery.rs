use frontdesk_domain::access::SignedIn;
use frontdesk_domain::auth::RecoveryCode;

use crate::{AppError, Application};

impl Application {
    /// Gives new recovery codes, shown this once; those of before are void.
    ///
    /// # Errors
    /// [`AppError::NotFound`] without a second step; [`AppError::ProofNeeded`] unless their password was
    /// typed lately.
    pub async fn renew_recovery_codes(&self, person: &SignedIn) -> Result<Vec<RecoveryCode>, AppError> {
        let id = self.own_account_proved(person)?;
        let unit = self.ports.store.begin().await?;
        let account = unit.accounts().get(id).await?;
        if !account.is_some_and(|account| account.second_step.is_on()) {
            return Err(AppError::NotFound);
        }
        let codes = self.new_recovery_codes_of(&*unit, id).await?;
        unit.commit().await?;
        Ok(codes)
    }

    /// How many recovery codes they have left.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for someone without an account.
    pub async fn recovery_codes_left(&self, person: &SignedIn) -> Result<u32, AppError> {
        let id = person.account().ok_or(AppError::Forbidden)?;
        let unit = self.ports.store.begin().await?;
        Ok(unit.recovery_codes().left(id).await?)
    }
}

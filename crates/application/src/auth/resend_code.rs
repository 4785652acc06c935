use frontdesk_domain::auth::{Code, CodePurpose, NewCode};
use frontdesk_domain::ports::StoreError;
use frontdesk_domain::secrets::RequestId;

use crate::unit::{Ended, tried_again};
use crate::{AppError, Application};

impl Application {
    /// Sends another code to the browser's last request; the one before is void.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when this browser asked for none, or it is used; [`AppError::Throttled`] half
    /// a minute after the last, or beyond what an address or network gets.
    pub async fn resend_code(
        &self,
        request: &RequestId,
        purpose: CodePurpose,
        network: &str,
    ) -> Result<(), AppError> {
        let code = self.asked(request, purpose).await?.ok_or(AppError::NotFound)?;
        let whose = code.to.as_ref().ok_or(AppError::NotFound)?.folded();
        let again_at = code.created_at.after(self.rules.accounts.codes.resend_after);
        let wait = again_at.since(self.ports.clock.now());
        if !wait.is_zero() {
            return Err(AppError::Throttled { retry_after: wait });
        }
        self.refuse_too_many_codes(&whose, network).await?;
        tried_again(&*self.ports.entropy, || self.replace(request, purpose)).await??;
        self.deliveries_were_asked_for();
        Ok(())
    }

    async fn asked(&self, request: &RequestId, purpose: CodePurpose) -> Result<Option<Code>, StoreError> {
        let unit = self.ports.store.begin().await?;
        unit.codes().asked(request, purpose).await
    }

    async fn replace(&self, request: &RequestId, purpose: CodePurpose) -> Ended<()> {
        let unit = self.ports.store.begin().await?;
        let Some(code) = unit.codes().asked(request, purpose).await? else {
            return Ok(Err(AppError::NotFound));
        };
        let again = NewCode {
            purpose,
            holder: code.holder,
            request: *request,
            to: code.to,
            created_at: self.ports.clock.now(),
        };
        self.ask_code(&*unit, &again).await?;
        unit.commit().await?;
        Ok(Ok(()))
    }
}

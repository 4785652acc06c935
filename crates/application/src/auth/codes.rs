use std::time::Duration;

use frontdesk_domain::auth::{Code, CodePurpose, NewCode, OneTimeCode};
use frontdesk_domain::clients::Email;
use frontdesk_domain::letters::LetterKind;
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::secrets::RequestId;
use frontdesk_domain::time::Timestamp;

use crate::unit::tried_again;
use crate::{AppError, Application};

const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(24 * 3600);

/// How a code that was tried turned out, if it was not right. Codes that nobody was sent turn out the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeTried {
    /// It is another one.
    Wrong,
    /// It is used, too old, replaced by a newer one, or was tried too often: ask for another.
    Over,
}

impl Application {
    /// Asks for a code and posts it. One that nobody holds is posted too, and its letter goes nowhere: the
    /// same rows are written for known and unknown.
    pub(crate) async fn ask_code(&self, unit: &dyn UnitOfWork, code: &NewCode) -> Result<(), StoreError> {
        let now = code.created_at;
        let expires_at = now.after(self.rules.accounts.codes.life);
        let id = unit.codes().insert(code, expires_at).await?;
        self.post(unit, LetterKind::Code(id), now).await
    }

    /// Counts a code asked for: by whom it reaches and from where. The end of the window that is full, if
    /// one is.
    pub(crate) async fn count_code(
        &self,
        unit: &dyn UnitOfWork,
        whose: &str,
        network: &str,
        now: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let (rules, signer) = (&self.rules.accounts.codes, &self.ports.signer);
        let counted = [
            (signer.fingerprint("codes an hour", whose), HOUR, rules.per_hour),
            (signer.fingerprint("codes a day", whose), DAY, rules.per_day),
            (signer.fingerprint("codes from", network), HOUR, rules.per_network),
        ];
        let mut full = None;
        for (key, window, most) in counted {
            let (count, until) = unit.throttles().count(&key, window, now).await?;
            full = full.max((count > most).then_some(until));
        }
        Ok(full)
    }

    /// Refuses where too many codes were asked for. The answer is the same whether anybody is known.
    pub(crate) async fn refuse_too_many_codes(&self, whose: &str, network: &str) -> Result<(), AppError> {
        let now = self.ports.clock.now();
        let count = || async {
            let unit = self.ports.store.begin().await?;
            let full = self.count_code(&*unit, whose, network, now).await?;
            unit.commit().await?;
            Ok(full)
        };
        match tried_again(&*self.ports.entropy, count).await? {
            Some(until) => Err(AppError::Throttled {
                retry_after: until.since(now),
            }),
            None => Ok(()),
        }
    }

    /// Tries a code. The try is counted, for good, before anything is compared: of many at once no more are
    /// compared than one code may be tried. A right one is still to be used up.
    pub(crate) async fn try_code(
        &self,
        request: &RequestId,
        purpose: CodePurpose,
        typed: OneTimeCode,
    ) -> Result<Result<Code, CodeTried>, AppError> {
        let taken = tried_again(&*self.ports.entropy, || self.take_try(request, purpose)).await?;
        let hash = taken.as_ref().and_then(|code| code.hash.as_ref());
        let right = self
            .ports
            .hasher
            .verify_code(purpose, request, typed, hash)
            .await?;
        Ok(match taken {
            Some(code) if right => Ok(code),
            Some(_) => Err(CodeTried::Wrong),
            None => Err(CodeTried::Over),
        })
    }

    async fn take_try(&self, request: &RequestId, purpose: CodePurpose) -> Result<Option<Code>, StoreError> {
        let (now, rules) = (self.ports.clock.now(), &self.rules.accounts.codes);
        let unit = self.ports.store.begin().await?;
        let taken = unit.codes().take_try(request, purpose, rules.tries, now).await?;
        // Counted for nobody's code too: the same work whether anybody is known.
        let to = taken.as_ref().and_then(|code| code.to.as_ref());
        let whose = to.map_or_else(|| request.to_text(), Email::folded);
        let key = self.ports.signer.fingerprint("code guesses", &whose);
        let (guesses, _) = unit.throttles().count(&key, DAY, now).await?;
        unit.commit().await?;
        Ok(taken.filter(|_| guesses <= rules.guesses_per_day))
    }
}

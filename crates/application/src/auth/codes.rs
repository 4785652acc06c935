use std::time::Duration;

use frontdesk_domain::accounts::AccountId;
use frontdesk_domain::auth::{Code, CodePurpose, Holder, NewCode, OneTimeCode, Pace};
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

/// A code as somebody typed it.
pub(crate) struct Try<'a> {
    /// Which browser.
    pub(crate) request: &'a RequestId,
    /// What for.
    pub(crate) purpose: CodePurpose,
    /// What was typed.
    pub(crate) typed: OneTimeCode,
    /// The network they came from, as for a look-up.
    pub(crate) network: &'a str,
    /// Whose account they are signed in to, where that is needed. It bears the guesses, whatever address
    /// they are made at: whether another account has that address makes no difference.
    pub(crate) by: Option<AccountId>,
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
    /// compared than one code may be tried, and from one network no more than [`Pace::CODE_TRIES`] lets
    /// through, whatever they are tries of. A right one is still to be used up.
    pub(crate) async fn try_code(&self, tried: &Try<'_>) -> Result<Result<Code, CodeTried>, AppError> {
        let key = self.ports.signer.fingerprint("code tries from", tried.network);
        self.pace(&key, &Pace::CODE_TRIES).await?;
        let taken = tried_again(&*self.ports.entropy, || self.take_try(tried)).await?;
        // Compared for a code that is gone, too: it may be gone because its holder asked for another.
        let hash = taken.as_ref().filter(|code| code.can_be_right());
        let hash = hash.and_then(|code| code.hash.as_ref());
        let right = self
            .ports
            .hasher
            .verify_code(tried.purpose, tried.request, tried.typed, hash)
            .await?;
        Ok(match taken {
            Some(code) if right => Ok(code),
            Some(_) => Err(CodeTried::Wrong),
            None => Err(CodeTried::Over),
        })
    }

    async fn take_try(&self, tried: &Try<'_>) -> Result<Option<Code>, StoreError> {
        let (now, rules) = (self.ports.clock.now(), &self.rules.accounts.codes);
        let unit = self.ports.store.begin().await?;
        let taken = unit
            .codes()
            .take_try(tried.request, tried.purpose, rules.tries, now)
            .await?;
        // Counted for nobody's code and for none, too: the same work whether anybody is known.
        let whose = format!("{} {}", tried.purpose.key(), tried.counted_as(taken.as_ref()));
        let key = self.ports.signer.fingerprint("code guesses", &whose);
        let (guesses, _) = unit.throttles().count(&key, DAY, now).await?;
        unit.commit().await?;
        Ok(taken.filter(|_| guesses <= rules.guesses_per_day))
    }
}

impl Try<'_> {
    /// Who bears the guess. Nobody's code counts apart from anybody's, so that guessing at it keeps no one
    /// out; and nothing is counted under what a browser that asked for no code may make up.
    fn counted_as(&self, code: Option<&Code>) -> String {
        let holder = code.and_then(|code| code.holder);
        let to = code.and_then(|code| code.to.as_ref());
        match (self.by, holder, to) {
            (Some(account), _, _) | (None, Some(Holder::Account(account)), _) => {
                format!("account {}", account.0)
            }
            (None, Some(Holder::Client(client)), _) => format!("client {}", client.0),
            (None, None, Some(to)) => format!("nobody at {}", to.folded()),
            (None, None, None) => format!("nobody from {}", self.network),
        }
    }
}

#[cfg(test)]
mod tests;

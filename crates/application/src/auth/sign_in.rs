use std::time::Duration;

use frontdesk_domain::accounts::{Account, AccountState, Username};
use frontdesk_domain::auth::{CodePurpose, Holder, Level, NewCode, Pace, Password, PasswordHash, Tally};
use frontdesk_domain::clients::Email;
use frontdesk_domain::letters::LetterKind;
use frontdesk_domain::ports::{Queue, StoreError, UnitOfWork, Verdict};
use frontdesk_domain::secrets::{DeviceToken, Fingerprint, RequestId, SessionToken};
use frontdesk_domain::time::Timestamp;

use super::open_session::Opening;
use crate::unit::{save, tried_again};
use crate::{AppError, Application};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// The sign-in form, as sent.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// E-mail or username, as typed.
    pub login: String,
    /// The password, as typed.
    pub password: Password,
    /// Whether they asked to be remembered.
    pub remembered: bool,
    /// What this browser was given when someone signed in on it before.
    pub device: Option<DeviceToken>,
    /// The network they came from, as for a look-up.
    pub network: String,
    /// What their browser calls itself, in a few words, for the list of sessions.
    pub browser: String,
}

/// What signing in came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInAnswer {
    /// They are in.
    In {
        /// What their browser holds from now on.
        session: SessionToken,
        /// What makes their browser known.
        device: DeviceToken,
    },
    /// The password is right; a code of their authenticator app is asked for.
    SecondStep {
        /// What their browser holds until then. It opens nothing else.
        session: SessionToken,
    },
    /// The password is right, the e-mail is not proved: a new code was mailed.
    CodeSent(RequestId),
    /// The password is right; an admin has not decided yet.
    Waiting,
    /// Wrong, unknown, disabled or declined: which, nobody is told.
    Wrong,
}

/// An attempt that was counted.
struct Admitted {
    account: Option<Account>,
    queue: Queue,
}

struct Keys {
    account_and_network: Fingerprint,
    network: Fingerprint,
    account: Fingerprint,
}

impl Application {
    /// Signs in with a password. Known or not, the same work is done and the same is answered, unless the
    /// password is right.
    ///
    /// # Errors
    /// [`AppError::Throttled`] when attempts come too fast. Nobody is ever locked out: the wait is short,
    /// and on a browser known to the account only its own attempts count.
    pub async fn sign_in(&self, form: &SignIn) -> Result<SignInAnswer, AppError> {
        let now = self.ports.clock.now();
        let admitted = tried_again(&*self.ports.entropy, || self.admit(form, now)).await?;
        let Admitted { account, queue } = admitted.map_err(|not_before| AppError::Throttled {
            retry_after: not_before.since(now),
        })?;
        let hash = account.as_ref().map(|account| &account.password);
        let verdict = self.ports.hasher.verify(&form.password, hash, queue).await?;
        let tried = account.as_ref().map(|account| account.id.0);
        let Some(account) = account.filter(|_| verdict != Verdict::Wrong) else {
            tracing::info!(account = tried, "a sign-in was refused");
            return Ok(SignInAnswer::Wrong);
        };
        let rehashed = match verdict {
            Verdict::RightButOld => Some(self.ports.hasher.hash(&form.password).await?),
            Verdict::Right | Verdict::Wrong => None,
        };
        let entropy = &*self.ports.entropy;
        let answer = tried_again(entropy, || self.let_in(form, &account, rehashed.as_ref())).await?;
        if matches!(answer, SignInAnswer::CodeSent(_)) {
            self.deliveries_were_asked_for();
        }
        Ok(answer)
    }

    /// Counts the attempt and finds the account. An attempt counts before it is known to be wrong, so that
    /// many at once count each other.
    async fn admit(&self, form: &SignIn, now: Timestamp) -> Result<Result<Admitted, Timestamp>, StoreError> {
        let unit = self.ports.store.begin().await?;
        let account = by_login(&*unit, &form.login).await?;
        let keys = self.keys(form, account.as_ref());
        let known = self.is_known(&*unit, form, account.as_ref(), now).await?;
        let mut counted = vec![
            (keys.account_and_network, Pace::ACCOUNT_AND_NETWORK),
            (keys.network, Pace::NETWORK),
        ];
        if !known {
            counted.push((keys.account, Pace::ACCOUNT));
        }
        for (key, pace) in counted {
            let before = unit.attempts().lock(&key).await?;
            match Tally::attempt(before, &pace, now) {
                Ok(tally) => unit.attempts().keep(&key, &tally).await?,
                Err(not_before) => return Ok(Err(not_before)),
            }
        }
        self.tell_of_unusual(&*unit, &keys, account.as_ref(), now).await?;
        unit.commit().await?;
        // A flood of strangers keeps nobody out of a browser they use.
        let queue = if known { Queue::Known } else { Queue::Strangers };
        Ok(Ok(Admitted { account, queue }))
    }

    /// One mail a day to the owner when very many attempts came from browsers they never used.
    async fn tell_of_unusual(
        &self,
        unit: &dyn UnitOfWork,
        keys: &Keys,
        account: Option<&Account>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        // Read for nobody too: the answer takes as long.
        let tally = unit.attempts().lock(&keys.account).await?;
        let very_many = tally.is_some_and(|tally| tally.count == Pace::ACCOUNT.free);
        let Some(account) = account.filter(|account| very_many && account.is_active()) else {
            return Ok(());
        };
        let key = self
            .ports
            .signer
            .fingerprint("told of attempts", &account.id.0.to_string());
        let (told, _) = unit.throttles().count(&key, DAY, now).await?;
        if told == 1 {
            self.post(unit, LetterKind::UnusualAttempts(account.id), now)
                .await?;
        }
        Ok(())
    }

    async fn is_known(
        &self,
        unit: &dyn UnitOfWork,
        form: &SignIn,
        account: Option<&Account>,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        match (account, &form.device) {
            (Some(account), Some(device)) => {
                let hash = self.ports.signer.hash_secret("device", device.as_bytes());
                unit.devices().is_known(account.id, &hash, now).await
            }
            _ => Ok(false),
        }
    }

    /// Keyed by the account where there is one, so that its e-mail and its username share their attempts;
    /// else by what was typed.
    fn keys(&self, form: &SignIn, account: Option<&Account>) -> Keys {
        let whose = match account {
            Some(account) => format!("account {}", account.id.0),
            None => format!("nobody {}", form.login.trim().to_lowercase()),
        };
        let signer = &self.ports.signer;
        Keys {
            account_and_network: signer
                .fingerprint("sign-ins of, from", &format!("{whose}\n{}", form.network)),
            network: signer.fingerprint("sign-ins from", &form.network),
            account: signer.fingerprint("sign-ins of", &whose),
        }
    }

    /// The password was right. What follows depends on where the account stands now.
    async fn let_in(
        &self,
        form: &SignIn,
        seen: &Account,
        rehashed: Option<&PasswordHash>,
    ) -> Result<SignInAnswer, StoreError> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        // Changed while it was compared: that was the right password of before.
        let same = |account: &Account| account.session_version == seen.session_version;
        let Some(account) = unit.accounts().get(seen.id).await?.filter(same) else {
            return Ok(SignInAnswer::Wrong);
        };
        let answer = match account.state {
            AccountState::Active => self.begin_session(&*unit, form, &account, now).await?,
            AccountState::Unverified => self.send_code_again(&*unit, form, &account, now).await?,
            AccountState::AwaitingApproval { .. } => SignInAnswer::Waiting,
            AccountState::Disabled { .. } | AccountState::Declined { .. } => return Ok(SignInAnswer::Wrong),
        };
        self.take_back(&*unit, &self.keys(form, Some(&account))).await?;
        if let Some(hash) = rehashed {
            let read = account.version;
            save(&*unit, &account.rehashed(hash.clone(), now), read).await?;
        }
        unit.commit().await?;
        Ok(answer)
    }

    /// The attempt was right. It does not count against the others of an office or of the owner, and a
    /// stranger's wrong ones go on counting.
    async fn take_back(&self, unit: &dyn UnitOfWork, keys: &Keys) -> Result<(), StoreError> {
        unit.attempts().forget(&keys.account_and_network).await?;
        for key in [&keys.network, &keys.account] {
            if let Some(tally) = unit.attempts().lock(key).await? {
                unit.attempts().keep(key, &tally.with_one_less()).await?;
            }
        }
        Ok(())
    }

    async fn begin_session(
        &self,
        unit: &dyn UnitOfWork,
        form: &SignIn,
        account: &Account,
        now: Timestamp,
    ) -> Result<SignInAnswer, StoreError> {
        let opening = Opening {
            remembered: form.remembered,
            browser: &form.browser,
            now,
        };
        if account.second_step.is_on() {
            let session = self.open_session(unit, account, Level::HalfWay, &opening).await?;
            return Ok(SignInAnswer::SecondStep { session });
        }
        let session = self
            .open_session(unit, account, Level::Password, &opening)
            .await?;
        let device = self.remember_device(unit, account, form.device, now).await?;
        tracing::info!(account = account.id.0, "signed in");
        Ok(SignInAnswer::In { session, device })
    }

    async fn send_code_again(
        &self,
        unit: &dyn UnitOfWork,
        form: &SignIn,
        account: &Account,
        now: Timestamp,
    ) -> Result<SignInAnswer, StoreError> {
        let request = RequestId::from_bytes(self.ports.entropy.bytes());
        let code = NewCode {
            purpose: CodePurpose::VerifyEmail,
            holder: Some(Holder::Account(account.id)),
            request,
            to: Some(account.email.clone()),
            created_at: now,
        };
        let whose = account.email.folded();
        if self.count_code(unit, &whose, &form.network, now).await?.is_none() {
            self.ask_code(unit, &code).await?;
        }
        Ok(SignInAnswer::CodeSent(request))
    }
}

/// The account that signs in by this, if any. With `@` it is an e-mail, without a username.
pub(crate) async fn by_login(unit: &dyn UnitOfWork, login: &str) -> Result<Option<Account>, StoreError> {
    if login.contains('@') {
        return match Email::parse(login) {
            Ok(email) => unit.accounts().by_email(&email).await,
            Err(_) => Ok(None),
        };
    }
    match Username::parse(login) {
        Ok(username) => unit.accounts().by_username(&username).await,
        Err(_) => Ok(None),
    }
}

#[cfg(test)]
mod tests;

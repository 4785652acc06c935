use frontdesk_domain::accounts::{Account, AccountId, AccountState};
use frontdesk_domain::auth::{
    CodeId, CodePurpose, Holder, LinkClaims, LinkPurpose, LinkToken, OneTimeCode, Password,
};
use frontdesk_domain::clients::{Client, ClientId, ClientNumber, NewClient};
use frontdesk_domain::ports::{StoreError, Unique, UnitOfWork};
use frontdesk_domain::secrets::RequestId;
use frontdesk_domain::time::Timestamp;

use super::{CodeTried, Try};
use crate::front_desk::unclaimed;
use crate::unit::{save, tried_again};
use crate::{AppError, Application};

/// What proves the e-mail of a new account.
#[derive(Clone, Debug)]
pub enum Proof {
    /// The mailed code, typed in the browser that registered.
    Code {
        /// Which browser.
        request: RequestId,
        /// What was typed.
        code: OneTimeCode,
        /// The network they came from, as for a look-up.
        network: String,
    },
    /// The mailed link.
    Link {
        /// The link.
        token: LinkToken,
        /// The browser, if it asked for a code.
        request: Option<RequestId>,
        /// The password that was chosen, asked for in any other browser. Without it, whoever registered
        /// with somebody else's address would get an account by that person's click.
        password: Option<Password>,
    },
}

/// What a proof came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// It is proved; they may sign in.
    MaySignIn,
    /// It is proved; an admin decides.
    Waiting,
    /// It is not.
    Not(CodeTried),
    /// The link is good, but this is not the browser that registered: the password, please.
    PasswordNeeded,
}

impl Application {
    /// Proves the e-mail of a new account, and links it to the client record whose e-mail that is, so that
    /// a customer keeps their ID. A phone number proves nothing and is not looked at.
    ///
    /// # Errors
    /// [`AppError::Throttled`] for passwords typed too fast, and for too many codes tried from one network.
    pub async fn verify_email(&self, proof: &Proof) -> Result<Verified, AppError> {
        let proved = match proof {
            Proof::Code {
                request,
                code,
                network,
            } => self.proved_by_code(request, *code, network).await?,
            Proof::Link {
                token,
                request,
                password,
            } => self.proved_by_link(token, *request, password.as_ref()).await?,
        };
        let proved = match proved {
            Ok(proved) => proved,
            Err(answer) => return Ok(answer),
        };
        let verified = tried_again(&*self.ports.entropy, || self.verify(&proved)).await?;
        Ok(verified)
    }

    async fn proved_by_code(
        &self,
        request: &RequestId,
        code: OneTimeCode,
        network: &str,
    ) -> Result<Result<Proved, Verified>, AppError> {
        let tried = Try {
            request,
            purpose: CodePurpose::VerifyEmail,
            typed: code,
            network,
            by: None,
        };
        Ok(match self.try_code(&tried).await? {
            Ok(code) => match code.holder {
                Some(Holder::Account(account)) => Ok(Proved {
                    account,
                    code: Some(code.id),
                    link: None,
                }),
                _ => Err(Verified::Not(CodeTried::Over)),
            },
            Err(tried) => Err(Verified::Not(tried)),
        })
    }

    async fn proved_by_link(
        &self,
        token: &LinkToken,
        request: Option<RequestId>,
        password: Option<&Password>,
    ) -> Result<Result<Proved, Verified>, AppError> {
        const OVER: Verified = Verified::Not(CodeTried::Over);
        let now = self.ports.clock.now();
        let claims = self.ports.links.read(token, LinkPurpose::VerifyEmail, now);
        let Some((claims, account)) = claims.and_then(|claims| claims.account.map(|id| (claims, id))) else {
            return Ok(Err(OVER));
        };
        let Some(code) = self.code_beside(&claims).await? else {
            return Ok(Err(OVER));
        };
        let same_browser = code.is_some_and(|(_, asked_by)| Some(asked_by) == request);
        if !same_browser {
            let Some(password) = password else {
                return Ok(Err(Verified::PasswordNeeded));
            };
            self.check_password(account, password).await?;
        }
        let code = code.map(|(id, _)| id);
        Ok(Ok(Proved {
            account,
            code,
            link: Some(claims),
        }))
    }

    /// The code in the same mail and the browser that asked for it, if the link is good.
    async fn code_beside(
        &self,
        claims: &LinkClaims,
    ) -> Result<Option<Option<(CodeId, RequestId)>>, StoreError> {
        let hash = self.ports.signer.hash_secret("link", claims.id.as_bytes());
        let unit = self.ports.store.begin().await?;
        let good = unit
            .links()
            .good(&hash, claims.purpose, self.ports.clock.now())
            .await?;
        Ok(match good {
            None => None,
            Some(None) => Some(None),
            Some(Some(id)) => Some(unit.codes().get(id).await?.map(|code| (id, code.request))),
        })
    }

    async fn verify(&self, proved: &Proved) -> Result<Verified, StoreError> {
        const OVER: Verified = Verified::Not(CodeTried::Over);
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        if !self.use_up(&*unit, proved, now).await? {
            return Ok(OVER);
        }
        let Some(account) = unit.accounts().get(proved.account).await? else {
            return Ok(OVER);
        };
        let read = account.version;
        let Some(account) = account.verified(self.rules.accounts.approval, now) else {
            return Ok(OVER);
        };
        let client = self.client_of(&*unit, &account, now).await?;
        let account = account.linked(client, now);
        save(&*unit, &account, read).await?;
        unit.commit().await?;
        tracing::info!(account = account.id.0, "an e-mail was proved");
        Ok(match account.state {
            AccountState::Active => Verified::MaySignIn,
            _ => Verified::Waiting,
        })
    }

    /// Uses up what proved it. Code and link stand in one mail: one use ends both.
    async fn use_up(
        &self,
        unit: &dyn UnitOfWork,
        proved: &Proved,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let code_was_good = match proved.code {
            Some(code) => unit.codes().use_up(code, now).await?,
            None => false,
        };
        let Some(claims) = &proved.link else {
            return Ok(code_was_good);
        };
        let account = unit.accounts().get(proved.account).await?;
        let hash = self.ports.signer.hash_secret("link", claims.id.as_bytes());
        let link_was_good = unit.links().use_up(&hash, claims.purpose, now).await?;
        Ok(link_was_good && account.is_some_and(|a| a.session_version == claims.session_version))
    }

    /// The client record of a proved account: the only one with that e-mail, which then keeps its ID and
    /// tickets, or a new one. Two with that e-mail are nobody in particular.
    pub(crate) async fn client_of(
        &self,
        unit: &dyn UnitOfWork,
        account: &Account,
        now: Timestamp,
    ) -> Result<ClientId, StoreError> {
        let contact = account.contact.clone();
        let phone = unclaimed(unit, contact.phone).await?;
        let known = unit.clients().without_account(&account.email).await?;
        if let [known] = known.as_slice() {
            let completed = Client {
                phone: known.phone.clone().or(phone),
                address: known.address.clone().or(contact.address),
                ..known.clone()
            };
            unit.clients().save(&completed).await?;
            return Ok(known.id);
        }
        let client = NewClient {
            number: ClientNumber::draw(self.ports.entropy.number()),
            name: account.name.clone(),
            phone,
            by_phone: false,
            email: Some(account.email.clone()),
            address: contact.address,
            created_at: now,
        };
        match unit.clients().insert(&client).await {
            // One in millions draws a number that is taken: draw another.
            Err(StoreError::NotUnique(Unique::ClientNumber)) => Err(StoreError::Again),
            inserted => inserted,
        }
    }
}

struct Proved {
    account: AccountId,
    code: Option<CodeId>,
    link: Option<LinkClaims>,
}

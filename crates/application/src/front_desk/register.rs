use frontdesk_domain::auth::{CodeId, CodePurpose, NewCode, OneTimeCode};
use frontdesk_domain::clients::{Client, ClientId, ClientNumber, Email, Identifier, Name, NewClient, Phone};
use frontdesk_domain::letters::LetterKind;
use frontdesk_domain::ports::{StoreError, Unique, UnitOfWork};
use frontdesk_domain::secrets::{RequestId, SessionToken};

use super::LookUpRequest;
use crate::auth::{CodeTried, Try, meant_by};
use crate::unit::tried_again;
use crate::{AppError, Application};

/// Someone who registered at a verified desk types their code.
#[derive(Clone, Debug)]
pub struct RegisterAtDesk {
    /// What they typed to say who they are.
    pub identifier: Identifier,
    /// What they are called.
    pub name: Name,
    /// Which browser asked for the code.
    pub request: RequestId,
    /// The code.
    pub code: OneTimeCode,
    /// What the browser calls itself, in a few words.
    pub browser: String,
    /// The network they came from, as for a look-up.
    pub network: String,
}

/// What registering at a verified desk came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisteredAtDesk {
    /// They are in, as the client of the e-mail they proved.
    In {
        /// Their session.
        session: SessionToken,
        /// Their customer ID: new, or the one they had.
        number: ClientNumber,
    },
    /// They are not.
    Not(CodeTried),
}

impl Application {
    /// Mails a code to the e-mail of someone who says they are new. It is offered to everyone and keeps
    /// nothing but the code. If the identifier is a client's with another e-mail, that one is told; the answer
    /// and the work are the same either way.
    ///
    /// # Errors
    /// [`AppError::Throttled`] for too many look-ups of the identifier, or codes to the e-mail, known or not.
    pub async fn ask_register_code(
        &self,
        request: &LookUpRequest,
        email: &Email,
    ) -> Result<RequestId, AppError> {
        let found = self.look_up(request).await?;
        self.refuse_too_many_codes(&email.folded(), &request.network)
            .await?;
        let asked_by = RequestId::from_bytes(self.ports.entropy.bytes());
        let meant = meant_by(&found);
        tried_again(&*self.ports.entropy, || self.ask_newcomer(meant, email, asked_by)).await?;
        self.deliveries_were_asked_for();
        Ok(asked_by)
    }

    async fn ask_newcomer(
        &self,
        meant: ClientId,
        email: &Email,
        request: RequestId,
    ) -> Result<(), StoreError> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let has_another = |client: &Client| {
            let on_file = client.email.as_ref();
            on_file.is_some_and(|on_file| on_file.folded() != email.folded())
        };
        let told = unit.clients().get(meant).await?.filter(has_another);
        let warning = LetterKind::TriedToRegister(told.map(|client| client.id));
        self.post(&*unit, warning, now).await?;
        let code = NewCode {
            purpose: CodePurpose::Register,
            holder: None,
            request,
            to: Some(email.clone()),
            created_at: now,
        };
        self.ask_code(&*unit, &code).await?;
        unit.commit().await
    }

    /// Signs someone in as the client of the e-mail they proved: the one who has it, or else a new one. Knowing
    /// a phone number claims nobody's record and changes nobody's look-up: a new client gets the phone only if
    /// nobody has it (`docs/decisions/0011-verified-desk.md`).
    ///
    /// # Errors
    /// [`AppError::Throttled`] for too many codes tried from one network.
    pub async fn register_at_desk(&self, form: &RegisterAtDesk) -> Result<RegisteredAtDesk, AppError> {
        let tried = Try {
            request: &form.request,
            purpose: CodePurpose::Register,
            typed: form.code,
            network: &form.network,
            by: None,
        };
        let tried = self.try_code(&tried).await?;
        // What was proved is where the code went, whatever the form says.
        let (code, email) = match tried.map(|code| (code.id, code.to)) {
            Ok((code, Some(email))) => (code, email),
            Ok((_, None)) => return Ok(RegisteredAtDesk::Not(CodeTried::Over)),
            Err(tried) => return Ok(RegisteredAtDesk::Not(tried)),
        };
        let phone = form.identifier.phone().cloned();
        let enter = |phone: Option<Phone>| {
            let email = &email;
            tried_again(&*self.ports.entropy, move || {
                self.enter(code, email, form, phone.clone())
            })
        };
        match enter(phone).await {
            // Someone was registered by this phone at this very moment: it is theirs.
            Err(StoreError::NotUnique(Unique::ClientPhone)) => Ok(enter(None).await?),
            entered => Ok(entered?),
        }
    }

    async fn enter(
        &self,
        code: CodeId,
        email: &Email,
        form: &RegisterAtDesk,
        phone: Option<Phone>,
    ) -> Result<RegisteredAtDesk, StoreError> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        if !unit.codes().use_up(code, now).await? {
            return Ok(RegisteredAtDesk::Not(CodeTried::Over));
        }
        let (client, number) = match self.client_with(&*unit, email).await? {
            Some(client) => (client.id, client.number),
            None => {
                let phone = unclaimed(&*unit, phone).await?;
                let client = NewClient {
                    number: ClientNumber::draw(self.ports.entropy.number()),
                    name: form.name.clone(),
                    by_phone: phone.is_some(),
                    phone,
                    email: Some(email.clone()),
                    address: None,
                    created_at: now,
                };
                (new_client(&*unit, &client).await?, client.number)
            }
        };
        let session = self.open_client_session(&*unit, client, &form.browser).await?;
        unit.commit().await?;
        Ok(RegisteredAtDesk::In { session, number })
    }

    /// The client that a proved e-mail means: that of the account with it, or else the only one with it. Two
    /// with that e-mail are nobody in particular.
    async fn client_with(&self, unit: &dyn UnitOfWork, email: &Email) -> Result<Option<Client>, StoreError> {
        let account = unit.accounts().by_email(email).await?;
        if let Some(client) = account.and_then(|account| account.client) {
            return unit.clients().get(client).await;
        }
        let mut found = unit.clients().without_account(email).await?;
        let only = if found.len() == 1 { found.pop() } else { None };
        Ok(only)
    }
}

/// The phone, if nobody has it: by knowing a number nobody gets a record, or makes the number mean two people.
pub(crate) async fn unclaimed(
    unit: &dyn UnitOfWork,
    phone: Option<Phone>,
) -> Result<Option<Phone>, StoreError> {
    match phone {
        Some(phone) if unit.clients().has_phone(&phone).await? => Ok(None),
        free => Ok(free),
    }
}

async fn new_client(unit: &dyn UnitOfWork, client: &NewClient) -> Result<ClientId, StoreError> {
    match unit.clients().insert(client).await {
        // One in millions draws a number that is taken: draw another.
        Err(StoreError::NotUnique(Unique::ClientNumber)) => Err(StoreError::Again),
        inserted => inserted,
    }
}

#[cfg(test)]
mod tests;

use frontdesk_domain::access::SignedIn;
use frontdesk_domain::clients::ClientId;
use frontdesk_domain::ports::{StoreError, Unique};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{
    Actor, Body, CategoryId, NewTicket, Priority, Source, Subject, TicketNumber, TrackerMark,
};

use crate::unit::{others_durable, tried_again};
use crate::{AppError, Application};

/// The ticket form of someone signed in.
#[derive(Clone, Debug)]
pub struct OpenTicket {
    /// For whom staff open it; none is for whoever sends the form.
    pub client: Option<ClientId>,
    /// The form's key.
    pub key: SubmissionKey,
    /// Its title.
    pub subject: Subject,
    /// What is wrong; none where the title says it all.
    pub body: Option<Body>,
    /// What it is about; none chosen is the fallback.
    pub category: Option<CategoryId>,
    /// How much it matters.
    pub priority: Priority,
    /// Whether a program sends it.
    pub by_program: bool,
}

/// What it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It is kept, now or by an earlier sending of the same form.
    Kept(TicketNumber),
    /// The rule of the desk allows one open ticket, and there is one.
    AlreadyOpen,
}

impl Application {
    /// Opens a ticket for someone signed in, or, by staff, for a client who called.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] for somebody else's client, or who is no client; [`AppError::FormReused`]
    /// for a form sent before with other words.
    pub async fn open_ticket(&self, who: &SignedIn, form: &OpenTicket) -> Result<Opened, AppError> {
        let new = self.opening(who, form).await?;
        match tried_again(&*self.ports.entropy, || self.keep_opening(who, &new)).await {
            Ok(number) => {
                self.deliveries_were_asked_for();
                Ok(Opened::Kept(number))
            }
            Err(StoreError::NotUnique(Unique::OpenSlot)) => {
                // It may be this form, sent twice, that has the slot: who reads sees it once it is durable.
                others_durable(&*self.ports.entropy, &*self.ports.store).await?;
                let before = self.opened_by(&form.key, new.digest).await?;
                Ok(before.map_or(Opened::AlreadyOpen, Opened::Kept))
            }
            Err(StoreError::NotUnique(Unique::Submission) | StoreError::Unknown(_)) => {
                others_durable(&*self.ports.entropy, &*self.ports.store).await?;
                let before = self.opened_by(&form.key, new.digest).await?;
                let lost = || AppError::Unavailable("the database lost the connection".into());
                before.map(Opened::Kept).ok_or_else(lost)
            }
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) async fn opening(&self, who: &SignedIn, form: &OpenTicket) -> Result<NewTicket, AppError> {
        let own = form.client.is_none() || form.client == who.client;
        let client = form.client.or(who.client).ok_or(AppError::Forbidden)?;
        if !own && !who.works_here() {
            return Err(AppError::Forbidden);
        }
        let category = match form.category {
            Some(chosen) => chosen,
            None => self.ports.front_desk.fallback_category().await?.id,
        };
        let source = match (form.by_program, own) {
            (true, _) => Source::Api,
            (false, true) => Source::Portal,
            (false, false) => Source::Staff,
        };
        let body = form.body.clone();
        Ok(NewTicket {
            client,
            subject: form.subject.clone(),
            body: body.unwrap_or_else(|| Body::of(&form.subject)),
            category,
            priority: form.priority,
            source,
            follows: None,
            rule: self.rules.one_open,
            submission: form.key,
            digest: self.opening_digest(client, form, category),
            mark: TrackerMark::from_bytes(self.ports.entropy.bytes()),
            created_at: self.ports.clock.now(),
        })
    }

    async fn keep_opening(&self, who: &SignedIn, new: &NewTicket) -> Result<TicketNumber, StoreError> {
        let actor = match who.account() {
            Some(account) if new.source == Source::Staff => Actor::Agent(account),
            Some(account) => Actor::Customer(account),
            None => Actor::Client,
        };
        let unit = self.ports.store.begin().await?;
        let number = self.keep_opened(&*unit, new, actor).await?;
        unit.commit().await?;
        Ok(number)
    }

    pub(crate) async fn opened_by(
        &self,
        key: &SubmissionKey,
        digest: SubmissionDigest,
    ) -> Result<Option<TicketNumber>, AppError> {
        match self.ports.front_desk.submitted(key).await? {
            Some(before) if before.digest == digest => Ok(Some(before.number)),
            Some(_) => Err(AppError::FormReused),
            None => Ok(None),
        }
    }

    fn opening_digest(&self, client: ClientId, form: &OpenTicket, category: CategoryId) -> SubmissionDigest {
        self.ports.signer.digest(&[
            "opened",
            &client.0.to_string(),
            form.subject.as_str(),
            form.body.as_ref().map_or("", Body::as_str),
            &category.0.to_string(),
            form.priority.key(),
        ])
    }
}

#[cfg(test)]
mod tests;

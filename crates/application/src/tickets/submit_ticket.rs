use frontdesk_domain::clients::{ClientId, ClientNumber, Email, Identifier, Name, NewClient, PostalAddress};
use frontdesk_domain::ports::{LookUp, OpenTicket, StoreError, Submitted, Unique};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey, TrackToken};
use frontdesk_domain::tickets::{
    Actor, Body, CategoryId, NewTicket, Priority, Source, Subject, TicketNumber, TrackerMark,
};
use frontdesk_domain::time::Timestamp;

use crate::unit::{others_durable, tried_again};
use crate::{AppError, Application};

/// The ticket form, as sent.
#[derive(Clone, Debug)]
pub struct SubmitTicket {
    /// Who they said they are.
    pub identifier: Identifier,
    /// The client they are signed in as, if any.
    pub proved: Option<ClientId>,
    /// The form's key: the same key again is the same submission.
    pub key: SubmissionKey,
    /// What is wrong.
    pub body: Body,
    /// What it is about; none chosen is the fallback.
    pub category: Option<CategoryId>,
    /// Whether it stops them.
    pub priority: Priority,
    /// What someone new adds about themselves.
    pub registration: Option<Registration>,
}

/// What someone new adds about themselves. Registering is sending the ticket.
#[derive(Clone, Debug)]
pub struct Registration {
    /// How they want to be called.
    pub name: Name,
    /// Where answers go.
    pub email: Option<Email>,
    /// Where they are.
    pub address: Option<PostalAddress>,
}

/// What a submission was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Submission {
    /// It is kept, now or by an earlier sending of the same form.
    Accepted {
        /// The ticket's number.
        number: TicketNumber,
        /// What opens its page.
        token: TrackToken,
    },
    /// The client has an open ticket already. That is an answer, not an error.
    AlreadyOpen(OpenTicket),
    /// Someone new must say their name.
    NameNeeded,
    /// Nobody has this customer ID, and there is no phone to register by.
    UnknownNumber,
    /// Several clients share the phone: the customer ID must decide.
    SharedPhone,
}

/// How often a submission may lose a race and look again. Each loss means another one won.
const ROUNDS: usize = 8;

impl Application {
    /// Takes a ticket: client, ticket, history, track link and deliveries in one unit of work. Whatever
    /// races, the store's constraints decide, and the loser is shown what won.
    ///
    /// # Errors
    /// [`AppError::FormReused`] for a form sent before with other words; [`AppError::ClientNotProved`] at a
    /// verified desk; [`AppError::Unavailable`] when nothing was stored.
    pub async fn submit_ticket(&self, form: &SubmitTicket) -> Result<Submission, AppError> {
        let digest = self.digest(form);
        for _ in 0..ROUNDS {
            let client = match self.visit(&form.identifier, form.proved).await? {
                LookUp::Known { open: Some(open), .. } => return self.open_already(form, digest, open).await,
                LookUp::Known { client, open: None } => Writer::Known(client),
                LookUp::Shared => return Ok(Submission::SharedPhone),
                LookUp::Unknown => match self.newcomer(form) {
                    Ok(newcomer) => Writer::New(newcomer),
                    Err(answer) => return Ok(answer),
                },
            };
            match tried_again(&*self.ports.entropy, || self.keep(form, digest, &client)).await {
                Ok(number) => return Ok(self.accepted(number, form)),
                // Someone else was quicker: the next look-up shows what they did, once it is durable.
                Err(StoreError::NotUnique(what)) => {
                    others_durable(&*self.ports.entropy, &*self.ports.store).await?;
                    if what == Unique::Submission {
                        return self.sent_before(form, digest).await;
                    }
                }
                Err(StoreError::Unknown(why)) => {
                    let kept = self.ports.front_desk.submitted(&form.key).await?;
                    return kept
                        .map(|s| self.accepted(s.number, form))
                        .ok_or(AppError::Unavailable(why));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::Unavailable("too many at once".into()))
    }

    async fn keep(
        &self,
        form: &SubmitTicket,
        digest: SubmissionDigest,
        writer: &Writer,
    ) -> Result<TicketNumber, StoreError> {
        let now = writer.created_at().unwrap_or_else(|| self.ports.clock.now());
        let category = match form.category {
            Some(chosen) => chosen,
            None => self.ports.front_desk.fallback_category().await?.id,
        };
        let unit = self.ports.store.begin().await?;
        let client = match writer {
            Writer::Known(id) => *id,
            Writer::New(client) => unit.clients().insert(client).await?,
        };
        let ticket = self.ticket(form, digest, client, category, now);
        let actor = if form.proved == Some(client) {
            Actor::Client
        } else {
            Actor::Visitor
        };
        let number = self.keep_opened(&*unit, &ticket, actor).await?;
        unit.commit().await?;
        self.deliveries_were_asked_for();
        Ok(number)
    }

    fn ticket(
        &self,
        form: &SubmitTicket,
        digest: SubmissionDigest,
        client: ClientId,
        category: CategoryId,
        now: Timestamp,
    ) -> NewTicket {
        NewTicket {
            client,
            subject: Subject::of(&form.body),
            body: form.body.clone(),
            category,
            priority: form.priority,
            source: Source::Desk,
            follows: None,
            rule: self.rules.one_open,
            submission: form.key,
            digest,
            mark: TrackerMark::from_bytes(self.ports.entropy.bytes()),
            created_at: now,
        }
    }

    fn newcomer(&self, form: &SubmitTicket) -> Result<NewClient, Submission> {
        let phone = form.identifier.phone().ok_or(Submission::UnknownNumber)?;
        let about = form.registration.clone().ok_or(Submission::NameNeeded)?;
        Ok(NewClient {
            number: ClientNumber::draw(self.ports.entropy.number()),
            name: about.name,
            phone: Some(phone.clone()),
            by_phone: true,
            email: about.email,
            address: about.address,
            created_at: self.ports.clock.now(),
        })
    }

    /// The open ticket that stands in the way may be this form's own.
    async fn open_already(
        &self,
        form: &SubmitTicket,
        digest: SubmissionDigest,
        open: OpenTicket,
    ) -> Result<Submission, AppError> {
        if open.submission == form.key {
            return self.sent_before(form, digest).await;
        }
        match self.ports.front_desk.submitted(&form.key).await? {
            Some(before) => self.same_form(form, digest, before),
            None => Ok(Submission::AlreadyOpen(open)),
        }
    }

    async fn sent_before(
        &self,
        form: &SubmitTicket,
        digest: SubmissionDigest,
    ) -> Result<Submission, AppError> {
        let before = self
            .ports
            .front_desk
            .submitted(&form.key)
            .await?
            .ok_or(AppError::NotFound)?;
        self.same_form(form, digest, before)
    }

    fn same_form(
        &self,
        form: &SubmitTicket,
        digest: SubmissionDigest,
        before: Submitted,
    ) -> Result<Submission, AppError> {
        let same = before.digest == digest;
        same.then(|| self.accepted(before.number, form))
            .ok_or(AppError::FormReused)
    }

    fn accepted(&self, number: TicketNumber, form: &SubmitTicket) -> Submission {
        Submission::Accepted {
            number,
            token: self.ports.signer.track_token(&form.key),
        }
    }

    fn digest(&self, form: &SubmitTicket) -> SubmissionDigest {
        let category = form.category.map(|id| id.0.to_string()).unwrap_or_default();
        let about = form.registration.as_ref();
        self.ports.signer.digest(&[
            "ticket",
            form.identifier.phone().map_or("", |phone| phone.as_e164()),
            &form
                .identifier
                .number()
                .map(|number| number.to_string())
                .unwrap_or_default(),
            form.body.as_str(),
            &category,
            form.priority.key(),
            about.map_or("", |a| a.name.as_str()),
            about
                .and_then(|a| a.email.as_ref())
                .map_or("", |email| email.as_str()),
            about
                .and_then(|a| a.address.as_ref())
                .map_or("", |address| address.as_str()),
        ])
    }
}

enum Writer {
    Known(ClientId),
    New(NewClient),
}

impl Writer {
    /// A newcomer and their first ticket carry the same moment: that is how the receipt knows to show the
    /// new customer ID.
    fn created_at(&self) -> Option<Timestamp> {
        match self {
            Self::Known(_) => None,
            Self::New(client) => Some(client.created_at),
        }
    }
}

#[cfg(test)]
mod tests;

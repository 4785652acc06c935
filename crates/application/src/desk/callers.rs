use frontdesk_domain::access::SignedIn;
use frontdesk_domain::clients::{ClientId, ClientNumber, Email, NewClient, Phone, PostalAddress};
use frontdesk_domain::ports::{ClientClue, FoundClient, StoreError, Unique};
use frontdesk_domain::secrets::{SubmissionDigest, SubmissionKey};
use frontdesk_domain::tickets::{Actor, NewTicket, Source, TicketNumber};

use crate::tickets::{OpenTicket, Opened, Registration};
use crate::unit::{Ended, others_durable, tried_again};
use crate::{AppError, Application};

/// So many clients are found by one clue; a family or an office shares a phone.
const FOUND: u16 = 20;
/// How often a customer ID is drawn anew, should somebody have it.
const DRAWS: usize = 8;

/// Somebody who calls for the first time.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// What they say about themselves.
    pub about: Registration,
    /// The phone they can be recognised by.
    pub phone: Option<Phone>,
    /// Others have that phone, the member of staff has seen them, and it is none of them.
    pub shares_phone: bool,
}

impl Application {
    /// Everybody a caller may be. Staff see who shares a phone, which nobody else is told.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn find_callers(
        &self,
        who: &SignedIn,
        clue: &ClientClue,
    ) -> Result<Vec<FoundClient>, AppError> {
        self.staff(who)?;
        Ok(self.ports.front_desk.find_clients(clue, FOUND).await?)
    }

    /// Whether the form with this key opened a ticket: pressed twice, it finds the client it registered.
    ///
    /// # Errors
    /// [`AppError::Forbidden`] unless staff ask.
    pub async fn has_opened(&self, who: &SignedIn, key: &SubmissionKey) -> Result<bool, AppError> {
        self.staff(who)?;
        Ok(self.ports.front_desk.submitted(key).await?.is_some())
    }

    /// Staff register somebody who calls, with their first ticket, in one. `form.client` is not looked at.
    ///
    /// # Errors
    /// [`AppError::Stale`] when somebody has that phone already, and the form does not say that they were
    /// seen; [`AppError::FormReused`]; [`AppError::Forbidden`] unless staff ask.
    pub async fn open_for_newcomer(
        &self,
        who: &SignedIn,
        form: &OpenTicket,
        newcomer: &Newcomer,
    ) -> Result<Opened, AppError> {
        let me = self.staff(who)?;
        let new = NewTicket {
            digest: self.newcomer_digest(form, newcomer),
            source: Source::Staff,
            ..self.opening(who, &on_behalf(form)).await?
        };
        if let Some(before) = self.opened_by(&form.key, new.digest).await? {
            return Ok(Opened::Kept(before));
        }
        let entropy = &*self.ports.entropy;
        for _ in 0..DRAWS {
            let actor = Actor::Agent(me);
            match tried_again(entropy, || self.keep_newcomer(&new, newcomer, actor)).await {
                Ok(kept) => {
                    self.deliveries_were_asked_for();
                    return kept.map(Opened::Kept);
                }
                Err(StoreError::NotUnique(Unique::ClientNumber)) => {}
                Err(StoreError::NotUnique(Unique::ClientPhone)) => {
                    others_durable(entropy, &*self.ports.store).await?;
                    let before = self.opened_by(&form.key, new.digest).await?;
                    return before.map(Opened::Kept).ok_or(AppError::Stale);
                }
                Err(StoreError::NotUnique(Unique::Submission) | StoreError::Unknown(_)) => {
                    others_durable(entropy, &*self.ports.store).await?;
                    let before = self.opened_by(&form.key, new.digest).await?;
                    let lost = || AppError::Unavailable("the database lost the connection".into());
                    return before.map(Opened::Kept).ok_or_else(lost);
                }
                Err(error) => return Err(error.into()),
            }
        }
        Err(AppError::Unavailable("no customer ID was free".into()))
    }

    async fn keep_newcomer(&self, new: &NewTicket, newcomer: &Newcomer, actor: Actor) -> Ended<TicketNumber> {
        let unit = self.ports.store.begin().await?;
        let is_shared = match &newcomer.phone {
            Some(phone) => unit.clients().has_phone(phone).await?,
            None => false,
        };
        if is_shared && !newcomer.shares_phone {
            return Ok(Err(AppError::Stale));
        }
        let client = NewClient {
            number: ClientNumber::draw(self.ports.entropy.number()),
            name: newcomer.about.name.clone(),
            phone: newcomer.phone.clone(),
            by_phone: newcomer.phone.is_some() && !is_shared,
            email: newcomer.about.email.clone(),
            address: newcomer.about.address.clone(),
            created_at: new.created_at,
        };
        let client = unit.clients().insert(&client).await?;
        let ticket = NewTicket {
            client,
            ..new.clone()
        };
        let number = self.keep_opened(&*unit, &ticket, actor).await?;
        unit.commit().await?;
        Ok(Ok(number))
    }

    fn newcomer_digest(&self, form: &OpenTicket, newcomer: &Newcomer) -> SubmissionDigest {
        let about = &newcomer.about;
        let category = form.category.map(|id| id.0.to_string()).unwrap_or_default();
        self.ports.signer.digest(&[
            "newcomer",
            about.name.as_str(),
            newcomer.phone.as_ref().map_or("", Phone::as_e164),
            about.email.as_ref().map_or("", Email::as_str),
            about.address.as_ref().map_or("", PostalAddress::as_str),
            form.subject.as_str(),
            form.body.as_ref().map_or("", |body| body.as_str()),
            &category,
            form.priority.key(),
        ])
    }
}

/// The same form, for somebody who is no client yet.
fn on_behalf(form: &OpenTicket) -> OpenTicket {
    OpenTicket {
        client: Some(ClientId::NOBODY),
        ..form.clone()
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::accounts::Role;
    use frontdesk_domain::clients::Name;
    use frontdesk_domain::tickets::{Priority, Subject};

    use super::*;
    use crate::testing::TestDesk;

    const PHONE: &str = "0912 345 6789";

    fn newcomer(desk: &TestDesk, name: &str, shares_phone: bool) -> Newcomer {
        Newcomer {
            about: Registration {
                name: Name::parse(name).unwrap(),
                email: None,
                address: None,
            },
            phone: desk.identifier(PHONE).phone().cloned(),
            shares_phone,
        }
    }

    fn form(desk: &TestDesk) -> OpenTicket {
        OpenTicket {
            client: None,
            key: desk.app.new_submission_key(),
            subject: Subject::parse("Printer").unwrap(),
            body: None,
            category: None,
            priority: Priority::High,
            by_program: false,
        }
    }

    #[tokio::test]
    async fn a_caller_is_registered_with_their_ticket_once_and_found_after_that() {
        let desk = TestDesk::new();
        desk.person("mina@example.com", Role::Agent).await;
        let mina = desk.signed_in("mina@example.com").await;
        let clue = ClientClue::Identifier(desk.identifier(PHONE));
        assert!(desk.app.find_callers(&mina, &clue).await.unwrap().is_empty());
        let form = form(&desk);
        let sara = newcomer(&desk, "Sara Ahmadi", false);
        let opened = desk.app.open_for_newcomer(&mina, &form, &sara).await.unwrap();
        let again = desk.app.open_for_newcomer(&mina, &form, &sara).await.unwrap();
        assert_eq!(opened, again);
        let found = desk.app.find_callers(&mina, &clue).await.unwrap();
        let Opened::Kept(number) = opened else { panic!() };
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].open, Some(number));
        let page = desk.app.see_as_staff(&mina, number).await.unwrap();
        assert_eq!(page.ticket.source, Source::Staff);
        assert_eq!(page.client.name.as_str(), "Sara Ahmadi");
    }

    #[tokio::test]
    async fn who_shares_a_phone_is_registered_only_after_the_others_were_seen() {
        let desk = TestDesk::new();
        desk.person("mina@example.com", Role::Agent).await;
        let mina = desk.signed_in("mina@example.com").await;
        desk.submit(PHONE, "It broke").await;
        let unseen = newcomer(&desk, "Omid", false);
        let refused = desk.app.open_for_newcomer(&mina, &form(&desk), &unseen).await;
        assert!(matches!(refused, Err(AppError::Stale)));
        let seen = newcomer(&desk, "Omid", true);
        desk.app
            .open_for_newcomer(&mina, &form(&desk), &seen)
            .await
            .unwrap();
        let clue = ClientClue::Identifier(desk.identifier(PHONE));
        assert_eq!(desk.app.find_callers(&mina, &clue).await.unwrap().len(), 2);
    }

    #[tokio::test]
    async fn nobody_else_finds_or_registers_anybody() {
        let desk = TestDesk::new();
        desk.customer("sara@example.com").await;
        let sara = desk.signed_in("sara@example.com").await;
        let clue = ClientClue::Identifier(desk.identifier(PHONE));
        let found = desk.app.find_callers(&sara, &clue).await;
        assert!(matches!(found, Err(AppError::Forbidden)));
        let omid = newcomer(&desk, "Omid", true);
        let opened = desk.app.open_for_newcomer(&sara, &form(&desk), &omid).await;
        assert!(matches!(opened, Err(AppError::Forbidden)));
    }
}

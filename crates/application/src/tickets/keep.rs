use frontdesk_domain::counters::{Footprint, difference};
use frontdesk_domain::deliveries::{Job, NewDelivery};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::tickets::{Actor, Changed, NewTicket, Slot, Ticket, TicketNumber};

use crate::Application;

/// Keeps a new ticket, the first line of its history, and the counters it counts in.
async fn keep_new(unit: &dyn UnitOfWork, new: &NewTicket, actor: Actor) -> Result<TicketNumber, StoreError> {
    let number = unit.tickets().insert(new).await?;
    unit.tickets().append(&new.received(number, actor)).await?;
    let footprint = Footprint::of(&Ticket::first(number, new));
    unit.counters().add(&difference(None, Some(footprint))).await?;
    Ok(number)
}

/// Keeps a changed ticket, its history and its counters. If someone was quicker, or took its client's
/// slot, the whole unit of work is tried again with what they left.
pub(crate) async fn keep(unit: &dyn UnitOfWork, changed: &Changed) -> Result<(), StoreError> {
    match unit.tickets().save(&changed.ticket).await {
        Err(StoreError::Conflict | StoreError::NotUnique(_)) => return Err(StoreError::Again),
        saved => saved?,
    }
    for event in &changed.events {
        unit.tickets().append(event).await?;
    }
    let after = Footprint::of(&changed.ticket);
    unit.counters()
        .add(&difference(Some(changed.before), Some(after)))
        .await
}

impl Application {
    /// Keeps a new ticket with its link, and asks for what must leave the house: its issue, and the mail
    /// that confirms it where its client has an address.
    pub(crate) async fn keep_opened(
        &self,
        unit: &dyn UnitOfWork,
        new: &NewTicket,
        actor: Actor,
    ) -> Result<TicketNumber, StoreError> {
        let number = keep_new(unit, new, actor).await?;
        let token = self.ports.signer.track_token(&new.submission);
        let hash = self.ports.signer.hash(&token);
        unit.tickets()
            .add_track_link(number, &hash, new.created_at)
            .await?;
        let client = unit.clients().get(new.client).await?;
        let has_email = client.is_some_and(|client| client.email.is_some());
        let to_tracker = self.ports.tracker.is_some().then_some(Job::CreateIssue);
        let to_client = has_email.then_some(Job::MailReceived);
        for job in to_tracker.into_iter().chain(to_client) {
            let delivery = NewDelivery::of_ticket(job, number, new.created_at);
            unit.deliveries().enqueue(&delivery).await?;
        }
        Ok(number)
    }

    /// The slot of a ticket's client, as this ticket finds it.
    pub(crate) async fn slot(&self, unit: &dyn UnitOfWork, ticket: &Ticket) -> Result<Slot, StoreError> {
        let is_taken = unit.tickets().slot_is_taken(ticket.client, ticket.number).await?;
        Ok(Slot {
            rule: self.rules.one_open,
            is_free: !is_taken,
        })
    }
}

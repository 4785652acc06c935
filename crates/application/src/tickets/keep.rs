use frontdesk_domain::counters::{Footprint, difference};
use frontdesk_domain::ports::{StoreError, UnitOfWork};
use frontdesk_domain::tickets::{Actor, Changed, NewTicket, Slot, Ticket, TicketNumber};

use crate::Application;

/// Keeps a new ticket, the first line of its history, and the counters it counts in.
pub(crate) async fn keep_new(
    unit: &dyn UnitOfWork,
    new: &NewTicket,
    actor: Actor,
) -> Result<TicketNumber, StoreError> {
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
    /// The slot of a ticket's client, as this ticket finds it.
    pub(crate) async fn slot(&self, unit: &dyn UnitOfWork, ticket: &Ticket) -> Result<Slot, StoreError> {
        let is_taken = unit.tickets().slot_is_taken(ticket.client, ticket.number).await?;
        Ok(Slot {
            rule: self.rules.one_open,
            is_free: !is_taken,
        })
    }
}

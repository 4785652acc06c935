use frontdesk_domain::deliveries::{Claimed, Job, NewDelivery, Outcome, Settlement};
use frontdesk_domain::ports::{Dossier, IssueDraft, StoreError};
use frontdesk_domain::tickets::{ExternalReference, TicketNumber};
use frontdesk_domain::time::Timestamp;

use super::carry_out::{no_tracker, outcome_of};
use crate::Application;
use crate::tickets::keep;
use crate::unit::tried_again;

impl Application {
    /// Creates the ticket's issue.
    pub(super) async fn create_issue(&self, claimed: &Claimed, dossier: &Dossier) -> Option<Outcome> {
        if dossier.ticket.external.is_some() {
            return Some(Outcome::Done);
        }
        let Some(tracker) = &self.ports.tracker else {
            return Some(no_tracker());
        };
        match tracker.create(&draft(dossier)).await {
            Ok(reference) => {
                self.adopt(claimed, dossier.ticket.number, &reference, self.audit_at(claimed))
                    .await
            }
            Err(error) => Some(outcome_of(error)),
        }
    }

    /// Looks whether an attempt whose answer was lost created the issue.
    pub(super) async fn look_for_issue(&self, claimed: &Claimed, dossier: &Dossier) -> Option<Outcome> {
        let Some(tracker) = &self.ports.tracker else {
            return Some(no_tracker());
        };
        match tracker.find(dossier.ticket.number, &dossier.ticket.mark).await {
            Ok(found) => match found.as_slice() {
                [] => Some(Outcome::NotFound),
                [only] => {
                    self.adopt(claimed, dossier.ticket.number, only, self.audit_at(claimed))
                        .await
                }
                [first, ..] => {
                    let now = Some(self.ports.clock.now());
                    self.adopt(claimed, dossier.ticket.number, first, now).await
                }
            },
            Err(error) => Some(outcome_of(error)),
        }
    }

    /// When to look for doubles. A create that was begun more than once may have made an issue that comes to
    /// light too late to be found.
    fn audit_at(&self, claimed: &Claimed) -> Option<Timestamp> {
        let later = self.ports.clock.now().after(self.rules.deliveries.audit_after);
        (claimed.delivery.attempts > 1).then_some(later)
    }

    /// Links the ticket and ends the delivery in one unit of work. If that cannot be written, the delivery
    /// is looked into again, and the issue found.
    async fn adopt(
        &self,
        claimed: &Claimed,
        number: TicketNumber,
        reference: &ExternalReference,
        audit_at: Option<Timestamp>,
    ) -> Option<Outcome> {
        let entropy = &*self.ports.entropy;
        match tried_again(entropy, || self.link(claimed, number, reference, audit_at)).await {
            Ok(()) => None,
            Err(error) => Some(Outcome::Unknown(format!(
                "the issue exists but was not linked: {error}"
            ))),
        }
    }

    async fn link(
        &self,
        claimed: &Claimed,
        number: TicketNumber,
        reference: &ExternalReference,
        audit_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let now = self.ports.clock.now();
        let unit = self.ports.store.begin().await?;
        let ticket = unit.tickets().get(number).await?.ok_or(StoreError::Conflict)?;
        if let Some(linked) = ticket.link(reference.clone(), now) {
            keep(&*unit, &linked).await?;
        }
        if let Some(due_at) = audit_at {
            let audit = NewDelivery {
                due_at,
                ..NewDelivery::of_ticket(Job::AuditIssue, number, now)
            };
            unit.deliveries().enqueue(&audit).await?;
        }
        let done = Settlement::of(claimed, Outcome::Done, &self.rules.deliveries, now, 1.0);
        unit.deliveries().settle(claimed, &done, now).await?;
        unit.commit().await
    }
}

fn draft(dossier: &Dossier) -> IssueDraft {
    let (ticket, client) = (&dossier.ticket, &dossier.client);
    IssueDraft {
        ticket: ticket.number,
        mark: ticket.mark,
        subject: ticket.subject.clone(),
        body: ticket.body.clone(),
        category: dossier.category.clone(),
        priority: ticket.priority,
        client: format!("{} ({})", client.name.as_str(), client.number),
    }
}

#[cfg(test)]
mod tests;

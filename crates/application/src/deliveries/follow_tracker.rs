use std::collections::HashMap;

use frontdesk_domain::ports::{StoreError, TrackerNews, UnitOfWork};
use frontdesk_domain::tickets::{ExternalId, TicketNumber, TrackedStatus, TrackerStatus};

use crate::tickets::keep;
use crate::unit::tried_again;
use crate::{AppError, Application};

/// As many as a tracker is asked for at once.
const AT_ONCE: u16 = 50;

impl Application {
    /// Reads back where the tickets' other halves stand: the fifty that were read longest ago. A ticket
    /// done there is resolved here, so its client may open another one. How many were read.
    ///
    /// # Errors
    /// [`AppError::Unavailable`] when store or tracker cannot be asked; the next round asks again.
    pub async fn follow_tracker(&self) -> Result<usize, AppError> {
        let Some(tracker) = &self.ports.tracker else {
            return Ok(0);
        };
        let taken = tried_again(&*self.ports.entropy, || self.take_stalest()).await?;
        if taken.is_empty() {
            return Ok(0);
        }
        let ids: Vec<ExternalId> = taken.iter().map(|(_, id)| id.clone()).collect();
        let answer = tracker.statuses(&ids).await;
        let statuses: HashMap<ExternalId, TrackerStatus> = answer
            .map_err(|error| AppError::Unavailable(error.to_string()))?
            .into_iter()
            .collect();
        let known: Vec<(TicketNumber, &TrackerStatus)> = taken
            .iter()
            .filter_map(|(number, id)| statuses.get(id).map(|status| (*number, status)))
            .collect();
        tried_again(&*self.ports.entropy, || self.apply(&known)).await?;
        Ok(known.len())
    }

    async fn take_stalest(&self) -> Result<Vec<(TicketNumber, ExternalId)>, StoreError> {
        let unit = self.ports.store.begin().await?;
        let taken = unit
            .tickets()
            .take_stalest_tracked(AT_ONCE, self.ports.clock.now())
            .await?;
        if !taken.is_empty() {
            unit.commit().await?;
        }
        Ok(taken)
    }

    async fn apply(&self, statuses: &[(TicketNumber, &TrackerStatus)]) -> Result<(), StoreError> {
        let unit = self.ports.store.begin().await?;
        for (number, status) in statuses {
            let news = unit.tickets().note_tracker_status(*number, &status.name).await?;
            if let Some(means) = status.means.filter(|means| has_moved(news, *means)) {
                self.apply_one(&*unit, *number, means).await?;
            }
        }
        unit.commit().await
    }

    async fn apply_one(
        &self,
        unit: &dyn UnitOfWork,
        number: TicketNumber,
        means: TrackedStatus,
    ) -> Result<(), StoreError> {
        let Some(ticket) = unit.tickets().get(number).await? else {
            return Ok(());
        };
        let slot = self.slot(unit, &ticket).await?;
        let now = self.ports.clock.now();
        if let Some(moved) = ticket.follow_tracker(means, slot.rule, slot.is_free, now) {
            keep(unit, &moved).await?;
            self.tell_of(unit, &moved, now).await?;
        }
        Ok(())
    }
}

/// Whether the other half moved since it was read last. Where it stands is no news: staff may have moved
/// the ticket here meanwhile, and what is old there must not undo that. An issue begins open, so a first
/// reading of that is no move either.
fn has_moved(news: TrackerNews, means: TrackedStatus) -> bool {
    match news {
        TrackerNews::First => means != TrackedStatus::Open,
        TrackerNews::Moved => true,
        TrackerNews::Same => false,
    }
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::ports::LookUp;
    use frontdesk_domain::tickets::Status;

    use super::*;
    use crate::testing::TestDesk;

    #[tokio::test]
    async fn s0_8_the_state_of_the_issue_is_read_back_shown_and_frees_the_client() {
        let desk = TestDesk::new();
        let (_, token) = desk.submit_for_link("0912 345 6789", "It broke").await;
        desk.deliver().await;
        desk.tracker
            .move_issue("SUP-1", "Done", Some(TrackedStatus::Resolved));
        assert_eq!(desk.app.follow_tracker().await.unwrap(), 1);
        let page = desk.app.see_ticket(&token).await.unwrap();
        assert!(matches!(page.status, Status::Resolved { .. }));
        assert_eq!(page.tracker_status.as_deref(), Some("Done"));
        let found = desk
            .app
            .visit(&desk.identifier("0912 345 6789"), None)
            .await
            .unwrap();
        assert!(matches!(found, LookUp::Known { open: None, .. }));
    }

    #[tokio::test]
    async fn what_stands_there_does_not_undo_what_was_done_here() {
        let desk = TestDesk::new();
        let (number, token) = desk.submit_for_link("0912 345 6789", "It broke").await;
        desk.deliver().await;
        desk.app.follow_tracker().await.unwrap();
        desk.move_ticket(number, TrackedStatus::OnHold).await;
        desk.app.follow_tracker().await.unwrap();
        let status = || async { desk.app.see_ticket(&token).await.unwrap().status };
        assert_eq!(status().await, Status::OnHold);
        let moved = Some(TrackedStatus::InProgress);
        desk.tracker.move_issue("SUP-1", "Doing", moved);
        desk.app.follow_tracker().await.unwrap();
        assert_eq!(status().await, Status::InProgress);
    }

    #[tokio::test]
    async fn a_status_without_counterpart_is_only_shown() {
        let desk = TestDesk::new();
        let (_, token) = desk.submit_for_link("0912 345 6789", "It broke").await;
        desk.deliver().await;
        desk.tracker.move_issue("SUP-1", "Odd", None);
        desk.app.follow_tracker().await.unwrap();
        let page = desk.app.see_ticket(&token).await.unwrap();
        assert_eq!(
            (page.status, page.tracker_status.as_deref()),
            (Status::Open, Some("Odd"))
        );
    }
}
